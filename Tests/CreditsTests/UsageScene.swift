import Ledger
import Pricing
import Rating

@testable import Credits

/// Requests of accounts `a` (plan pro) and `b` (plan free) beside a ledger of one event each; a credit is worth 0.01 USD.
struct UsageScene {
  var scene = LedgerScene()
  private var requests: [UsageRequest] = []
  private var uses: [RequestUse] = []
  private var accounts: [Name] = []

  init() {
    for account: Name in ["a", "b"] {
      scene.add(.adjust, account, at: LedgerScene.august(1), credits: 1)
    }
    scene.plan("a", "pro")
    scene.plan("b", "free")
    scene.played.end = LedgerScene.august(5) - 1
  }

  /// Adds a row of `entitlements.csv`: its plan, capability, quality level and model with a space between them, where `*`
  /// is any.
  mutating func allow(
    _ scope: String, perMinute: Int? = nil, perDay: Int? = nil, from: Int64? = nil,
    to: Int64? = nil
  ) {
    let names = scope.split(separator: " ").map { $0 == "*" ? Name.empty : Name(String($0)) }
    let terms = EntitlementTerms(
      scope: .init(plan: names[0], capability: names[1], qualityLevel: names[2], model: names[3]),
      perMinute: perMinute, perDay: perDay)
    let line = (scene.entitlements?.count ?? 0) + 2
    scene.entitlements =
      (scene.entitlements ?? []) + [
        DatedRow(
          value: terms, from: from.map { Instant(nanoseconds: $0) } ?? .distantPast,
          to: to.map { Instant(nanoseconds: $0) }, recordedAt: nil,
          place: Place(file: "entitlements.csv", line: line))
      ]
  }

  /// Adds a row of `models.csv` of provider `p`.
  mutating func describe(_ model: Name, quality: Name, _ capabilities: [Name]) {
    scene.models.append(
      DatedRow(
        value: ModelDescription(
          key: ModelKey(provider: "p", model: model), modelClass: nil, qualityLevel: quality,
          capabilities: capabilities),
        from: .distantPast, to: nil, recordedAt: nil,
        place: Place(file: "models.csv", line: scene.models.count + 2)))
  }

  /// Adds a request of `rated` credits and as many USD; the n-th has the id rn and stands in line n + 1.
  mutating func request(
    _ account: Name, at: Int64, rated: Int64 = 1, model: Name = "m", alias: Name? = nil,
    provider: Name = "p", capability: Name = .empty, quality: Name = .empty, isBYOK: Bool = false
  ) {
    let use = RequestUse(
      provider: provider, model: model, recordedModel: alias ?? model, capability: capability,
      qualityLevel: quality, isBYOK: isBYOK)
    if !uses.contains(use) { uses.append(use) }
    if !accounts.contains(account) { accounts.append(account) }
    requests.append(
      UsageRequest(
        id: Name("r\(requests.count + 1)"),
        account: Int32(accounts.firstIndex(of: account) ?? 0),
        use: Int32(uses.firstIndex(of: use) ?? 0), startedAt: Instant(nanoseconds: at),
        rated: Credits(microcredits: rated * 1_000_000),
        notionalCost: Money(attodollars: Int128(rated) * Money.attodollarsPerDollar), file: 0,
        line: UInt32(requests.count + 2)))
  }

  private var charges: RequestCharges {
    RequestCharges(
      named: [], unnamed: [], files: ["ledger/u.csv"],
      usage: UsageRequests(requests: requests, uses: uses, accounts: accounts))
  }

  mutating func findings() -> [CreditFinding] { scene.found(charges) }

  /// The findings as `check line credits`.
  mutating func texts() -> [String] {
    findings().map { finding in
      let credits = DecimalText.string(finding.credits, scale: Credits.decimals)
      return "\(finding.check.rawValue) \(finding.line) \(credits)"
    }
  }

  /// The rows of `entitlement-findings.csv`: check, account, plan, capability, quality level, model, window, limit,
  /// requests, credits, first request and line; a `-` is blank.
  mutating func rows() -> [String] {
    scene.checked(charges).usage.entitlements.map { row in
      func text(_ name: Name) -> String { name.isEmpty ? "-" : name.description }
      let exceeded = row.exceeded
      return [
        row.check.rawValue, text(row.account), text(row.plan), text(row.capability),
        text(row.qualityLevel), text(row.model), exceeded?.window.text ?? "-",
        exceeded.map { "\($0.limit)" } ?? "-", "\(row.requests)",
        DecimalText.string(row.credits, scale: Credits.decimals), text(row.firstRequest),
        "\(row.line)",
      ].joined(separator: " ")
    }
  }

  /// The rows of `byok-accounts.csv`: account, provider, registered, requests, USD, fee, balance and its time.
  mutating func ownKeys() -> [String] {
    scene.checked(charges).usage.ownKeys.map { row in
      let balance =
        row.balance == CreditEvent.noStated ? "-" : DecimalText.string(row.balance, scale: 18)
      return [
        row.account.description, row.provider.description, row.isRegistered ? "yes" : "no",
        "\(row.requests)", DecimalText.string(row.notionalCost, scale: Money.decimals),
        DecimalText.string(row.fee, scale: Credits.decimals), balance,
        row.balanceAt.map { Instant(nanoseconds: $0).rfc3339 } ?? "-",
      ].joined(separator: " ")
    }
  }
}
