extension UsageRecord {
  /// The row gives back money or credits and used nothing: a refund or a credit note, not a request.
  package var isRefund: Bool {
    let (cost, credits) = (recordedCost ?? .zero, recordedCredits ?? .zero)
    guard cost < .zero || credits < .zero else { return false }
    return cost <= .zero && credits <= .zero && quantities == Quantities()
  }
}
