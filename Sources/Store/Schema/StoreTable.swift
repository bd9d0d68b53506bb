/// A table of the database: what it is called, what one row is, and its columns.
package struct StoreTable: Sendable {
  package let name: String
  /// What one row is, for the comment in the schema.
  let grain: String
  package let columns: [StoreColumn]
  /// The columns by which rows are kept and found; without any, rows stand as they came.
  let key: [String]

  init(_ name: String, grain: String, columns: [StoreColumn], key: [String] = []) {
    self.name = name
    self.grain = grain
    self.columns = columns
    self.key = key
  }

  /// The statement that makes the table, with its comments.
  var creation: String {
    var lines = ["CREATE TABLE \(name) (", "  -- \(grain)"]
    for (index, column) in columns.enumerated() {
      let comma = index < columns.count - 1 || !key.isEmpty ? "," : ""
      lines.append("  \(column.name) \(column.kind.words)\(comma)  -- \(column.note)")
    }
    if !key.isEmpty { lines.append("  PRIMARY KEY (\(key.joined(separator: ", ")))") }
    return lines.joined(separator: "\n") + "\n)" + (key.isEmpty ? "" : " WITHOUT ROWID")
  }

  /// The statement that adds so many rows.
  func insertion(rows: Int) -> String {
    let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
    return "INSERT INTO \(name) VALUES "
      + Array(repeating: row, count: rows).joined(separator: ", ")
  }
}

/// A column of a table, and what it means.
package struct StoreColumn: Sendable {
  package let name: String
  let kind: Kind
  /// Unit, range and what a blank means, for the comment in the schema.
  let note: String

  init(_ name: String, _ kind: Kind, _ note: String) {
    self.name = name
    self.kind = kind
    self.note = note
  }

  /// What a column holds.
  enum Kind: Sendable {
    /// A text; NULL where nothing is known.
    case text
    /// A text that is always there.
    case requiredText
    /// An exact decimal as text, because REAL would round it.
    case decimal
    /// A whole number; NULL where nothing is known.
    case count
    /// A whole number that is always there.
    case requiredCount
    /// The number of the row itself.
    case identity

    var words: String {
      switch self {
      case .text, .decimal: "TEXT"
      case .requiredText: "TEXT NOT NULL"
      case .count: "INTEGER"
      case .requiredCount: "INTEGER NOT NULL"
      case .identity: "INTEGER PRIMARY KEY"
      }
    }
  }
}

/// A view of the database, named for the question that it answers; sums are approximate (REAL).
package struct StoreView: Sendable {
  package let name: String
  /// What one row says, for the comment in the schema.
  let answer: String
  private let query: String

  init(_ name: String, _ answer: String, _ query: String) {
    self.name = name
    self.answer = answer
    self.query = query
  }

  /// The statement that makes the view, with its comments.
  var creation: String { "CREATE VIEW \(name) AS\n-- \(answer)\n\(query)" }
}
