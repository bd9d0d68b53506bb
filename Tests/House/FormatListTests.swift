import Foundation
import Testing

/// The list of formats, their files, their examples and docs/FORMATS.md tell the same.
struct FormatListTests {
  /// The foreign formats in the order of their list.
  private func formats() throws -> [(word: String, name: String)] {
    let cases = try text("Sources/Intake/Formats/UsageFormat.swift").split(separator: "\n")
      .filter { $0.hasPrefix("  case ") && !$0.contains(":") }
    return cases.compactMap { line in
      let words = line.split(separator: " ")
      let name = words.last.map { $0.trimmingCharacters(in: ["\""]) } ?? ""
      return ["native", "mapping"].contains(name) ? nil : (String(words[1]), name)
    }
  }

  /// The formats of usage by bucket in the order of their list.
  private func bucketFormats() throws -> [(word: String, name: String)] {
    let list = try text("Sources/Intake/Formats/Buckets/BucketFormat.swift")
    let words = try #require(list.firstMatch(of: /all: \[BucketFormat\] = \[([^\]]*)\]/)).output.1
      .matches(of: /\.(\w+)/).map { String($0.output.1) }
    let files = try bucketFiles()
    return try words.map { word in
      let file = try #require(files.first { $0.contains("static let \(word) = BucketFormat(") })
      let name = try #require(file.firstMatch(of: /name: "([a-z-]+)"/)).output.1
      #expect(file.contains("https://"), "\(word) names no source")
      return (word, String(name))
    }
  }

  /// The names of the formats of bills in the order of their list; each has a file that names its sources.
  private func billFormats() throws -> [String] {
    let folder = "Sources/Bills/BillFormats"
    let list = try text(folder + "/BillFormat.swift")
    let words = try #require(list.firstMatch(of: /all: \[BillFormat\] = \[([^\]]*)\]/)).output.1
      .matches(of: /\.(\w+)/).map { String($0.output.1) }
    let files = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
      .map { try text(folder + "/" + $0) }
    return try words.map { word in
      let file = try #require(files.first { $0.contains("static let \(word) = BillFormat(") })
      #expect(file.contains("https://"), "\(word) names no source")
      return String(try #require(file.firstMatch(of: /name: "([a-z-]+)"/)).output.1)
    }
  }

  private func bucketFiles() throws -> [String] {
    let folder = "Sources/Intake/Formats/Buckets"
    return try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
      .map { try text(folder + "/" + $0) }
  }

  @Test func `every format of usage by bucket is in the list`() throws {
    let count = try bucketFiles().joined().matches(of: /static let \w+ = BucketFormat\(/).count
    #expect(try bucketFormats().count == count)
  }

  @Test func `every format has a file with its translation, whose comment links its sources`()
    throws
  {
    let folder = "Sources/Intake/Formats"
    let files = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { try text(folder + "/" + $0) }
    #expect(try formats().count > 5)
    for (word, name) in try formats() {
      let file = files.first { $0.contains("static let \(word) = RowTranslation(") }
      let source = try #require(file, "\(name) has no file")
      #expect(
        source.contains("https://") || source.contains("in `Responses`")
          || source.contains("`AnthropicUsage`"), "\(name) names no source")
    }
  }

  @Test func `every format is a row of docs, in the order of the list`() throws {
    let rows = try text("docs/FORMATS.md").matches(of: /\n\| `([a-z0-9-]+)` \|([^\n]*)/)
    let names =
      try ["native"] + formats().map(\.name) + bucketFormats().map(\.name) + billFormats()
    #expect(names == rows.map { String($0.output.1) })
    for row in rows {
      let cells = row.output.2.split(separator: "|").filter { !$0.allSatisfy(\.isWhitespace) }
      #expect(cells.count == 4, "\(row.output.1): recognised by, totals, recorded, traps")
    }
  }

  @Test func `every format has an example, and every example a format`() throws {
    let examples = try FileManager.default.contentsOfDirectory(
      atPath: root + "/Tests/IntakeTests/Formats")
    let named = Set(examples.map { String($0.prefix { $0 != "." }) })
    #expect(try named == Set(formats().map(\.name)))
    let buckets = try FileManager.default.contentsOfDirectory(
      atPath: root + "/Tests/Examples/Buckets")
    #expect(
      try Set(buckets.map { String($0.prefix { $0 != "." }) })
        == Set(bucketFormats().map(\.name)))
  }

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func text(_ file: String) throws -> String {
    try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }
}
