import Foundation
import Testing

/// The queries of docs/DATABASE.md give the answers that stand below them.
struct DatabaseDocumentTests {
  private static let document = Program.repository.appending(path: "docs/DATABASE.md")

  @Test func `every query of the document gives its answer on the sample`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    // Between two queries: the query, the end of its block, its answer, and other words.
    let parts = text.components(separatedBy: "```sql\n")
    var expected = parts[0]
    for part in parts.dropFirst() {
      let pieces = part.components(separatedBy: "\n```\n\n")
      try #require(pieces.count == 2, "\(part)")
      let answer = try Answer(folder.path("ws/assay.db"), pieces[0])
      let lines = pieces[1].components(separatedBy: "\n").drop { $0.hasPrefix("|") }
      expected += "```sql\n" + pieces[0] + "\n```\n\n" + Self.table(answer)
      expected += lines.joined(separator: "\n")
    }
    #expect(parts.count > 10)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" && expected != text {
      try Data(expected.utf8).write(to: Self.document)
    }
    #expect(expected == text)
  }

  private static func table(_ answer: Answer) -> String {
    let header = [answer.columns, answer.columns.map { _ in "---" }]
    let rows = header + answer.rows.map { $0.map { $0 ?? "" } }
    return rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
