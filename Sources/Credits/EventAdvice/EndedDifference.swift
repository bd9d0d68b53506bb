import Ledger

/// Differences of a recorded balance that add up to 0 with a later one.
struct EndedDifference {
  let first: CreditFinding
  /// All of them but the last.
  let members: [CreditFinding]
  let last: CreditFinding

  /// True if no event explains a part of the difference: there are only balances and records.
  var isUnexplained: Bool {
    members.allSatisfy {
      [.recordedBalanceDiffers, .expiryDiffers, .rolloverDiffers].contains($0.check)
    }
  }
}

/// The facts that tell a correction in the source system from a difference whose credits have only ended.
struct EndedCredits {
  /// By account: the events whose recorded balance agreed with the earlier differences, in order of events.
  private var agreements: [UInt32: [ReplayPlace]] = [:]
  /// By account: the places at which credits ended, of which the replay and the source system may have had other ones.
  private var ends: [UInt32: [ReplayPlace]] = [:]

  init(_ audit: CreditAudit, accounts: Set<UInt32>) {
    let events = audit.ledger.events
    for index in audit.played.agreements where accounts.contains(events[Int(index)].account) {
      agreements[events[Int(index)].account, default: []].append(
        ReplayPlace(at: events[Int(index)].at, event: index))
    }
    for index in audit.played.order where accounts.contains(events[Int(index)].account) {
      let event = events[Int(index)]
      if [.reset, .reverse, .expire, .rollover].contains(event.kind) {
        ends[event.account, default: []].append(ReplayPlace(at: event.at, event: index))
      }
    }
    for grant in audit.end?.grants ?? [] where grant.expired > 0 && !grant.isLive {
      let account = audit.played.accounts[Int(grant.account)]
      if accounts.contains(account) {
        ends[account, default: []].append(ReplayPlace(at: grant.endedAt, event: 0))
      }
    }
    for rollover in audit.played.rollovers {
      let account = audit.played.accounts[Int(rollover.account)]
      if accounts.contains(account) {
        ends[account, default: []].append(ReplayPlace(at: rollover.at, event: 0))
      }
    }
    for account in accounts {
      agreements[account]?.sort()
      ends[account]?.sort()
    }
  }

  /// Returns the differences that no correction ended, with those of the same account and time.
  func doubtful(_ all: [EndedDifference]) -> [EndedDifference] {
    Dictionary(grouping: all, by: \.last.account).values.flatMap(doubtfulOfAccount)
  }

  private func doubtfulOfAccount(_ all: [EndedDifference]) -> [EndedDifference] {
    var found: [EndedDifference] = []
    var group: [EndedDifference] = []
    var end = ReplayPlace.start
    for difference in all.sorted(by: { $0.first.place < $1.first.place }) {
      if difference.first.place > end {
        if !group.allSatisfy(isCorrection) { found += group }
        group = []
      }
      group.append(difference)
      end = max(end, difference.last.place)
    }
    return group.allSatisfy(isCorrection) ? found : found + group
  }

  /// True if the source system changed its balance itself: no credits ended there, and its records were right.
  private func isCorrection(_ difference: EndedDifference) -> Bool {
    let records = difference.members.filter { $0.check != .recordedBalanceDiffers }
    let isOfRecords = records.count == difference.members.count
    if difference.last.check != .recordedBalanceDiffers { return isOfRecords }
    let last = difference.last.place
    let agreed = agreements[difference.last.account] ?? []
    // A balance that agrees with a record shows that the source system did what the record states.
    let before = agreed.prefix(agreed.indices.partitionPoint { agreed[$0] < last })
    let areConfirmed = records.allSatisfy { $0.place <= before.last ?? .start }
    if isOfRecords || !areConfirmed { return areConfirmed }
    let since = max(difference.members.map(\.place).max() ?? .start, before.last ?? .start)
    let ended = ends[difference.last.account] ?? []
    return ended.indices.partitionPoint { ended[$0] <= since }
      == ended.indices.partitionPoint { ended[$0] <= last }
  }
}

/// The place of an event or an expiry in the replay.
struct ReplayPlace: Comparable {
  let at: Int64
  /// By index of the ledger; 0 for an expiry, which comes before the events of its instant.
  let event: UInt32

  static func < (left: ReplayPlace, right: ReplayPlace) -> Bool {
    (left.at, left.event) < (right.at, right.event)
  }

  static let start = ReplayPlace(at: .min, event: 0)
}

extension CreditFinding {
  fileprivate var place: ReplayPlace { ReplayPlace(at: at, event: event) }
}
