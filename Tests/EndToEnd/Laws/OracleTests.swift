import Foundation
import Testing

/// The program against a second, slow calculation that was written from the specification alone.
struct OracleTests {
  private static let scripts = Program.repository.appending(path: "Tests/Oracle")

  @Test(arguments: 1...12)
  func `a random workspace gives the oracle's bytes in every report`(seed: Int) throws {
    let folder = try Scratch()
    let made = try Program.python(
      Self.scripts.appending(path: "make_workspace.py"), ["\(seed)", folder.path("ws")])
    try #require(made.status == 0, "\(made.errors)")
    for (index, options) in Self.options(seed).enumerated() {
      let expected = try Program.python(
        Self.scripts.appending(path: "oracle.py"),
        [folder.path("ws"), folder.path("expected\(index)")] + options)
      let run = try Program.assay(
        ["run", folder.path("ws"), "--output", folder.path("out\(index)"), "--quiet"] + options)
      #expect(run.status == expected.status, "\(options) \(run.errors) \(expected.errors)")
      try compare(folder, expected: "expected\(index)", with: "out\(index)", "\(options)")
    }
  }

  /// Every seed plainly, and one in four with each option that changes what counts.
  private static func options(_ seed: Int) -> [[String]] {
    let special = [
      ["--period", "2026-08"], ["--last", "20"], ["--as-known-at", "2026-08-15"],
      ["--from", "2026-07-15", "--to", "2026-09-02"],
    ]
    return [[], special[seed % 4]]
  }

  private func compare(
    _ folder: Scratch, expected: String, with out: String, _ label: String
  ) throws {
    let files = try folder.files(in: expected)
    #expect(files.keys.count == 16, "\(files.keys)")
    for name in files.keys.sorted() {
      let want = try folder.text("\(expected)/\(name)")
      switch name {
      case "rejects-key.csv":
        #expect(
          try columns(0..<4, of: folder.text("\(out)/rejects.csv")) == columns(0..<4, of: want),
          "\(label) rejects.csv")
      case "summary.csv":
        // The oracle knows no plan fees, which are the last four measures.
        let lines = try folder.text("\(out)/\(name)").split(separator: "\n")
        #expect(lines.dropLast(4) == want.split(separator: "\n")[...], "\(label) \(name)")
      case "exceptions.csv":
        // The oracle leaves the last columns, diagnosis and evidence, blank.
        #expect(
          try columns(0..<15, of: folder.text("\(out)/\(name)")) == columns(0..<15, of: want),
          "\(label) \(name)")
      default:
        #expect(try folder.text("\(out)/\(name)") == want, "\(label) \(name)")
      }
    }
  }

  /// Some columns of every record, quoted fields taken as they stand.
  private func columns(_ range: Range<Int>, of text: String) -> [[Substring]] {
    var records: [[Substring]] = []
    var fields: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      switch text[index] {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(text[start..<index])
        start = text.index(after: index)
      case "\n" where !isQuoted:
        fields.append(text[start..<index])
        start = text.index(after: index)
        records.append(Array(fields[range.clamped(to: fields.indices)]))
        fields = []
      default: break
      }
    }
    return records
  }
}
