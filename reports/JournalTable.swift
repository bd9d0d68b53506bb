import Credits
import Ledger
import Tables

/// `journal.csv`: the entries that each month makes in the books, in cents.
package struct JournalTable {
  private let rows: [JournalRow]
  private let accounts: JournalAccounts

  package init(_ audit: CreditAudit) {
    rows = JournalRow.rows(audit.postings, months: audit.months)
    accounts = audit.journalAccounts
  }

  /// The columns, in order.
  package static let columns: [Column] = [
    .month,
    .text("posting", "sale, realised, breakage, refund or reversal."),
    .text("debit", "Debited account."),
    .text("credit", "Credited account."),
    .text("source", "Source of the grants."),
    .money("usd", "Amount in USD, to the cent, not negative."),
    .text("description", "The entry in words."),
  ]

  package var table: Table {
    let (rows, accounts) = (rows, accounts)
    return Table(
      name: "journal", title: "Journal", columns: JournalTable.columns, rowCount: rows.count,
      order: "by month, posting and source"
    ) { index in
      let row = rows[index]
      return [
        .text(Name(Month(number: Int(row.month)).description)), .text(Name(row.posting.word)),
        .text(Name(accounts[row.debit])), .text(Name(accounts[row.credit])),
        .text(Name(row.source.word)), .shownMoney(row.cents, decimals: 2),
        .text(Name(JournalTable.description(row))),
      ]
    }
  }

  private static func description(_ row: JournalRow) -> String {
    let words =
      switch row.posting {
      case .sale: "Payments for credits"
      case .realised: "Revenue for consumed credits"
      case .breakage: "Revenue for unused credits"
      case .refund: "Refunds of deferred revenue"
      case .reversal: "Refunds of earned revenue"
      }
    return words + " (\(row.source.word))" + (row.exact < 0 ? ", taken back" : "")
  }
}
