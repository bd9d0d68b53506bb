import Ledger

extension UsageRecord {
  /// The column by which the row gives back cost or credits although it counts usage, which would be paid a second time; nil
  /// for a request, and for a refund that counts nothing.
  var refundingColumn: LedgerColumn? {
    guard quantities != Quantities() else { return nil }
    if recordedCost ?? .zero < .zero { return .vendorCostUSD }
    return recordedCredits ?? .zero < .zero ? .creditsDeducted : nil
  }
}
