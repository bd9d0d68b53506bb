import Cube
import Ledger
import Reconciliation
import Reports
import Tables

/// A database of a run being made.
///
/// The same content gives the same bytes. Rows go in sorted and in one transaction. Nothing is flushed to the disk,
/// and after a failure the file is of no use.
package final class Store {
  private let database: Database
  /// The first and the last day with a fact; nil without any.
  private let days: ClosedRange<Day>?

  /// A row of `rejects.csv` after another, each passed to the function that is given.
  package typealias Inputs = ((InputFile) throws -> Void) throws -> Void
  package typealias Rejects = ((Located<RejectedRow>) throws -> Void) throws -> Void

  /// Begins the database in the empty file at `path` with the facts, which are most of it and are known before
  /// anything else is.
  package init(_ facts: Facts, at path: String) throws {
    database = try Database(path)
    try database.run(Store.settings)
    try database.run("BEGIN")
    try database.run(Schema.creation)
    days = facts.rows.first.flatMap { first in facts.rows.last.map { first.day...$0.day } }
    try FactWriter.writeDaily(facts, database)
    try AccountMonthWriter.write(facts, database)
    try FactWriter.writeFacts(facts, database)
  }

  /// Writes everything else and closes the file.
  ///
  /// - Parameter inputs: one per file that was read, by the bytes of its path; called last, as the caller may
  ///   wait for their digests.
  package func finish(
    _ content: StoreContent, inputs: Inputs, rejects: Rejects
  ) throws {
    try fill(content, inputs, rejects)
    try database.run("COMMIT")
    try database.close()
  }

  /// Fills the tables; every statement is let go when it returns.
  private func fill(
    _ content: StoreContent, _ inputs: Inputs, _ rejects: Rejects
  ) throws {
    try writeRun(content)
    for book in content.books { try Store.writeBook(book, database) }
    try Store.writeReports(content, database)
    if let bills = content.bills { try BillWriter.write(bills, database) }
    if let credits = content.credits {
      try CreditWriter.write(credits, in: content.input.zone, database)
      try InvoiceWriter.write(credits, content.billing, database)
    }
    if let restatement = content.input.restatement {
      try CreditWriter.write(RestatementTable(restatement).table, into: .restatement, database)
    }
    if let realised = content.input.realised {
      try RealisedWriter.write(realised, content.input.facts, database)
    }
    try Store.writeRejects(rejects, database)
    try Store.writeInputs(inputs, database)
  }

  /// No journal and no waiting for the disk: until the file takes its place, it is not needed.
  private static let settings = """
    PRAGMA page_size = 8192;
    PRAGMA auto_vacuum = NONE;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16384;
    PRAGMA application_id = \(DatabaseMark.applicationID);
    PRAGMA user_version = \(DatabaseMark.version);
    """

  private func writeRun(_ content: StoreContent) throws {
    let run = content.run
    try Inserter(database, into: .run).insert { row in
      row.append(run.version)
      row.append(orNull: run.from?.description)
      row.append(orNull: run.to?.description)
      row.append(orNull: days?.lowerBound.description)
      row.append(orNull: days?.upperBound.description)
      row.append(run.timeZone)
      row.append(orNull: run.knownAt)
      row.append(run.settings)
      row.append(Int64(run.isSold ? 1 : 0))
    }
  }

  /// The outcomes of the rows of an input, in the order of its columns.
  private static var rowCounts: [KeyPath<RowCounts, Int64>] {
    [
      \.read, \.rated, \.unpriced, \.duplicate, \.conflict, \.rejected, \.outsidePeriod,
    ]
  }

  private static func writeInputs(_ inputs: Inputs, _ database: Database) throws {
    let inserter = try Inserter(database, into: .inputFile)
    try inputs { input in
      try inserter.insert { row in
        row.append(input.path)
        row.append(input.kind.rawValue)
        row.append(input.bytes)
        row.append(input.sha256)
        for measure in rowCounts {
          if let rows = input.rows { row.append(rows[keyPath: measure]) } else { row.appendNull() }
        }
      }
    }
  }

  private static func writeBook(_ book: BookRows, _ database: Database) throws {
    let inserter = try Inserter(database, into: book.table)
    for each in book.rows {
      try inserter.insert { row in
        row.append(each.file)
        row.append(Int64(each.line))
        for cell in each.cells {
          if cell.isEmpty { row.appendNull() } else { row.append(cell) }
        }
      }
    }
  }

  private static func writeReports(_ content: StoreContent, _ database: Database) throws {
    for table in Schema.tables where table.name != StoreTable.reject.name {
      guard let name = table.report else { continue }
      guard let report = content.reports.first(where: { $0.name == name }) else {
        preconditionFailure("every list is a report: \(name)")
      }
      let inserter = try Inserter(database, into: table)
      let exceptions =
        table.name == StoreTable.exception.name ? content.input.exceptions : nil
      var cells: [Cell] = []
      for index in 0..<report.rowCount {
        report.put(rowAt: index, into: &cells)
        try inserter.insert { row in
          for cell in cells { row.append(cell) }
          if let exceptions {
            row.append(
              Report.namesUser(cells) ? .blank : Report.account(of: exceptions[index]))
          }
        }
      }
    }
  }

  private static func writeRejects(_ rejects: Rejects, _ database: Database) throws {
    let inserter = try Inserter(database, into: .reject)
    try rejects { reject in
      try inserter.insert { row in
        for cell in Report.cells(ofReject: reject) { row.append(cell) }
      }
    }
  }
}
