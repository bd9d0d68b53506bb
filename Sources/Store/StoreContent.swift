import Bills
import Credits
import Invoices
import Ledger
import Reconciliation
import Reports
import Tables

/// The content of a database besides the files that were read: a run with its books.
package struct StoreContent: Sendable {
  package let run: RunDescription
  /// Each book with its rows, by file and line, and what follows from books alone.
  package let books: [BookRows]
  package let input: ReportInput
  /// Every report of `input`.
  package let reports: [Table]
  /// Vendors' bills beside the ledger; nil without bills.
  package let bills: BillComparison?
  /// The credit ledger replayed; nil without one.
  package let credits: CreditAudit?
  /// Its invoices; nil without a credit ledger.
  package let billing: CustomerBilling?

  package init(
    run: RunDescription, books: [BookRows], input: ReportInput, reports: [Table],
    bills: BillComparison? = nil, credits: CreditAudit? = nil, billing: CustomerBilling? = nil
  ) {
    self.run = run
    self.books = books
    self.input = input
    self.reports = reports
    self.bills = bills
    self.credits = credits
    self.billing = billing
  }
}

/// The request of a run, with its settings.
package struct RunDescription: Sendable {
  /// The version of the program.
  package let version: String
  /// Nil where the whole ledger was reported.
  package let from: Day?
  /// The day after the last; nil where there is no such bound.
  package let to: Day?
  package let timeZone: String
  /// Nil where everything in the books counts.
  package let knownAt: String?
  /// Every setting in force, as JSON.
  package let settings: String
  /// Books or recorded credits say what customers pay.
  package let isSold: Bool

  package init(
    version: String, from: Day?, to: Day?, timeZone: String, knownAt: String?, settings: String,
    isSold: Bool = true
  ) {
    self.version = version
    self.from = from
    self.to = to
    self.timeZone = timeZone
    self.knownAt = knownAt
    self.settings = settings
    self.isSold = isSold
  }
}

/// A file that was read.
package struct InputFile: Sendable {
  /// The path in the workspace.
  package let path: String
  package let kind: Kind
  package let bytes: Int64
  package let sha256: String
  /// The outcomes of its rows; nil if it has no requests.
  package let rows: RowCounts?

  /// The role of the file in a run.
  package enum Kind: String, Sendable {
    case settings, book, ledger
  }

  package init(path: String, kind: Kind, bytes: Int64, sha256: String, rows: RowCounts?) {
    self.path = path
    self.kind = kind
    self.bytes = bytes
    self.sha256 = sha256
    self.rows = rows
  }
}

/// The rows of the books of one table.
package struct BookRows: Sendable {
  package let table: StoreTable
  package let rows: [Row]

  /// A row of a book.
  package struct Row: Sendable {
    package let file: String
    package let line: Int
    /// One per column of the book; blank ones are empty.
    package let cells: [Name]

    package init(file: String, line: Int, cells: [Name]) {
      self.file = file
      self.line = line
      self.cells = cells
    }
  }

  package init(table: StoreTable, rows: [Row]) {
    self.table = table
    self.rows = rows
  }
}
