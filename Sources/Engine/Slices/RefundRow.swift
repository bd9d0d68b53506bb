import Intake
import Ledger
import Reconciliation

/// A row that gives back money or credits without usage.
struct RefundRow: Sendable {
  var location: RowLocation
  let user: UserKey
  let requestID: Name
  /// The refunded cost, above 0; nil if the row refunds none.
  let cost: Money?
  let credits: Credits?

  /// The largest number that a slice keeps, and that is looked at of all.
  static let keptRows = 20_000

  init(at location: RowLocation, _ record: UsageRecord, user: UserKey) {
    self.location = location
    self.user = user
    requestID = Name(bytes: record.requestID)
    cost = record.recordedCost.flatMap { $0 < .zero ? .zero - $0 : nil }
    credits = record.recordedCredits.flatMap { $0 < .zero ? .zero - $0 : nil }
  }
}
