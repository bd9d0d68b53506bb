/// The usage that vendors and gateways counted themselves, compared with the ledger.
package struct UsageByBucket: Sendable {
  /// Every bucket of the days reported, by file and place in it.
  package let buckets: [ListedBucket]
  /// By export, day, provider, model, service tier and measure.
  package let differences: [UsageDifference]

  package init(buckets: [ListedBucket] = [], differences: [UsageDifference] = []) {
    self.buckets = buckets
    self.differences = differences
  }
}
