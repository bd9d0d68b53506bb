import Ledger
import Pricing
import Rating

@testable import Credits

/// Requests of accounts `a` (plan pro) and `b` (plan free) beside a ledger of one event each; a credit is worth 0.01 USD.
struct UsageScene {
  var scene = LedgerScene()
  var hasUsage = true
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
    provider: Name = "p", capability: Name = .empty, quality: Name = .empty, isBYOK: Bool = false,
    isPriced: Bool = true
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
        rated: isPriced ? Credits(microcredits: rated * 1_000_000) : .zero,
        notionalCost: isPriced
          ? Money(attodollars: Int128(rated) * Money.attodollarsPerDollar) : .zero,
        isPriced: isPriced, file: 0, line: UInt32(requests.count + 2)))
  }

  /// Nil without a usage ledger.
  private var charges: RequestCharges? {
    if !hasUsage { return nil }
    return RequestCharges(
      named: [], unnamed: [], files: ["ledger/u.csv"],
      usage: UsageRequests(requests: requests, uses: uses, accounts: accounts))
  }

  mutating func findings() -> [CreditFinding] { scene.found(charges) }

  /// The findings as `check line credits`, with the number of unpriced requests if there are any; a `-` is not known.
  mutating func texts() -> [String] {
    findings().map { finding in
      let credits =
        finding.hasAmounts
        ? DecimalText.string(finding.credits, scale: Credits.decimals) : "-"
      return "\(finding.check.rawValue) \(finding.line) \(credits)"
        + UsageScene.words(unpriced: Int(finding.unpriced))
    }
  }

  /// The rows of `entitlement-findings.csv`: check, account, plan, capability, quality level, model, window, limit,
  /// requests, credits, first request and line, and the number of unpriced requests if there are any; a `-` is blank.
  mutating func rows() -> [String] {
    scene.checked(charges).usage.entitlements.map { row in
      func text(_ name: Name) -> String { name.isEmpty ? "-" : name.description }
      let exceeded = row.exceeded
      return [
        row.check.rawValue, text(row.account), text(row.plan), text(row.capability),
        text(row.qualityLevel), text(row.model), exceeded?.window.text ?? "-",
        exceeded.map { "\($0.limit)" } ?? "-", "\(row.requests)",
        row.stake.credits.map { DecimalText.string($0, scale: Credits.decimals) } ?? "-",
        text(row.firstRequest), "\(row.line)",
      ].joined(separator: " ") + UsageScene.words(unpriced: row.stake.unpriced)
    }
  }

  /// The rows of `byok-accounts.csv`: account, provider, registered, requests, USD, fee, balance and its time,
  /// unpriced requests if there are any; a `-` is blank.
  mutating func ownKeys() -> [String] {
    scene.checked(charges).usage.ownKeys.map { row in
      let balance =
        row.balance == CreditEvent.noStated ? "-" : DecimalText.string(row.balance, scale: 18)
      func text(_ amount: Int128?, _ decimals: Int) -> String {
        amount.map { DecimalText.string($0, scale: decimals) } ?? "-"
      }
      return [
        row.account.description, row.provider.description, row.isRegistered ? "yes" : "no",
        row.use.map { "\($0.requests)" } ?? "-", text(row.use?.notionalCost, Money.decimals),
        text(row.use?.fee, Credits.decimals), balance,
        row.balanceAt.map { Instant(nanoseconds: $0).rfc3339 } ?? "-",
      ].joined(separator: " ") + UsageScene.words(unpriced: row.use?.unpriced ?? 0)
    }
  }

  private static func words(unpriced: Int) -> String {
    unpriced == 0 ? "" : " \(unpriced) unpriced"
  }
}
