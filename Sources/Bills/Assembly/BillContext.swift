import Cube
import Ledger
import Rating

/// Everything besides the files that decides how bills are read.
package struct BillContext: Sendable {
  package let books: Books
  package let use: QuarterHourUse
  /// By name, the zones of `BillFormat.zones`.
  package let zones: [String: ReportingZone]
  package let reportingZone: ReportingZone
  /// The days that the command reports; nil is all.
  package let period: Period?
  /// The bills whose lines are given away.
  package let choice: BillFilter
  /// When the bills were downloaded, if known: later than 72 hours after a month, Azure's lines are final.
  package let asOf: Instant?
  /// Returns the 10⁻¹² US dollars of one unit of a currency on a day of the reporting zone; nil without a row in
  /// `fx.csv`.
  package let rate: @Sendable (Name, Day) -> Int128?

  package init(
    books: Books, use: QuarterHourUse, zones: [String: ReportingZone], reportingZone: ReportingZone,
    period: Period? = nil, choice: BillFilter = BillFilter(), asOf: Instant? = nil,
    rate: @escaping @Sendable (Name, Day) -> Int128? = { _, _ in nil }
  ) {
    self.books = books
    self.use = use
    self.zones = zones
    self.reportingZone = reportingZone
    self.period = period
    self.choice = choice
    self.asOf = asOf
    self.rate = rate
  }
}
