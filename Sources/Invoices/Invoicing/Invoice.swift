import Ledger

/// The invoice of one account, or of one organisation, for one month.
package struct Invoice: Hashable, Sendable {
  /// The account, or the organisation of a shared invoice.
  package let account: Name
  /// True if the members of an organisation share it: a block for each.
  package let isShared: Bool
  package let month: Month
  /// The days of the month that belong to the period.
  package let days: ClosedRange<Day>
  /// One per account, by its id.
  package let blocks: [InvoiceBlock]
  /// Its lines among all, by number.
  package let lines: Range<Int>
  /// Nil without a rate: then the invoice says that tax is not included.
  package let taxPercent: Percent?
  /// US cents, rounded half-up.
  package let net: Int128
  /// US cents.
  package let tax: Int128
  /// The payments of the month less what went back, in US cents.
  package let paid: Int128
  /// Microcredits over all blocks.
  package let opening: Int128
  package let closing: Int128

  /// US cents with tax.
  package var total: Int128 { net + tax }
  /// US cents.
  package var due: Int128 { total - paid }
  /// The number, such as `2026-08-acc_17`.
  package var number: Name { Name(bytes: Array("\(month)-".utf8) + account.bytes) }
  /// True if the customer gets money: the invoice is a credit note.
  package var isCreditNote: Bool { net < 0 }
}

/// The part of an invoice about one account.
///
/// Lines are indices among those of all invoices.
package struct InvoiceBlock: Hashable, Sendable {
  package let account: Name
  /// The plan at the end of the month; empty if it has none.
  package let plan: Name
  package let money: Range<Int>
  package var credits: Range<Int>
}
