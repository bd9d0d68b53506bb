import Ledger

/// Replays of some accounts with other exports: they tell which findings another export would not have.
struct CorrectedExportReplay {
  /// The fact that a finding is about, in any replay.
  struct Key: Hashable {
    let check: CreditCheck
    let account: UInt32
    let event: UInt32
    let request: UInt32
    let at: Int64

    /// - Parameter event: the finding's event, by index of the audit's ledger.
    init(_ finding: CreditFinding, event: UInt32) {
      check = finding.check
      account = finding.account
      self.event = event
      request = finding.request
      at = finding.at
    }

    init(_ finding: CreditFinding) { self.init(finding, event: finding.event) }
  }

  /// The numbers of the accounts' names.
  let accounts: Set<UInt32>
  private let audit: CreditAudit
  private let books: CreditBooks
  private let requests: RequestCharges?
  private let period: Range<Instant>?
  /// The events to play, by index of the audit's ledger.
  private let events: [UInt32]

  /// - Parameter witnesses: other events that must be played, by index of the ledger.
  init(
    _ audit: CreditAudit, _ books: CreditBooks, _ requests: RequestCharges?,
    _ period: Range<Instant>?, accounts: Set<UInt32>, witnesses: Set<UInt32>
  ) {
    self.audit = audit
    self.books = books
    self.period = period
    self.accounts = accounts
    let ledger = audit.ledger.events
    let events = ledger.indices.compactMap { index in
      accounts.contains(ledger[index].account) || witnesses.contains(UInt32(index))
        ? UInt32(index) : nil
    }
    self.events = events
    self.requests = requests.map { all in
      CorrectedExportReplay.requests(
        all, of: accounts, Set(events.map { ledger[Int($0)].request }), audit)
    }
  }

  /// The work of a replay: the numbers of texts, requests and accounts that it looks at, and far more for each event.
  var work: Int {
    audit.names.count + events.count * 100 + (requests?.named.count ?? 0)
      + (books.accountTerms?.count ?? 0)
  }

  /// The requests of some accounts, and those that some events name.
  private static func requests(
    _ all: RequestCharges, of accounts: Set<UInt32>, _ named: Set<UInt32>, _ audit: CreditAudit
  ) -> RequestCharges {
    let names = Set(accounts.map { audit.names.name($0) })
    // An added event may name a request that no event of the ledger names.
    let unnamed = all.unnamed.compactMap { request -> NamedRequest? in
      guard names.contains(request.account), let id = audit.names.find(request.request),
        let account = audit.names.find(request.account)
      else { return nil }
      return NamedRequest(
        request: id, account: account, startedAt: request.startedAt, rated: request.rated,
        isCharged: true, isPriced: true, file: request.file, line: request.line)
    }
    return RequestCharges(
      named: all.named.filter { accounts.contains($0.account) || named.contains($0.request) }
        + unnamed, unnamed: [], rejected: all.rejected.filter { named.contains($0.request) },
      files: all.files)
  }

  /// Returns the findings of a replay with some changes; of events that they add, only the critical ones.
  func findings(with changes: [ExportChange] = []) -> [Key: CreditFinding] {
    let (ledger, origins) = rows(changes)
    var state = CreditReplay.played(ledger, books: books, period: period, isPart: true)
    state.reportUnplayed(until: period?.upperBound.nanoseconds)
    var names = state.names
    let context = WholeLedgerContext(state.played, ledger, books, names)
    let whole = WholeLedgerChecks.check(
      context, requests: requests, from: state.periodStart, names: &names)
    var found: [Key: CreditFinding] = [:]
    for finding in state.findings + whole.findings {
      let isOfEvent = finding.event != CreditEvent.none
      let origin = isOfEvent ? origins[Int(finding.event)] : CreditEvent.none
      if isOfEvent, origin == CreditEvent.none, finding.severity != .critical { continue }
      // An added event has no index in the audit's ledger: that of a finding without an event would be the same.
      found[
        Key(finding, event: isOfEvent && origin == CreditEvent.none ? .max - 1 : origin)] = finding
    }
    return found
  }

  /// The ledger to play, and the index of each of its events in the audit's ledger; added events have none.
  private func rows(_ changes: [ExportChange]) -> (ledger: CreditLedger, origins: [UInt32]) {
    var ledger = CreditLedger(names: audit.names, files: audit.ledger.files)
    var origins: [UInt32] = []
    let added = changes.compactMap(\.added)
    let (removed, places) = (Set(changes.map(\.removed)), Set(added.map(\.place)))
    func add(_ event: CreditEvent, _ terms: OptionalEventFields, _ origin: UInt32) {
      var event = event
      if terms != .blank {
        event.terms = UInt32(ledger.terms.count)
        ledger.terms.append(terms)
      }
      ledger.events.append(event)
      origins.append(origin)
    }
    func addAll(at place: ExportChange.Place) {
      if !places.contains(place) { return }
      for change in added where change.place == place {
        add(change.event, change.terms, CreditEvent.none)
      }
    }
    addAll(at: .first)
    for index in events where !removed.contains(index) {
      addAll(at: .before(index))
      let event = audit.ledger.events[Int(index)]
      add(event, audit.ledger.terms(of: event), index)
    }
    addAll(at: .last)
    return (ledger, origins)
  }
}
