import Credits
import Explaining
import Ledger
import Outputs
import Overview
import Reports
import Terminal

/// The credits of a request: the events about it, the grants that paid for it, and findings.
package struct RequestCredits {
  private let facts: CreditAuditTexts
  private let step: CreditNextStep?
  /// The events that name the request, and reversals of them, in the order of the replay.
  private let events: [UInt32]
  private let taken: [Taken]
  /// Microcredits that no grant has covered.
  private let owed: Int128
  /// Microcredits consumed and given back.
  private let consumed: Int128
  private let givenBack: Int128
  private let findings: [CreditFinding]
  /// The row of the usage ledger; nil if it has none.
  private let explanation: Explanation?

  /// The credits that the request took from one grant, less those given back.
  private struct Taken {
    let grant: StatementGrant
    let account: UInt32
    /// Microcredits.
    var credits: Int128 = 0
    /// 10⁻¹⁸ USD.
    var realised: Int128 = 0
  }

  /// Returns the credits of requests, in their order, each with its explanation if the usage ledger has it.
  package static func all(
    of requests: [(id: Name, explanation: Explanation?)], in credits: CreditRun,
    zone: ReportingZone
  ) -> [RequestCredits] {
    let events = RequestEvents(of: requests.map(\.id), in: credits.audit)
    let stories = events.stories(in: credits)
    let step = CreditNextStep(credits.audit, requests: credits.requests)
    return requests.map { id, explanation in
      RequestCredits(
        id, events, stories, credits.audit, step, explained: explanation, zone: zone)
    }
  }

  /// - Parameter stories: the accounts of the events and their pools, from the first event on.
  init(
    _ request: Name, _ found: RequestEvents, _ stories: [AccountHistory], _ audit: CreditAudit,
    _ step: CreditNextStep? = nil, explained explanation: Explanation? = nil, zone: ReportingZone
  ) {
    self.explanation = explanation
    facts = CreditAuditTexts(audit, zone: zone)
    self.step = step
    let number = audit.names.find(request) ?? CreditNames.blank
    events = found.byRequest[number] ?? []
    let own = Set(events)
    var taken: [Taken] = []
    var (owed, consumed, givenBack): (Int128, Int128, Int128) = (0, 0, 0)
    for story in stories {
      for line in story.statement.lines where line.isOf(own) {
        switch line.figure {
        case .consumed: consumed -= Int128(line.credits)
        case .refunded: givenBack += Int128(line.credits)
        case .granted, .transferredIn, .expired, .revoked, .transferredOut, nil: break
        }
        switch line.step {
        case .debt, .givenToDebt: owed -= Int128(line.credits)
        case .repayment: owed += Int128(line.ofGrant)
        default: break
        }
        guard let grant = line.grant, line.isTaking else { continue }
        let known = taken.firstIndex { $0.grant.index == grant.index }
        let place = known ?? taken.count
        if known == nil { taken.append(Taken(grant: grant, account: story.statement.account)) }
        taken[place].credits -= Int128(line.ofGrant)
        taken[place].realised += line.realised
      }
    }
    self.taken = taken
    (self.owed, self.consumed, self.givenBack) = (owed, consumed, givenBack)
    let isNamed = number != CreditNames.blank
    findings = audit.findings.filter {
      isNamed && $0.request == number || $0.event != CreditEvent.none && own.contains($0.event)
    }
  }

  /// True if events deduct credits for requests, so that they say what customers paid.
  var hasDeductions: Bool { facts.audit.hasDeductions }

  /// True if an event names the request.
  var hasEvents: Bool { !events.isEmpty }

  // MARK: Screen

  /// The lines that end the screen of a request: events, grants, findings and the conclusion.
  package func lines(width: Int) -> [[String]] {
    let rest = [
      facts.rows(of: findings, step: step, isOfRequest: true, width: width), conclusion(width),
    ].filter {
      !$0.isEmpty
    }
    if events.isEmpty { return [["No event in credits/ names this request."]] + rest }
    let realised = taken.reduce(Int128(0)) { $0 + $1.realised }
    let back = givenBack == 0 ? "" : ", \(Figures.credits(givenBack)) given back"
    let head = Wrapping.lines(
      "Credit ledger: \(facts.credits(consumed)) consumed\(back), \(facts.money(realised)) realised",
      hanging: 2, width: width)
    return [
      head + events.flatMap { facts.row($0, namesRequest: false, width: width) } + grants(width)
    ] + rest
  }

  /// The credits that the request cost its customer, beside its charge by the books.
  private func conclusion(_ width: Int) -> [String] {
    if !hasDeductions { return [] }
    let row = explanation?.shown.counted
    let start = row?.trace.startedAt.nanoseconds ?? .min
    let conclusion = DeductionConclusion(
      deducted: consumed, givenBack: givenBack, charge: charge,
      customer: row.map { "customer \($0.user.reported)" } ?? "the customer",
      checks: CreditCheck.allCases.filter { check in
        check.isOfDeduction && findings.contains { $0.check == check }
      },
      isAfterLedger: start > facts.audit.played.end,
      isFaultOfExport: findings.contains {
        $0.check.isOfDeduction && $0.exportFault != CreditEvent.none
      })
    let text = conclusion.text { microcredits in
      row.map { worth(of: microcredits, $0.trace.card.dimensions.terms) } ?? ""
    }
    let hold =
      findings.contains { $0.check == .settleWithoutReservation }
      ? " Its settlement has no reservation (settle_without_reservation, critical): find the "
        + "reservation. The charge stays the same." : ""
    return Wrapping.lines(SafeText.safe(text + hold), hanging: 2, width: width)
  }

  /// The value at the request's own tier, and that of its finding where the plan of the account has another.
  private func worth(of microcredits: Int128, _ terms: Terms) -> String {
    let own = CreditValueText.text(ofMicrocredits: microcredits, terms)
    let finding = findings.first {
      $0.check.isOfDeduction && $0.hasAmounts && $0.credits != 0 && $0.usd % $0.credits == 0
    }
    guard let finding, !terms.isFree else { return own }
    let perCredit = finding.usd / finding.credits
    if perCredit == terms.creditValue.attodollarsPerMicrocredit { return own }
    return own.dropLast()
      + " at the credit value of its tier; \(facts.money(perCredit * microcredits)) at that of the account's "
      + "plan, as in audit-findings.csv)"
  }

  private var charge: DeductionConclusion.Charge {
    guard let explanation else {
      return .unknown(reason: "the usage ledger has no such request")
    }
    guard let row = explanation.shown.counted else {
      return .unknown(
        reason:
          "Assay rejected the row of the request in the usage ledger (\(explanation.shown.place))")
    }
    let card = row.trace.card
    if !card.isSold { return .unknown(reason: "no book sets customer prices") }
    if !card.hasChargedStatus { return .none(status: card.kind.status.name) }
    guard row.trace.rated.disposition == .rated else {
      return .unknown(reason: "the request has no price")
    }
    return .known(Int128(row.trace.rated.credits.microcredits))
  }

  private func grants(_ width: Int) -> [String] {
    var lines = taken.flatMap { part in
      let id = part.grant.id == 0 ? "" : " \(facts.text(part.grant.id))"
      return Wrapping.lines(
        SafeText.safe(
          "from \(part.grant.source.words)\(id) of \(facts.text(part.account)): "
            + "\(facts.credits(part.credits)), \(facts.money(part.realised))"
            + (payment(of: part) == CreditNames.blank
              ? "" : ", payment \(facts.text(payment(of: part)))")),
        after: "  ", hanging: 4, width: width)
    }
    if owed != 0 { lines.append("  not covered by a grant: \(facts.credits(owed))") }
    return lines
  }

  /// The number of the payment for a grant; 0 if its event names none.
  private func payment(of part: Taken) -> UInt32 {
    facts.audit.ledger.text(.paymentID, of: facts.event(part.grant.event))
  }

  // MARK: JSON

  /// The member of the document of a request; see docs/JSON.md.
  package var json: JSONText {
    .object([
      ("events", .array(events.map { facts.json($0) })),
      (
        "grants",
        .array(
          taken.map { part in
            .object([
              ("grant_id", facts.textJSON(part.grant.id)),
              ("account_id", facts.textJSON(part.account)),
              ("source", .string(part.grant.source.word)),
              ("credits", CreditAuditTexts.creditsJSON(part.credits)),
              ("realised_usd", CreditAuditTexts.moneyJSON(part.realised)),
              ("payment_id", facts.textJSON(payment(of: part))),
            ])
          })
      ), ("consumed", CreditAuditTexts.creditsJSON(consumed)),
      ("given_back", CreditAuditTexts.creditsJSON(givenBack)),
      ("owed", CreditAuditTexts.creditsJSON(owed)),
      ("realised_usd", CreditAuditTexts.moneyJSON(taken.reduce(0) { $0 + $1.realised })),
      ("findings", facts.json(findings)),
    ])
  }
}

