import Ledger

/// The search for faults of the export: for another export in which differences of recorded balances would not be found.
struct ExportSearch {
  /// A finding that shows a fault, and those that would not be found without it; places in the audit's findings.
  struct Cause {
    let root: Int
    /// Nil where the source system had other credits, for whatever reason.
    let fault: ExportFault?
    let consequences: [Int]
  }

  private let audit: CreditAudit
  private let books: CreditBooks
  private let requests: RequestCharges?
  private let period: Range<Instant>?
  private let adviser: CreditAdviser
  /// By account of a difference: its events, in the order of the replay.
  private let own: [UInt32: [UInt32]]
  private var uses: [UInt32: [Consumption]] = [:]
  /// By account: those with which it exchanged credits.
  private var partners: [UInt32: Set<UInt32>] = [:]
  private let witnesses: Set<UInt32>
  /// By number of a text: true of the id of an event.
  private var isEventID: [Bool]
  private var trial: CorrectedExportReplay?
  /// The changes that explained earlier differences.
  private var changes: [(account: UInt32, change: ExportChange)] = []
  private var marked: Set<Int> = []
  /// The work that second replays may still do.
  private var budget = 200_000_000

  init(
    _ audit: CreditAudit, _ books: CreditBooks, _ requests: RequestCharges?,
    _ period: Range<Instant>?, accounts: Set<UInt32>
  ) {
    self.audit = audit
    self.books = books
    self.requests = requests
    self.period = period
    adviser = CreditAdviser(audit, requests: requests)
    var own: [UInt32: [UInt32]] = [:]
    for index in audit.played.order {
      let account = audit.ledger.events[Int(index)].account
      if accounts.contains(account) { own[account, default: []].append(index) }
    }
    self.own = own
    for use in audit.played.uses {
      let account = audit.played.accounts[Int(use.account)]
      if accounts.contains(account) { uses[account, default: []].append(use) }
    }
    for event in audit.ledger.events where event.kind == .transferOut || event.kind == .transferIn {
      let other = audit.ledger.text(.counterparty, of: event)
      partners[event.account, default: []].insert(other)
      partners[other, default: []].insert(event.account)
    }
    witnesses = ExportSearch.witnesses(audit)
    isEventID = Array(repeating: false, count: audit.names.count)
    for event in audit.ledger.events { isEventID[Int(event.eventID)] = true }
  }

  /// An event of each kind whose records are only missed in a ledger that has some, and the last event.
  private static func witnesses(_ audit: CreditAudit) -> Set<UInt32> {
    var found: [EventKind: UInt32] = [:]
    var last: (at: Int64, index: UInt32)?
    for (index, event) in audit.ledger.events.enumerated() {
      switch audit.played.outcomes[index] {
      case .duplicate, .conflict: continue
      case .afterPeriod, .applied, .notApplied: break
      }
      if [.expire, .rollover, .notice].contains(event.kind), found[event.kind] == nil {
        found[event.kind] = UInt32(index)
      }
      if event.at > last?.at ?? .min { last = (event.at, UInt32(index)) }
    }
    return Set(found.values).union(last.map { [$0.index] } ?? [])
  }

  /// True of a difference of a balance, and of an event that may name one which the ledger lacks.
  static func mayShow(_ finding: CreditFinding) -> Bool {
    switch finding.check {
    case .recordedBalanceDiffers, .assertedBalanceDiffers, .reverseUnknown: true
    case .expiryDiffers: finding.expected == .credits(0)
    default: false
    }
  }

  /// Returns the cause of a difference; nil if no other export would lack it, or a cause found before explains it.
  mutating func cause(of place: Int) -> Cause? {
    let trigger = audit.findings[place]
    guard !marked.contains(place), trigger.event != CreditEvent.none, budget > 0,
      let own = own[trigger.account]
    else { return nil }
    budget -= audit.findings.count + own.count
    let shared = CorrectedReplay.sharing(trigger.account, audit, books)
    let accounts = connected(trigger.account)
    let places = audit.findings.indices.filter {
      accounts.contains(audit.findings[$0].account) && !marked.contains($0)
    }
    let candidates = ExportCandidates(
      audit: audit, adviser: adviser, books: books, trigger: trigger, isShared: shared.count > 1,
      own: own, uses: uses[trigger.account] ?? [], places: places, isEventID: isEventID)
    let certain = candidates.certain
    let likely = candidates.likely
    let isAlone = !places.contains {
      $0 != place && audit.findings[$0].account == trigger.account
        && audit.findings[$0].at >= trigger.at
    }
    let unknown = isAlone || isExplained(trigger) ? [] : candidates.unknown
    if certain.isEmpty && likely.isEmpty && unknown.isEmpty { return nil }
    if trial?.accounts != accounts {
      trial = CorrectedExportReplay(
        audit, books, requests, period, accounts: accounts, witnesses: witnesses)
    }
    guard let base = played([]), base[CorrectedExportReplay.Key(trigger)] != nil else { return nil }
    let best =
      best(of: certain, trigger, base) ?? only(of: likely, trigger, base)
      ?? best(of: unknown, trigger, base)
    // Credits that the source system kept after their end explain the difference without a fault of the export.
    guard let best, adviser.advice(trigger).kept.isEmpty else { return nil }
    return cause(place, best, base, places)
  }

