import Ledger
import Testing

@testable import Credits

/// The credits that requests cost too much or too little; figures by hand, in credits.
struct WrongDeductionTests {
  private let august = LedgerScene.august

  /// The deductions of request r, each with the credits that were not given back.
  private struct Case: Sendable {
    var deductions: [(credits: Int64, left: Int64)]
    var rated: Int64
    var isCharged = true
    var isPriced = true
  }

  private static let cases: [(Case, [String])] = [
    (Case(deductions: [(5, 5)], rated: 5), []),
    (Case(deductions: [(8, 8)], rated: 5), ["r 3 deduction_differs"]),
    (Case(deductions: [(3, 3)], rated: 5), ["r -2 deduction_differs"]),
    // 8 less 2 given back are 1 above the charge.
    (Case(deductions: [(8, 6)], rated: 5), ["r 1 deduction_differs"]),
    // What was given back beyond that is not charged again.
    (Case(deductions: [(8, 4)], rated: 5), []),
    (Case(deductions: [], rated: 5), ["r -5 request_without_deduction"]),
    (Case(deductions: [(5, 5), (5, 5)], rated: 5), ["r 5 charged_twice"]),
    (Case(deductions: [(5, 5), (5, 0)], rated: 5), []),
    (
      Case(deductions: [(6, 6), (5, 5)], rated: 5), ["r 6 deduction_differs+charged_twice"]
    ),
    (
      Case(deductions: [(8, 8)], rated: 0, isCharged: false), ["r 8 failed_request_charged"]
    ),
    (Case(deductions: [(8, 8)], rated: 0, isPriced: false), []),
    // The charge is not known, but the second deduction is one too many.
    (Case(deductions: [(8, 8), (3, 3)], rated: 0, isPriced: false), ["r 3 charged_twice"]),
  ]

  @Test(arguments: 0..<12)
  func `a customer pays what was deducted and not given back`(number: Int) {
    let (each, expected) = Self.cases[number]
    var scene = LedgerScene()
    scene.add(.adjust, "a", at: august(3), credits: 1)
    scene.played.end = august(4) - 1
    for deduction in each.deductions {
      scene.consume(
        "a", at: august(2), credits: deduction.credits, request: "r", left: deduction.left)
    }
    let request = NamedRequest(
      request: scene.number("r"), account: scene.number("a"),
      startedAt: Instant(nanoseconds: august(1)),
      rated: Credits(microcredits: each.rated * 1_000_000), isCharged: each.isCharged,
      isPriced: each.isPriced, file: 0, line: 7)
    let charges = RequestCharges(named: [request], unnamed: [], files: ["ledger/u.csv"])
    #expect(wrong(&scene, charges) == expected)
  }

  @Test func `a request that no event names was not paid`() {
    var scene = LedgerScene()
    scene.add(.adjust, "a", at: august(3), credits: 1)
    scene.played.end = august(4) - 1
    _ = scene.number("x")
    let unnamed = UnnamedRequest(
      request: "x", account: "a", startedAt: Instant(nanoseconds: august(2)),
      rated: Credits(microcredits: 2_000_000), file: 0, line: 9)
    let charges = RequestCharges(named: [], unnamed: [unnamed], files: ["ledger/u.csv"])
    #expect(wrong(&scene, charges) == ["x -2 request_without_deduction"])
  }

  /// r agrees, s differs, t has no price and u no row.
  @Test func `deductions are counted by what is known of their charge`() {
    var scene = LedgerScene()
    for request in ["r", "s", "t", "u"] as [Name] {
      scene.consume("a", at: august(2), credits: 5, request: request)
    }
    scene.consume("a", at: august(3), credits: 5, request: "r")
    func request(_ id: Name, rated: Int64, isPriced: Bool = true) -> NamedRequest {
      NamedRequest(
        request: scene.number(id), account: 0, startedAt: Instant(nanoseconds: august(1)),
        rated: Credits(microcredits: rated * 1_000_000), isCharged: true, isPriced: isPriced,
        file: 0, line: 2)
    }
    let charges = RequestCharges(
      named: [
        request("r", rated: 5), request("s", rated: 4), request("t", rated: 0, isPriced: false),
      ], unnamed: [], files: ["ledger/u.csv"])
    let scope = DeductionCounts(audit(scene, []), charges)
    #expect([scope.agreeing, scope.differing, scope.unpriced, scope.withoutRow] == [1, 1, 1, 1])
    #expect(scope.deducted == 4)
  }

  private func audit(_ scene: LedgerScene, _ findings: [CreditFinding]) -> CreditAudit {
    CreditAudit(
      names: scene.ledger.names, files: [], ledger: scene.ledger, balances: [], grants: [],
      findings: findings, revenue: [], totals: CreditTotals(), equation: EventRowCounts(),
      comparison: BalanceComparison(), played: scene.played)
  }

  /// The wrong deductions as `request credits checks`.
  private func wrong(_ scene: inout LedgerScene, _ charges: RequestCharges) -> [String] {
    let audit = audit(scene, scene.found(charges))
    return audit.wrongDeductions(of: charges).map { wrong in
      let credits = DecimalText.string(wrong.difference, scale: Credits.decimals)
      let checks = wrong.checks.map(\.rawValue).joined(separator: "+")
      return "\(audit.names.name(wrong.request)) \(credits) \(checks)"
    }
  }
}
