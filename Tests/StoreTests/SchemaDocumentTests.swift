import CSQLite
import Foundation
import Testing

@testable import Store

/// docs/DATABASE.md lists exactly the tables, columns and views that there are.
struct SchemaDocumentTests {
  private static let document = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/DATABASE.md")

  @Test func `the document lists the schema`() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let start = try #require(text.range(of: "## Tables\n")?.lowerBound)
    let expected = try text[..<start] + Self.listing()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" && expected != text {
      try Data(expected.utf8).write(to: Self.document)
    }
    #expect(expected == text)
  }

  private static func listing() throws -> String {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open(":memory:", &database) == SQLITE_OK)
    try #require(sqlite3_exec(database, Schema.creation, nil, nil, nil) == SQLITE_OK)
    var text = "## Tables\n"
    for table in Schema.tables {
      text +=
        "\n### \(table.name)\n\n\(wrapped(table.grain))\n\n| column | type | meaning |\n|---|---|---|\n"
      for column in table.columns {
        text += "| \(column.name) | \(column.kind.words) | \(column.note) |\n"
      }
    }
    text += "\n## Views\n\n| view | contents of a row | columns |\n|---|---|---|\n"
    for view in Schema.views {
      let columns = try columns(of: view.name, database).joined(separator: ", ")
      text += "| \(view.name) | \(view.answer) | \(columns) |\n"
    }
    return text
  }

  /// Returns `text` in lines of at most 100 columns.
  private static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= 100 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func columns(of view: String, _ database: OpaquePointer?) throws -> [String] {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(
      sqlite3_prepare_v2(database, "SELECT * FROM \(view)", -1, &statement, nil) == SQLITE_OK,
      "\(view)")
    return (0..<sqlite3_column_count(statement)).map {
      String(cString: sqlite3_column_name(statement, $0))
    }
  }
}
