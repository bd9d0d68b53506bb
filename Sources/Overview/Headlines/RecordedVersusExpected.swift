import Ledger
import Reconciliation
import Reports

/// Recorded and recomputed sums of the same requests, and what was recorded of requests without a price.
struct RecordedVersusExpected: Hashable, Sendable {
  /// The number of requests with a recorded figure.
  let count: RecordedRequestCount
  /// Of the requests with both figures; attodollars or microcredits, as the next two are.
  let recorded: Int128
  let recomputed: Int128
  /// Recorded of requests without a price: in no recomputed sum.
  let recordedOfUnpriced: Int128

  init(_ count: RecordedRequestCount, _ sums: (ComparisonClass) -> ReconciliationTotals.Sums) {
    self.count = count
    let compared = [ComparisonClass.matched, .rounding, .mismatch].map(sums)
    recorded = compared.reduce(0) { $0 + $1.recorded }
    recomputed = compared.reduce(0) { $0 + $1.expected }
    recordedOfUnpriced = sums(.unpriced).recorded
  }

  /// The number of recorded figures of requests without a price.
  var ofUnpriced: Int64 { count.known - count.compared }

  /// `, 2 of which record 0`, which may mean that no price was known; empty where none of those without a price does.
  var zeros: String {
    let zeros = count.zerosOfUnpriced
    return zeros == 0
      ? "" : ", \(Figures.count(zeros)) of which \(zeros == 1 ? "records" : "record") 0"
  }

  /// The recorded figures are of the `priced` requests of the recomputed sum, and of no others.
  func isOfSameRequests(priced: Int64) -> Bool { count.compared == priced && ofUnpriced == 0 }

  /// Returns both sums and what each leaves out: `recorded 22.69 USD for 140 requests, recomputed 21.84; …`, or
  /// `recorded 22.69 +0.40 for 4 without a price` where the recomputed sum is beside it.
  ///
  /// - Parameters:
  ///   - priced: the number of requests of the recomputed sum.
  ///   - unit: the unit of the sums with a space before it; empty for credits.
  ///   - missing: clauses on the requests that have no recorded figure.
  ///   - shown: writes a sum.
  func note(
    priced: Int64, unit: String, missing: [String], shown: (Int128) -> String
  ) -> String {
    // Where each request with a price has a recorded figure, the recomputed sum is beside it already.
    let isShort = count.compared == priced && missing.isEmpty
    let unit = isShort ? "" : unit
    let requests = Figures.count(count.compared, "request")
    let sums =
      count.compared == 0
      ? "none recorded for requests with a price"
      : "recorded \(shown(recorded))\(unit)" + (isShort ? "" : " for \(requests)")
        + (count.compared == priced ? "" : ", recomputed \(shown(recomputed))")
    let unpriced =
      recordedOfUnpriced == 0
      ? "\(Figures.count(ofUnpriced)) without a price \(ofUnpriced == 1 ? "records" : "record") 0"
      : "\(shown(recordedOfUnpriced))\(unit) for \(Figures.count(ofUnpriced)) without a price"
        + zeros
    if isShort && recordedOfUnpriced > 0 { return "\(sums) +\(unpriced)" }
    return
      ([sums] + (ofUnpriced == 0 ? [] : [unpriced]) + (missing.isEmpty ? [] : [missing.listed]))
      .joined(separator: "; ")
  }
}