  /// The accounts that share pools or transfers with one, and so on; only its own if they are too many.
  private func connected(_ account: UInt32) -> Set<UInt32> {
    func next(_ account: UInt32) -> Set<UInt32> {
      CorrectedReplay.sharing(account, audit, books).union(partners[account] ?? [])
    }
    var (found, open): (Set<UInt32>, Set<UInt32>) = ([account], [account])
    while !open.isEmpty {
      open = Set(open.flatMap(next)).subtracting(found)
      found.formUnion(open)
      if found.count > 200 { return next(account) }
    }
    return found
  }

  /// True of a difference that ended, or whose cause is known.
  private func isExplained(_ trigger: CreditFinding) -> Bool {
    trigger.check != .recordedBalanceDiffers || trigger.hasKnownCause
      || adviser.ended.end[trigger] != nil || adviser.ended.start[trigger] != nil
  }

  private mutating func cause(
    _ place: Int, _ best: Fit, _ base: [CorrectedExportReplay.Key: CreditFinding], _ places: [Int]
  ) -> Cause? {
    let root = best.candidate.root ?? place
    let consequences = places.filter {
      let key = CorrectedExportReplay.Key(audit.findings[$0])
      return $0 != root && base[key] != nil && best.rest[key] == nil
    }
    // Without others, nothing is known of a difference that was not known before.
    if best.candidate.kind == nil && consequences.isEmpty { return nil }
    marked.formUnion(consequences + [root])
    changes.append((audit.findings[place].account, best.candidate.change))
    let fault = best.candidate.kind.map {
      ExportFault(
        kind: $0, eventID: best.candidate.eventID, proof: audit.findings[place].event,
        isLikely: best.candidate.isLikely)
    }
    return Cause(root: root, fault: fault, consequences: consequences)
  }

  // MARK: Second replays

  /// A candidate with the findings that its export has.
  private struct Fit {
    let candidate: ExportCandidate
    let rest: [CorrectedExportReplay.Key: CreditFinding]
    /// No balance or record differs any more.
    let isWhole: Bool
  }

  /// The findings with a change, and with those found before; nil where the work is too much.
  private mutating func played(
    _ change: [ExportChange]
  ) -> [CorrectedExportReplay.Key: CreditFinding]? {
    guard let trial, budget > 0 else { return nil }
    budget -= trial.work
    let before = changes.filter { trial.accounts.contains($0.account) }.map(\.change)
    return trial.findings(with: before + change)
  }

  /// The candidate with which the fewest findings are left; nil if none fits.
  private mutating func best(
    of candidates: [ExportCandidate], _ trigger: CreditFinding,
    _ base: [CorrectedExportReplay.Key: CreditFinding]
  ) -> Fit? {
    var best: Fit?
    for candidate in candidates {
      guard let fit = fit(candidate, trigger, base) else { continue }
      if fit.isWhole { return fit }
      if candidate.hasCreditsOfDifference { continue }
      if fit.rest.count < best?.rest.count ?? .max { best = fit }
    }
    return best
  }

  /// The one candidate that leaves no difference; nil if none does, or several do.
  private mutating func only(
    of candidates: [ExportCandidate], _ trigger: CreditFinding,
    _ base: [CorrectedExportReplay.Key: CreditFinding]
  ) -> Fit? {
    var fits: [Fit] = []
    for candidate in candidates {
      if let fit = fit(candidate, trigger, base), fit.isWhole { fits.append(fit) }
    }
    return fits.count == 1 ? fits.first : nil
  }

  /// The replay with a candidate; nil if it leaves the difference or makes others.
  private mutating func fit(
    _ candidate: ExportCandidate, _ trigger: CreditFinding,
    _ base: [CorrectedExportReplay.Key: CreditFinding]
  ) -> Fit? {
    guard let rest = played([candidate.change]) else { return nil }
    let partner =
      adviser.ended.end[trigger] ?? adviser.ended.start[trigger] ?? adviser.ended.doubtful[trigger]
    let ended = [trigger, partner, candidate.root.map { audit.findings[$0] }].compactMap(\.self)
    if ended.contains(where: { rest[CorrectedExportReplay.Key($0)] != nil }) { return nil }
    for (key, finding) in rest where base[key] == nil && finding.severity == .critical {
      return nil
    }
    func place(_ finding: CreditFinding) -> (Int64, CreditCheck.RawValue) {
      (finding.at, finding.check.rawValue)
    }
    let later = rest.filter {
      $0.value.account == trigger.account && $0.value.at >= trigger.at
        && ExportSearch.differing.contains($0.value.check)
    }
    // The next balance shows whether the difference is gone for good.
    let next = later.filter { ExportSearch.ofBalances.contains($0.key.check) }.min {
      place($0.value) < place($1.value)
    }
    if let next, base[next.key]?.credits != next.value.credits { return nil }
    return Fit(candidate: candidate, rest: rest, isWhole: later.isEmpty)
  }

  private static let ofBalances: Set<CreditCheck> = [
    .recordedBalanceDiffers, .assertedBalanceDiffers,
  ]
  private static let differing = ofBalances.union([.expiryDiffers, .rolloverDiffers])
}
