import Ledger

/// An event as it should have been, for a second replay.
struct CorrectedEvent {
  /// The event, by index of the ledger; `CreditEvent.none` if the ledger lacks it.
  var event = CreditEvent.none
  /// Microcredits; nil removes the event.
  var credits: Int64?
  /// Nanoseconds since 1970; nil leaves the end as recorded.
  var expiresAt: Int64?
  /// The number of the plan that a reset should have named, at its price; nil leaves both.
  var plan: UInt32?
  /// An event that the ledger lacks, with its rare columns.
  var added: (event: CreditEvent, terms: OptionalEventFields)?
  /// The added event follows the others of its instant; otherwise it is before them.
  var isAddedLast = false
  /// The events that already correct it, by index of the ledger: they would not have been written.
  var without: Set<UInt32> = []
  /// The microcredits of other events that would have been others.
  var others: [UInt32: Int64] = [:]
}

/// A second replay of an account, and of those that share its pool, with one event as it should have been.
///
/// It tells the part of a mistake that is still in the balances: the rest has been used otherwise or has expired.
struct CorrectedReplay {
  /// The difference that the right event makes at the end.
  struct Effect {
    /// Microcredits by which the balances would be higher.
    var balance: Int128 = 0
    /// The end of the credits that would be there: nanoseconds since 1970, `Int64.max` is never.
    var expiresAt = Int64.max
    /// The bill of the right event, in 10⁻¹⁸ USD.
    var billed: Int128 = 0
    /// The credits that grants would have more, by kind and end; those of allowances first, then by end.
    var parts: [Part] = []
  }

  /// Credits of grants that have one end, in microcredits.
  struct Part: Hashable {
    let isMonthly: Bool
    let expiresAt: Int64
    var credits: Int128
  }

  private let audit: CreditAudit
  private let books: CreditBooks
  /// The applied events of the accounts, by index of the ledger.
  private let events: [UInt32]

  /// - Parameter account: the number of the account's name.
  init(_ audit: CreditAudit, _ books: CreditBooks, account: UInt32) {
    self.audit = audit
    self.books = books
    let group = CorrectedReplay.sharing(account, audit, books)
    events = audit.ledger.events.indices.compactMap { index in
      audit.played.outcomes[index] == .applied
        && group.contains(audit.ledger.events[index].account) ? UInt32(index) : nil
    }
  }

  /// The account, and the pool that it draws on or is with all its members.
  static func sharing(
    _ account: UInt32, _ audit: CreditAudit, _ books: CreditBooks
  ) -> Set<UInt32> {
    guard let terms = books.accountTerms else { return [account] }
    let name = audit.names.name(account)
    let pool = terms[name].flatMap { $0.pool == nil ? nil : $0.organisation } ?? name
    let members = terms.values.filter { $0.pool != nil && $0.organisation == pool }.map(\.account)
    return Set(([pool] + members).compactMap { audit.names.find($0) } + [account])
  }

  /// Returns the difference between a replay with the right event and one with the recorded event.
  func effect(of right: CorrectedEvent) -> Effect { effect(of: right, beside: play(nil)) }

  /// Returns the same beside a replay with the recorded events that was made before.
  func effect(of right: CorrectedEvent, beside recorded: End) -> Effect {
    let corrected = play(right)
    var effect = Effect(balance: corrected.balance - recorded.balance)
    effect.billed = corrected.billed
    var most: Int64 = 0
    var parts: [Part: Int128] = [:]
    for (key, grant) in corrected.grants {
      let more = grant.left - (recorded.grants[key]?.left ?? 0)
      parts[Part(isMonthly: grant.isMonthly, expiresAt: grant.expiresAt, credits: 0), default: 0] +=
        Int128(more)
      if more > most || more == most && more > 0 && grant.expiresAt < effect.expiresAt {
        (most, effect.expiresAt) = (more, grant.expiresAt)
      }
    }
    effect.parts = parts.map { part, credits in
      Part(isMonthly: part.isMonthly, expiresAt: part.expiresAt, credits: credits)
    }.filter { $0.credits != 0 }.sorted {
      $0.isMonthly == $1.isMonthly ? $0.expiresAt < $1.expiresAt : $0.isMonthly
    }
    return effect
  }

  struct GrantKey: Hashable {
    let event: UInt32
    let account: UInt32
  }

