import Credits
import Cube
import Ledger

/// The resets of a credit ledger whose payment is not known, by month and plan.
struct UnpricedResets {
  /// By plan, the months of its resets, one entry per reset.
  private let months: [Name: [Month]]

  init(_ audit: CreditAudit, zone: ReportingZone) {
    let unpriced = audit.played.resets.filter(\.isUnpriced)
    months = Dictionary(grouping: unpriced) { reset in
      reset.plan == CreditNames.blank ? Name.empty : audit.names.name(reset.plan)
    }.mapValues { $0.map { zone.day(of: Instant(nanoseconds: $0.at)).month } }
  }

  /// Returns the number of resets of a plan up to the end of a month.
  func count(until key: MonthAndTier) -> Int64 {
    Int64(months[key.tier]?.count { $0 <= key.month } ?? 0)
  }
}
