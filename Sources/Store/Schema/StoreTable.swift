import Ledger
import Reports
import Tables

/// A table of the database: what it is called, what one row is, and its columns.
package struct StoreTable: Sendable {
  package let name: String
  /// The grain of a row, for the comment in the schema.
  let grain: String
  package let columns: [StoreColumn]
  /// The columns by which rows are kept and found; without any, rows keep their order of arrival.
  let key: [String]
  /// The report whose rows it holds; nil where it is not filled from one.
  let report: String?

  init(
    _ name: String, grain: String, columns: [StoreColumn], key: [String] = [],
    report: String? = nil
  ) {
    self.name = name
    self.grain = grain
    self.columns = columns
    self.key = key
    self.report = report
  }

  /// Makes a table of the columns of a report.
  ///
  /// - Parameters:
  ///   - optional: the texts and counts that may be blank; amounts always may.
  ///   - notes: by column, where the database says more of it than its meaning.
  ///   - more: columns that the report does not have.
  init(
    _ name: String, of report: Report, grain: String, optional: Set<String> = [],
    notes: [String: String], more: [StoreColumn] = []
  ) {
    let columns = StoreColumn.columns(of: report.columns, optional: optional, notes: notes)
    self.init(name, grain: grain, columns: columns + more, report: report.name)
  }

  /// The statement that makes the table, with its comments.
  var creation: String {
    var lines = ["CREATE TABLE \(name) (", "  -- \(grain)"]
    for (index, column) in columns.enumerated() {
      let comma = index < columns.count - 1 || !key.isEmpty ? "," : ""
      lines.append("  \(column.identifier) \(column.kind.words)\(comma)  -- \(column.note)")
    }
    if !key.isEmpty { lines.append("  PRIMARY KEY (\(key.joined(separator: ", ")))") }
    return lines.joined(separator: "\n") + "\n)" + (key.isEmpty ? "" : " WITHOUT ROWID")
  }

  /// The statement that adds a number of rows.
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

  /// The name as SQL has it: between quotes where SQL has the word itself.
  var identifier: String { ["by", "check", "limit"].contains(name) ? "\"\(name)\"" : name }

  /// Returns the columns of a table that a CSV file holds, too.
  ///
  /// - Parameters:
  ///   - optional: the texts and counts that may be blank; amounts always may.
  ///   - notes: by column, where the database says more of it than its meaning.
  static func columns(
    of columns: [Column], optional: Set<String>, notes: [String: String]
  ) -> [StoreColumn] {
    precondition(
      optional.union(notes.keys).isSubset(of: columns.map(\.name)), "columns of the table")
    return columns.map { column in
      StoreColumn(
        column.name, Kind(column, isOptional: optional.contains(column.name)),
        notes[column.name] ?? note(column.meaning))
    }
  }

  /// The meaning of a column as the comments of the schema have it: no capital, no full stop.
  static func note(_ meaning: String) -> String {
    String(meaning.withSmallLetter.dropLast())
  }

  /// The type of a column.
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

    /// - Parameter isOptional: a text or count may be blank.
    init(_ column: Column, isOptional: Bool) {
      self =
        switch column.kind {
        case .text, .day: isOptional ? .text : .requiredText
        case .count: isOptional ? .count : .requiredCount
        case .money, .requestMoney, .credits, .percent, .points, .seconds, .multiplier, .decimal:
          .decimal
        }
    }

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
  /// The meaning of a row, for the comment in the schema.
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
