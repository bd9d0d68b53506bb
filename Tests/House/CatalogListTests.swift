import Foundation
import Testing

/// The list of public catalogs, their files, their examples and docs/CATALOGS.md tell the same.
struct CatalogListTests {
  /// The catalogs in the order of their list.
  private func catalogs() throws -> [(word: String, name: String)] {
    try text("Sources/Pricing/Catalogs/CatalogSource.swift").matches(
      of: /\n  case (\w+)(?: = "([a-z0-9-]+)")?/
    ).map { (String($0.output.1), String($0.output.2 ?? $0.output.1)) }
  }

  @Test func `every catalog has a file that reads it`() throws {
    let source = try text("Sources/Pricing/Catalogs/CatalogSource.swift")
    #expect(try catalogs().count > 3)
    for (word, name) in try catalogs() {
      let reader = try #require(
        source.firstMatch(of: try Regex("case \\.\(word): try (\\w+)\\.read\\(")),
        "\(name) has no reader")
      let file = "Sources/Pricing/Catalogs/\(reader[1].substring ?? "").swift"
      let isThere = FileManager.default.fileExists(atPath: root + "/" + file)
      #expect(isThere, "\(name) has no \(file)")
    }
  }

  @Test func `every catalog is a row of docs, in the order of the list`() throws {
    let document = try text("docs/CATALOGS.md")
    let table = try #require(document.firstMatch(of: /\n\| `--source` \|[^\n]*((?:\n\|[^\n]*)*)/))
    let rows = table.output.1.matches(of: /\n\| `([a-z0-9-]+)` \|/).map { String($0.output.1) }
    #expect(try catalogs().map(\.name) == rows)
  }

  @Test func `every catalog has an example, which meets the requests of a test`() throws {
    let folder = root + "/Tests/Examples/Catalogs"
    let examples = try FileManager.default.contentsOfDirectory(atPath: folder)
    let names = try catalogs().map(\.name)
    #expect(Set(examples.map { String($0.prefix { $0 != "." }) }) == Set(names))
    let tests = try text("Tests/EndToEnd/Books/CatalogVendorNameTests.swift")
    let list = try #require(tests.firstMatch(of: /static let catalogs:.*= \[((?:.*\n)*?)  \]\n/))
    let imported = list.output.1.matches(of: /\("([a-z0-9-]+)/).map { String($0.output.1) }
    #expect(Set(imported) == Set(names))
  }

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func text(_ file: String) throws -> String {
    try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }
}
