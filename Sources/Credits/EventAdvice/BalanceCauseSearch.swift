import Ledger
import Rating

extension CreditAudit {
  /// Notes for each balance below its limit the finding without which it would not have fallen so far.
  ///
  /// What corrected that finding corrected the balance, too.
  mutating func markConsequences(_ requests: RequestCharges?) {
    let places = findings.indices.filter { findings[$0].check == .balanceBelowZero }
    if places.isEmpty { return }
    let accounts = Set(places.map { findings[$0].account })
    var others: [UInt32: [Int]] = [:]
    for (place, finding) in findings.enumerated()
    where finding.check != .balanceBelowZero && accounts.contains(finding.account) {
      others[finding.account, default: []].append(place)
    }
    if others.isEmpty { return }
    // Each may be played again: of more than this number, only what needs no second replay is looked at.
    let causes = BalanceCauseSearch(self, requests, replays: places.count <= 200)
    for place in places {
      if let cause = causes.cause(of: findings[place], among: others[findings[place].account] ?? [])
      {
        findings[place].consequenceOf = UInt32(cause)
        if !findings[place].isCorrected {
          // A late record of an expiry is the correction of the balance that it explains.
          findings[place].correctedBy =
            findings[cause].check == .expiryLate
            ? findings[cause].event : findings[cause].correctedBy
        }
      }
    }
  }
}

/// The search for the causes of balances below their limits.
private struct BalanceCauseSearch {
  private let audit: CreditAudit
  private let adviser: CreditAdviser
  /// Second replays are made.
  private let replays: Bool

  init(_ audit: CreditAudit, _ requests: RequestCharges?, replays: Bool) {
    self.audit = audit
    self.replays = replays
    adviser = CreditAdviser(audit, requests: requests)
  }

  /// The place of the finding from which another follows; nil if it is a mistake of its own.
  func cause(of finding: CreditFinding, among places: [Int]) -> Int? {
    let earlier = places.filter { place in
      let other = audit.findings[place]
      if other.check == .expiryLate { return had(other, at: finding) != 0 }
      let isBefore =
        other.event == CreditEvent.none || other.event == finding.event || other.at < finding.at
      let isOpen = !other.isCorrected || audit.ledger.events[Int(other.correctedBy)].at > finding.at
      return other.at <= finding.at && isBefore && isOpen
    }
    let short = finding.credits
    // The source system had enough credits: its balance was not below the limit.
    if earlier.reduce(Int128(0), { $0 + had(audit.findings[$1], at: finding) }) >= short {
      return earlier.max {
        had(audit.findings[$0], at: finding) < had(audit.findings[$1], at: finding)
      }
    }
    for place in earlier.reversed() where taken(by: audit.findings[place]) >= short {
      if audit.findings[place].event == finding.event || isGone(finding, without: place) {
        return place
      }
    }
    return nil
  }

  /// The microcredits that the source system had more because of a finding; those of an expiry until its late record.
  private func had(_ finding: CreditFinding, at other: CreditFinding) -> Int128 {
    guard finding.check == .expiryLate, case .instant(let expired) = finding.expected else {
      return finding.effect
    }
    return expired <= other.at && other.at <= finding.at && finding.event != other.event
      ? finding.credits : 0
  }

  /// The microcredits that the account lacks because of a mistake; 0 of other mistakes.
  private func taken(by finding: CreditFinding) -> Int128 {
    switch finding.check {
    case .chargedTwice, .failedRequestCharged, .expiredEarly, .resetMissing: finding.credits
    case .deductionDiffers: max(0, finding.credits)
    case .allowanceDiffers, .clawbackDiffers: max(0, -finding.credits)
    default: 0
    }
  }

  /// True if the balance stays above its limit in a replay without the mistake.
  private func isGone(_ finding: CreditFinding, without place: Int) -> Bool {
    let cause = audit.findings[place]
    guard replays, let books = audit.end?.books, let right = right(cause, books) else {
      return false
    }
    return !CorrectedReplay(audit, books, account: finding.account)
      .events(with: .balanceBelowZero, right, of: finding.account, from: finding.at)
      .contains(finding.event)
  }

  private func right(_ cause: CreditFinding, _ books: CreditBooks) -> CorrectedEvent? {
    if cause.check == .resetMissing { return adviser.missingReset(cause, books)?.right }
    if cause.event == CreditEvent.none { return nil }
    let credits = Int128(adviser.event(cause.event).credits)
    switch cause.check {
    case .chargedTwice, .failedRequestCharged, .expiredEarly:
      return CorrectedEvent(event: cause.event, credits: nil)
    case .deductionDiffers, .allowanceDiffers:
      return CorrectedEvent(event: cause.event, credits: Int64(clamping: credits - cause.credits))
    case .clawbackDiffers:
      return CorrectedEvent(event: cause.event, credits: Int64(clamping: credits + cause.credits))
    default: return nil
    }
  }
}
