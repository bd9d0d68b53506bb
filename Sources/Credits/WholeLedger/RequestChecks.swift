import Ledger

/// The checks of requests: what credit events consumed for each, beside its charge by the books.
enum RequestChecks {
  static func findings(
    _ context: WholeLedgerContext, _ requests: RequestCharges?, names: inout CreditNames
  ) -> [CreditFinding] {
    let files = UInt32(context.ledger.files.count)
    let end = context.end
    let uses = RequestUses(context)
    let twice = uses.repeated.flatMap { chargedTwice(uses.places(from: $0), context) }
    // Without a usage ledger there is nothing to compare with.
    guard let requests else { return twice }
    var findings = twice
    for first in uses.firsts {
      let request = requests.place(of: context.played.uses[first].request).map {
        requests.named[$0]
      }
      guard let request else {
        let row = requests.rejectedRow(of: context.played.uses[first].request)
        let detail = row.map { FindingDetail.rejectedRow(file: files + $0.file, line: $0.line) }
        findings += withoutRequest(uses.places(from: first), detail ?? .none, context)
        continue
      }
      findings += consumed(uses.places(from: first), request, context)
    }
    for request in requests.named
    where request.isPriced && request.rated > .zero && request.startedAt.nanoseconds < end
      && !uses.isConsumed(request.request)
    {
      findings.append(
        missing(
          context.names.name(request.account), number: request.account, request.request,
          request.rated, request.startedAt, (files + request.file, request.line), context))
    }
    for request in requests.unnamed where request.startedAt.nanoseconds < end {
      findings.append(
        missing(
          request.account, number: names.number(of: request.account),
          names.number(of: request.request), request.rated, request.startedAt,
          (files + request.file, request.line), context))
    }
    return findings
  }

  /// The findings at every consumption of one request after the first.
  private static func chargedTwice(
    _ places: [Int], _ context: WholeLedgerContext
  ) -> [CreditFinding] {
    let uses = context.played.uses
    return places.dropFirst().map { place in
      var finding = context.finding(
        .chargedTwice, of: uses[place], credits: Int128(context.played.used[place]))
      finding.detail = .earlier(event: uses[places[0]].event)
      return finding
    }
  }

  /// The findings at every consumption of one request that the usage ledger lacks.
  private static func withoutRequest(
    _ places: [Int], _ detail: FindingDetail, _ context: WholeLedgerContext
  ) -> [CreditFinding] {
    places.map { place in
      var finding = context.finding(
        .deductionWithoutRequest, of: context.played.uses[place],
        credits: Int128(context.played.used[place]))
      finding.detail = detail
      return finding
    }
  }

  /// The findings at the consumptions of one request beside its charge.
  ///
  /// - Parameter places: of the uses, in the order of events; at least one.
  private static func consumed(
    _ places: [Int], _ request: NamedRequest, _ context: WholeLedgerContext
  ) -> [CreditFinding] {
    let uses = context.played.uses
    guard request.startedAt.nanoseconds < context.end else { return [] }
    let first = uses[places[0]]
    let used = Int128(context.played.used[places[0]])
    if !request.isCharged {
      if first.left == 0 { return [] }
      var finding = context.finding(.failedRequestCharged, of: first, credits: used)
      finding.expected = .credits(0)
      finding.found = .credits(used)
      return [finding]
    }
    let rated = Int128(request.rated.microcredits)
    if !request.isPriced || used == rated { return [] }
    var finding = context.finding(.deductionDiffers, of: first, credits: used - rated)
    finding.expected = .credits(rated)
    finding.found = .credits(used)
    return [finding]
  }

  private static func missing(
    _ account: Name, number: UInt32, _ request: UInt32, _ rated: Credits, _ start: Instant,
    _ place: (file: UInt32, line: UInt32), _ context: WholeLedgerContext
  ) -> CreditFinding {
    let at = start.nanoseconds
    var finding = CreditFinding(.requestWithoutDeduction, at: at, account: number)
    finding.request = request
    finding.file = place.file
    finding.line = place.line
    finding.credits = Int128(rated.microcredits)
    finding.usd = context.plans.value(
      of: finding.credits, plan: context.plans.plan(of: account, at: at), at: at)
    finding.expected = .credits(finding.credits)
    finding.found = .credits(0)
    return finding
  }
}

/// The deducts and settles of each request, as places in `ReplayResult.uses`.
private struct RequestUses {
  /// The first use of each request, in the order of events.
  private(set) var firsts: [Int] = []
  /// By use: the next one of the same request; 0 if there is none.
  private var nexts: [UInt32]
  /// By number of a request: its latest use plus 1; 0 if it has none.
  private var latest: [UInt32]
  /// The requests for which events after the period consume credits.
  private var later: Set<UInt32> = []

  init(_ context: WholeLedgerContext) {
    nexts = Array(repeating: 0, count: context.played.uses.count)
    latest = Array(repeating: 0, count: context.names.count)
    for (place, use) in context.played.uses.enumerated()
    where use.request != 0 && context.played.used[place] > 0 {
      guard context.ledger.events[Int(use.event)].kind.isDeduction else { continue }
      let request = Int(use.request)
      if latest[request] == 0 {
        firsts.append(place)
      } else {
        nexts[Int(latest[request]) - 1] = UInt32(place)
      }
      latest[request] = UInt32(place) + 1
    }
    for (index, event) in context.ledger.events.enumerated()
    where context.played.outcomes[index] == .afterPeriod && event.credits > 0
      && event.kind.isDeduction
    {
      later.insert(event.request)
    }
  }

  /// The first uses of the requests with more than one, in the order of events.
  var repeated: [Int] { firsts.filter { nexts[$0] != 0 } }

  /// Returns all uses of the request with a first one, in the order of events.
  func places(from first: Int) -> [Int] {
    var places = [first]
    while let last = places.last, nexts[last] != 0 { places.append(Int(nexts[last])) }
    return places
  }

  /// True if an event of the ledger, played or later, consumes credits for the request.
  func isConsumed(_ request: UInt32) -> Bool {
    latest[Int(request)] != 0 || later.contains(request)
  }
}
