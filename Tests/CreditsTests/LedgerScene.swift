import Ledger
import Pricing
import Rating

@testable import Credits

/// A played ledger of one or two accounts for checks of the whole ledger: events in order, without a replay.
struct LedgerScene {
  private(set) var ledger = CreditLedger()
  var played = ReplayResult()
  var coupons: [CouponTerms] = []
  var plans: [DatedRow<Plan>] = []
  var zone = ReportingZone.utc
  var terms: [Name: AccountTerms]?
  /// The rows of `entitlements.csv`; nil without the file.
  var entitlements: [DatedRow<EntitlementTerms>]?
  var models: [DatedRow<ModelDescription>] = []
  /// The start of the period.
  var from: Int64 = .min

  static let second: Int64 = 1_000_000_000
  static let hour: Int64 = 3600 * second
  static let day: Int64 = 24 * hour

  /// Returns midnight UTC of a day of August 2026, or of a later one, as nanoseconds.
  static func august(_ day: Int64) -> Int64 {
    // 2026-08-01 is day 20,666.
    (20_665 + day) * LedgerScene.day
  }

  mutating func number(_ text: Name) -> UInt32 { ledger.names.number(of: text) }

  /// Adds an event that is applied; returns its index.
  @discardableResult
  mutating func add(
    _ kind: EventKind, _ account: Name, at: Int64, credits: Int64 = 0, subject: Name = .empty,
    request: Name = .empty, user: Name = .empty, counterparty: Name = .empty,
    outcome: EventOutcome = .applied
  ) -> UInt32 {
    if ledger.files.isEmpty { ledger.files = ["credits/a.csv"] }
    let index = UInt32(ledger.events.count)
    var event = CreditEvent(kind: kind, at: at, account: number(account))
    event.eventID = number(Name("e\(index + 1)"))
    event.credits = credits * 1_000_000
    event.subject = number(subject)
    event.request = number(request)
    event.user = number(user)
    event.file = 0
    event.line = index + 2
    if !counterparty.isEmpty {
      var terms = OptionalEventFields()
      terms.counterparty = number(counterparty)
      event.terms = UInt32(ledger.terms.count)
      ledger.terms.append(terms)
    }
    ledger.events.append(event)
    played.outcomes.append(outcome)
    if outcome != .afterPeriod { played.order.append(index) }
    if !played.accounts.contains(event.account) { played.accounts.append(event.account) }
    played.lastEventAt = max(played.lastEventAt, at)
    return index
  }

  /// Adds a deduct or settle that consumes its credits; `left` of them can still be given back.
  mutating func consume(
    _ account: Name, at: Int64, credits: Int64, request: Name, left: Int64? = nil
  ) {
    let event = add(.deduct, account, at: at, credits: credits, request: request)
    played.uses.append(
      Consumption(
        left: (left ?? credits) * 1_000_000, event: event, account: index(of: account),
        request: number(request)))
    played.used.append(credits * 1_000_000)
  }

  func index(of account: Name) -> UInt32 {
    guard let number = ledger.names.find(account),
      let index = played.accounts.firstIndex(of: number)
    else { return CreditEvent.none }
    return UInt32(index)
  }

  /// Puts an account on a plan from the beginning.
  mutating func plan(_ account: Name, _ plan: Name) {
    played.planSpans.append(
      PlanSpan(account: index(of: account), from: .min, plan: number(plan)))
    played.planSpans.sort { ($0.account, $0.from) < ($1.account, $1.from) }
  }

  var books: CreditBooks {
    var faults: [BookProblem] = []
    return CreditBooks(
      plans: PlanBook(plans, knownAt: nil, faults: &faults), accounts: .empty,
      accountTerms: terms, coupons: CouponBook(coupons), topUps: .empty,
      entitlements: entitlements.map {
        EntitlementBook($0, knownAt: nil, faults: &faults)
      },
      models: ModelBook(models, knownAt: nil, faults: &faults), settings: CreditSettings(),
      creditValues: DatedSetting(always: .default),
      creditIncrements: DatedSetting(always: Credits(microcredits: 100_000)), zone: zone)
  }

  /// The findings of all checks of the whole ledger, as `check event credits`.
  mutating func findings(_ requests: RequestCharges? = nil) -> [String] {
    found(requests).map { finding in
      let id = ledger.names.name(finding.eventID).description
      let credits = DecimalText.string(finding.credits, scale: Credits.decimals)
      return "\(finding.check.rawValue) \(id.isEmpty ? "-" : id) \(credits)"
    }
  }

  mutating func found(_ requests: RequestCharges? = nil) -> [CreditFinding] {
    checked(requests).findings
  }

  /// The findings, and the use of requests.
  mutating func checked(
    _ requests: RequestCharges? = nil
  ) -> (findings: [CreditFinding], usage: UsageChecks) {
    played.accountOfName = Array(repeating: CreditEvent.none, count: ledger.names.count)
    for (index, name) in played.accounts.enumerated() {
      played.accountOfName[Int(name)] = UInt32(index)
    }
    var names = ledger.names
    return WholeLedgerChecks.check(
      WholeLedgerContext(played, ledger, books, names), requests: requests, from: from,
      names: &names)
  }
}
