import Ledger

/// Where the figures of a row stand that were recorded for it, for the fast path.
struct RecordedFields {
  private let cost: Int
  private let credits: Int
  private let balance: Int
  /// Figures that nothing is compared with yet: only their form is checked.
  private let unused: [(field: Int, scale: Int, limit: Int128)]

  init(_ layout: LedgerLayout) {
    func field(_ column: LedgerColumn) -> Int { layout.field(of: column) ?? -1 }
    cost = field(.vendorCostUSD)
    credits = field(.creditsDeducted)
    balance = field(.balanceAfter)
    unused = [
      (LedgerColumn.multiplier, Multiplier.decimals, Int128(Multiplier.limit.millionths)),
      (.balanceBefore, Credits.decimals, Int128(Credits.rowLimit.microcredits)),
    ].compactMap { column, scale, limit in layout.field(of: column).map { ($0, scale, limit) } }
  }

  /// Reads the figures of a plain row into `record`; false leaves the row to the careful path.
  @inline(__always)
  func read(_ fields: some RowFields, into record: inout UsageRecord) -> Bool {
    if cost >= 0 && fields.text(cost).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(cost), scale: Money.decimals),
        value <= Money.rowLimit.attodollars
      else { return false }
      record.recordedCost = Money(attodollars: value)
    }
    if credits >= 0 && fields.text(credits).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(credits), scale: Credits.decimals),
        value <= Int128(Credits.rowLimit.microcredits)
      else { return false }
      record.recordedCredits = Credits(microcredits: Int64(value))
    }
    if balance >= 0 && fields.text(balance).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(balance), scale: Credits.decimals),
        value <= Int128(Credits.rowLimit.microcredits)
      else { return false }
      record.balanceAfter = Credits(microcredits: Int64(value))
    }
    for (field, scale, limit) in unused where fields.text(field).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(field), scale: scale), value <= limit else {
        return false
      }
    }
    return true
  }
}