extension StatementLine {
  /// True if one of some events caused the line, or the debt that it repays.
  fileprivate func isOf(_ events: Set<UInt32>) -> Bool {
    switch step {
    case .repayment(let debt): events.contains(debt)
    default: event != CreditEvent.none && events.contains(event)
    }
  }

  /// True if credits of a grant were consumed or given back.
  fileprivate var isTaking: Bool {
    switch step {
    case .consumption, .repayment, .given, .givenToEnded, .givenAsGrant: true
    case .grant, .debt, .poolDraw, .poolReturn, .givenToDebt, .loss, .expiry, .earlyExpiry,
      .rollover, .revocation, .restoration, .restorationAsGrant, .restorationToEnded,
      .transferOut, .transferDebt, .transferRepayment, .earned, .holdEnd, .planInForce, .event,
      .refusal, .cancellation, .duplicate, .conflict, .rejected:
      false
    }
  }
}

/// The events of some requests.
struct RequestEvents {
  /// By number of the request, in the order of the ledger.
  private(set) var byRequest: [UInt32: [UInt32]] = [:]
  /// The accounts of these events, in the order of their first ones.
  private var accounts: [UInt32] = []

  init(of requests: [Name], in audit: CreditAudit) {
    let wanted = Set(requests.compactMap { audit.names.find($0) }).subtracting([0])
    /// The request of each found event, by the event's id.
    var requestOfEvent: [UInt32: UInt32] = [:]
    var seen: Set<UInt32> = []
    func add(_ index: Int, _ request: UInt32, to events: inout RequestEvents) {
      events.byRequest[request, default: []].append(UInt32(index))
      let account = audit.ledger.events[index].account
      if seen.insert(account).inserted { events.accounts.append(account) }
    }
    for (index, event) in audit.ledger.events.enumerated() where wanted.contains(event.request) {
      requestOfEvent[event.eventID] = event.request
      add(index, event.request, to: &self)
    }
    for (index, event) in audit.ledger.events.enumerated()
    where event.kind == .reverse && !wanted.contains(event.request) {
      if let request = requestOfEvent[event.subject] { add(index, request, to: &self) }
    }
    // The order of files is not that of the replay.
    for request in byRequest.keys {
      byRequest[request]?.sort { left, right in
        let instants = (audit.ledger.events[Int(left)].at, audit.ledger.events[Int(right)].at)
        return instants.0 == instants.1 ? left < right : instants.0 < instants.1
      }
    }
  }

  /// The accounts of the events and the pools that they draw on, from the first event to the end.
  func stories(in credits: CreditRun) -> [AccountHistory] {
    let own = credits.stories(of: accounts, in: .past)
    var pools: [UInt32] = []
    for story in own {
      if let pool = story.pool, !accounts.contains(pool), !pools.contains(pool) {
        pools.append(pool)
      }
    }
    return own + credits.stories(of: pools, in: .past)
  }
}
