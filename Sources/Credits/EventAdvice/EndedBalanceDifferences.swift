import Ledger

/// The differences of recorded balances that have ended: a later event of the source system lacks the credits again.
///
/// Credits that were booked twice end so, for example, when the source system lets them expire.
struct EndedBalanceDifferences {
  /// By finding of a difference: the one that ended it.
  private(set) var end: [CreditFinding: CreditFinding] = [:]
  /// By finding that ended a difference: the one that began it.
  private(set) var start: [CreditFinding: CreditFinding] = [:]

  /// Pairs each finding that changes a balance without an event with the latest difference of the same credits before it.
  init(_ findings: [CreditFinding]) {
    struct Difference: Hashable {
      let account: UInt32
      let credits: Int128
    }
    var open: [Difference: [CreditFinding]] = [:]
    let changes = findings.filter {
      $0.effect != 0 && EndedBalanceDifferences.unbooked.contains($0.check)
    }
    for finding in changes.sorted(by: { ($0.at, $0.event) < ($1.at, $1.event) }) {
      let other = Difference(account: finding.account, credits: -finding.effect)
      if EndedBalanceDifferences.ending.contains(finding.check), let first = open[other]?.popLast()
      {
        (end[first], start[finding]) = (finding, first)
      } else {
        let difference = Difference(account: finding.account, credits: finding.effect)
        open[difference, default: []].append(finding)
      }
    }
  }

  /// The checks of credits that only the source system booked.
  private static let unbooked = CreditAdviser.refusals.union([
    .refundAboveDeduction, .rolloverDiffers, .expiryDiffers, .recordedBalanceDiffers,
  ])

  /// The checks of balances that change without an event that the replay applies.
  private static let ending: Set<CreditCheck> = [.expiryDiffers, .recordedBalanceDiffers]
}