  /// The end of a replay.
  struct End {
    fileprivate var balance: Int128 = 0
    fileprivate var billed: Int128 = 0
    fileprivate var grants: [GrantKey: (left: Int64, expiresAt: Int64, isMonthly: Bool)] = [:]
  }

  /// The first of some events whose recorded balance the replay compares, or agrees with in a pause; nil without one.
  ///
  /// - Parameter account: the number of the account's name.
  func firstCompared(
    of account: UInt32, among stating: Set<UInt32>
  ) -> (event: UInt32, isInPause: Bool)? {
    let (ledger, origins) = rows(nil)
    let ahead = ReplayPrescan(ledger)
    var state = ReplayState(ledger, books: books, ahead: ahead)
    state.isInPeriod = true
    for index in ahead.order {
      state.play(index)
      let (origin, event) = (origins[Int(index)], ledger.events[Int(index)])
      guard stating.contains(origin),
        let place = state.accounts.firstIndex(where: { $0.name == account })
      else { continue }
      if !state.isPaused(place, at: event.at) { return (origin, false) }
      if state.difference(of: event.stated, account: place, at: event.at) == 0 {
        return (origin, true)
      }
    }
    return nil
  }

  /// The events of an account from an instant on that have a finding of a check in a replay with the right event.
  ///
  /// - Parameter account: the number of the account's name.
  func events(
    with check: CreditCheck, _ right: CorrectedEvent, of account: UInt32, from start: Int64
  ) -> Set<UInt32> {
    let (ledger, origins) = rows(right)
    let ahead = ReplayPrescan(ledger)
    var state = ReplayState(ledger, books: books, ahead: ahead)
    state.isInPeriod = true
    for index in ahead.order { state.play(index) }
    return Set(
      state.findings.lazy.filter {
        $0.check == check && $0.account == account && $0.at >= start
      }.map { origins[Int($0.event)] })
  }

  /// Plays the events as recorded, or with the right event.
  func play(_ right: CorrectedEvent?) -> End {
    let (ledger, origins) = rows(right)
    return end(of: ledger, origins, billing: right?.event ?? CreditEvent.none)
  }

  /// The events to play, each with its index in the ledger of the audit.
  private func rows(_ right: CorrectedEvent?) -> (ledger: CreditLedger, origins: [UInt32]) {
    var ledger = audit.ledger
    ledger.names = audit.names
    ledger.rejected = []
    ledger.events = []
    var origins: [UInt32] = []
    func add() {
      guard let added = right?.added else { return }
      var event = added.event
      event.terms = UInt32(ledger.terms.count)
      ledger.terms.append(added.terms)
      ledger.events.append(event)
      origins.append(CreditEvent.none)
    }
    if right?.isAddedLast == false { add() }
    for index in events {
      var event = audit.ledger.events[Int(index)]
      if let right {
        if right.without.contains(index) { continue }
        event.credits = right.others[index] ?? event.credits
        if index == right.event {
          guard let credits = right.credits else { continue }
          event.credits = credits
          event.subject = right.plan ?? event.subject
          if right.expiresAt != nil || right.plan != nil {
            var terms = ledger.terms(of: event)
            terms.expiresAt = right.expiresAt ?? terms.expiresAt
            if right.plan != nil { terms.paid = OptionalEventFields.noPaid }
            event.terms = UInt32(ledger.terms.count)
            ledger.terms.append(terms)
          }
        }
      }
      ledger.events.append(event)
      origins.append(index)
    }
    if right?.isAddedLast == true { add() }
    return (ledger, origins)
  }

  /// - Parameter right: the event whose bill is wanted, by index of the audit's ledger.
  private func end(
    of ledger: CreditLedger, _ origins: [UInt32], billing right: UInt32
  ) -> End {
    let ahead = ReplayPrescan(ledger)
    var state = ReplayState(ledger, books: books, ahead: ahead)
    state.isInPeriod = true
    for index in ahead.order { state.play(index) }
    let played = audit.played
    state.advanceAll(through: played.end == .max ? played.lastEventAt : played.end)
    var end = End(balance: state.accounts.reduce(0) { $0 + $1.balance })
    for grant in state.grants where grant.isLive {
      let key = GrantKey(
        event: origins[Int(grant.event)], account: state.accounts[Int(grant.account)].name)
      end.grants[key] = (grant.left, grant.expiresAt, grant.source == .monthly)
    }
    end.billed = state.money.billed.reduce(0) {
      origins[Int($1.event)] == right ? $0 + $1.usd : $0
    }
    return end
  }
}
