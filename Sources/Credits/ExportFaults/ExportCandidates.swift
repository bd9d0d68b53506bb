import Ledger

/// One way in which the export may be wrong, and the finding that would show it.
struct ExportCandidate {
  let change: ExportChange
  /// The finding of the fault, by place in the audit's findings; nil is the difference itself.
  let root: Int?
  /// Nil where only the credits are known: the source system had more or less of them.
  let kind: ExportFault.Kind?
  var eventID = CreditNames.blank
  /// Only the amount tells which event it is, so no other one may fit as well.
  var isLikely = false
  /// Its credits are those of the difference, whatever they were: later records must agree.
  var hasCreditsOfDifference = false
}

/// The ways in which a difference, or the name of an event that the ledger lacks, may come from the export.
struct ExportCandidates {
  let audit: CreditAudit
  let adviser: CreditAdviser
  let books: CreditBooks
  /// The difference, or the event that names another one.
  let trigger: CreditFinding
  /// The account shares a pool, which may have paid a part.
  let isShared: Bool
  /// The events of the account in the order of the replay, and the findings of the accounts that are played.
  let own: [UInt32]
  /// The consumptions of the account.
  let uses: [Consumption]
  let places: [Int]
  /// By number of a text: true of the id of an event.
  let isEventID: [Bool]

  /// Microcredits that the recorded balance has more than the replay; 0 where an event only names another one.
  var difference: Int128 {
    switch trigger.check {
    case .recordedBalanceDiffers: trigger.effect
    case .assertedBalanceDiffers: trigger.credits
    default: 0
    }
  }

  /// The candidates of which an event of the ledger or the books tell the kind, the most certain first.
  var certain: [ExportCandidate] {
    switch trigger.check {
    case .reverseUnknown: charges(ids: named(by: .reverse).filter(isNamedByTrigger))
    case .expiryDiffers: resets(ids: named(by: .expire).filter(isNamedByTrigger))
    default:
      resets(ids: named(by: .expire) + [CreditNames.blank]) + transfers
        + charges(ids: named(by: .reverse) + [CreditNames.blank]) + doubled + grants
    }
  }

  /// The candidates of which one and only one must fit.
  var likely: [ExportCandidate] {
    (refunds + settlements).map { candidate in
      var candidate = candidate
      candidate.isLikely = true
      return candidate
    }
  }

  private func isNamedByTrigger(_ id: UInt32) -> Bool { adviser.event(trigger.event).subject == id }

  /// The ids that events of a kind name, and that no event or grant has; at most three.
  func named(by kind: EventKind) -> [UInt32] {
    let events = own.lazy.map(adviser.event)
    var grants: Set<UInt32> = []
    for event in events where event.kind != .expire {
      grants.insert(audit.ledger.text(.grantID, of: event))
    }
    var ids: [UInt32] = []
    for event in events where event.kind == kind && event.subject != CreditNames.blank {
      let id = event.subject
      if !isEventID[Int(id)], !grants.contains(id), !ids.contains(id) { ids.append(id) }
      if ids.count == 3 { break }
    }
    return ids
  }

  /// True if credits may be those of the difference.
  func fits(_ credits: Int128) -> Bool {
    difference == 0 || isShared || credits == difference
  }

  func finding(_ place: Int) -> CreditFinding { audit.findings[place] }

  /// The findings of a check at the account of the difference, up to its instant: the latest first.
  func earlier(_ check: CreditCheck) -> [Int] {
    places.filter {
      finding($0).check == check && finding($0).account == trigger.account
        && finding($0).at <= trigger.at
    }.reversed()
  }

  /// An event at an instant and one just before the difference: a recorded balance in between tells which.
  func both(
    _ event: CreditEvent, _ terms: OptionalEventFields = .blank, _ first: ExportChange.Place = .last
  ) -> [ExportChange] {
    var late = event
    late.at = trigger.at
    let before = ExportChange(late, terms, .before(trigger.event))
    return event.at >= trigger.at ? [before] : [ExportChange(event, terms, first), before]
  }

  /// Other credits from the difference on, of which nothing is known but their number.
  var unknown: [ExportCandidate] {
    if difference == 0 { return [] }
    var rows = [(row(.adjust, at: trigger.at, difference), OptionalEventFields.blank)]
    if difference > 0 { rows += receipts }
    return rows.map { event, terms in
      ExportCandidate(
        change: ExportChange(event, terms, .before(trigger.event)), root: nil, kind: nil)
    }
  }

  /// The end of the allowance at the difference; `Int64.max` if it states none.
  var endOfAllowance: Int64 {
    let account = audit.played.accountOfName[Int(trigger.account)]
    let reset = audit.played.resets.last { $0.account == account && $0.at <= trigger.at }
    return reset.map { audit.ledger.terms(of: adviser.event($0.event)).expiresAt } ?? .max
  }

  /// The credits of the difference as a part of the allowance, and as given back for one of the latest requests.
  private var receipts: [(CreditEvent, OptionalEventFields)] {
    var rows: [(CreditEvent, OptionalEventFields)] = []
    let end = endOfAllowance
    if end > trigger.at {
      var grant = row(.grant, at: trigger.at, difference)
      grant.source = GrantSource.monthly.rawValue
      var terms = OptionalEventFields.blank
      terms.expiresAt = end
      rows.append((grant, terms))
    }
    let uses = uses.filter {
      $0.request != CreditNames.blank && Int128($0.left) >= difference
        && adviser.event($0.event).at < trigger.at
    }
    for use in uses.suffix(3).reversed() {
      var refund = row(.refund, at: trigger.at, difference)
      refund.request = use.request
      rows.append((refund, .blank))
    }
    return rows
  }

  func row(_ kind: EventKind, at: Int64, _ credits: Int128) -> CreditEvent {
    var event = CreditEvent(kind: kind, at: at, account: trigger.account)
    (event.credits, event.hasCredits) = (Int64(clamping: credits), true)
    return event
  }

  /// A candidate with the advised event of a change.
  func lacking(
    _ change: ExportChange, _ reference: AdvisedEvent.Reference, root: Int?
  ) -> ExportCandidate {
    let event = change.added?.event ?? row(.adjust, at: trigger.at, 0)
    let record = AdvisedEvent(
      event.kind, event.account, Int128(event.credits), reference, at: event.at)
    return ExportCandidate(
      change: change, root: root, kind: .lacking(record), eventID: event.eventID)
  }
}
