import Ledger

/// The differences of recorded balances that have ended: a later event of the source system lacks the credits again.
///
/// Credits that were booked twice end so, for example, when the source system lets them expire.
struct ResolvedBalanceDifferences {
  /// By finding of a difference: the one that ended it.
  private(set) var end: [CreditFinding: CreditFinding] = [:]
  /// By finding that ended a difference: the one that began it.
  private(set) var start: [CreditFinding: CreditFinding] = [:]
  /// By finding of a difference that only the end of credits ended, or that ended it: the other one of both.
  private(set) var doubtful: [CreditFinding: CreditFinding] = [:]

  private struct Difference: Hashable {
    let account: UInt32
    let credits: Int128
  }

  /// Pairs each finding that changes a balance without an event with the latest difference of the same credits before it;
  /// and one after which the differences of the account add up to 0 with all of them.
  ///
  /// - Parameter cancelled: the events whose effect a reverse has cancelled.
  init(_ findings: [CreditFinding], cancelled: Set<UInt32> = []) {
    let changes = findings.filter {
      $0.effect != 0 && ResolvedBalanceDifferences.unbooked.contains($0.check)
        && !cancelled.contains($0.event)
    }.sorted { ($0.at, $0.event) < ($1.at, $1.event) }
    pairEqual(changes)
    pairSums(changes)
  }

  /// Takes back the pairs that no correction shows: their credits have ended, and an event is probably missing.
  ///
  /// - Parameter isKnown: true of a difference whose cause is known.
  mutating func doubt(_ audit: CreditAudit, _ isKnown: (CreditFinding) -> Bool) {
    var members: [CreditFinding: [CreditFinding]] = [:]
    for (member, last) in end { members[last, default: []].append(member) }
    let pairs = start.map { EndedDifference(first: $1, members: members[$0] ?? [], last: $0) }
      .filter { $0.isUnexplained && !isKnown($0.first) }
    if pairs.isEmpty { return }
    for pair in EndedCredits(audit, accounts: Set(pairs.map(\.last.account))).doubtful(pairs) {
      for member in pair.members {
        end[member] = nil
        doubtful[member] = pair.last
      }
      start[pair.last] = nil
      doubtful[pair.last] = pair.first
    }
  }

  private mutating func pairEqual(_ changes: [CreditFinding]) {
    var open: [Difference: [CreditFinding]] = [:]
    for finding in changes {
      let other = Difference(account: finding.account, credits: -finding.effect)
      if ResolvedBalanceDifferences.ending.contains(finding.check),
        let first = open[other]?.popLast()
      {
        (end[first], start[finding]) = (finding, first)
      } else {
        let difference = Difference(account: finding.account, credits: finding.effect)
        open[difference, default: []].append(finding)
      }
    }
  }

  private mutating func pairSums(_ changes: [CreditFinding]) {
    var open: [UInt32: (sum: Int128, findings: [CreditFinding])] = [:]
    for finding in changes where end[finding] == nil && start[finding] == nil {
      open[finding.account, default: (0, [])].sum += finding.effect
      if open[finding.account]?.sum == 0, ResolvedBalanceDifferences.ending.contains(finding.check),
        let others = open.removeValue(forKey: finding.account)?.findings, let first = others.first
      {
        for other in others { end[other] = finding }
        start[finding] = first
      } else {
        open[finding.account, default: (0, [])].findings.append(finding)
      }
    }
  }

  /// The checks of credits that only the source system booked.
  private static let unbooked = CreditAdviser.refusals.union([
    .refundAboveDeduction, .rolloverDiffers, .expiryDiffers, .recordedBalanceDiffers,
    .expiryMissing,
    .expiredEarly,
  ])

  /// The checks of balances that change without an event that the replay applies.
  private static let ending: Set<CreditCheck> = [.expiryDiffers, .recordedBalanceDiffers]
}

extension CreditAdviser {
  /// The differences before a stated balance that it still has, although it is the replay's own; empty for others.
  private func carried(by finding: CreditFinding) -> [CreditFinding] {
    guard case .carried(let effects) = finding.detail, finding.credits == -effects else {
      return []
    }
    return audit.findings.filter { other in
      other.account == finding.account && other.effect != 0 && ended.start[other] == nil
        && (other.at, other.event) < (finding.at, finding.event)
        && ended.end[other].map { !isBefore($0, finding) } ?? true
    }
  }

  private func isBefore(_ left: CreditFinding, _ right: CreditFinding) -> Bool {
    (left.at, left.event) < (right.at, right.event)
  }

  /// The end of the differences before a stated balance that is the replay's own; nil while one lasts.
  func endOfCarried(_ finding: CreditFinding) -> CreditFinding? {
    let carried = carried(by: finding)
    let ends = carried.compactMap { ended.end[$0] }
    return ends.count < carried.count ? nil : ends.max(by: isBefore)
  }

  /// The latest difference that makes a stated balance of the replay's own a finding; nil for others.
  package func openDifference(carriedBy finding: CreditFinding) -> CreditFinding? {
    carried(by: finding).filter { ended.end[$0] == nil }.max(by: isBefore)
  }

  /// The balance that a `balance` event must state at the end to agree, and the replay's own, in microcredits.
  package func agreeingBalance(_ account: UInt32) -> (stated: Int128, replayed: Int128)? {
    audit.balances.first { $0.account == account }.map {
      ($0.closing + $0.explained, $0.closing)
    }
  }
}
