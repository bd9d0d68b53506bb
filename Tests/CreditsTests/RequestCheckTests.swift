import Ledger
import Rating
import Testing

@testable import Credits

/// The checks of requests beside the usage ledger.
struct RequestCheckTests {
  private let august = LedgerScene.august

  private func request(
    _ scene: inout LedgerScene, _ id: Name, rated: Int64, isCharged: Bool = true,
    isPriced: Bool = true, at: Int64? = nil
  ) -> NamedRequest {
    NamedRequest(
      request: scene.number(id), account: scene.number("a"),
      startedAt: Instant(nanoseconds: at ?? august(1)),
      rated: Credits(microcredits: rated * 1_000_000), isCharged: isCharged, isPriced: isPriced,
      file: 0, line: 7)
  }

  private func charges(_ named: [NamedRequest]) -> RequestCharges {
    RequestCharges(named: named, unnamed: [], files: ["ledger/u.csv"])
  }

  /// A credit is worth 0.01 USD: 3 credits too many are 0.03 USD.
  @Test func `the first consumption of a request is compared with its charge`() {
    var scene = LedgerScene()
    scene.consume("a", at: august(1), credits: 8, request: "r")
    let ledger = charges([request(&scene, "r", rated: 5)])
    let findings = scene.found(ledger)
    #expect(scene.findings(ledger) == ["deduction_differs e1 3"])
    #expect(findings.map(\.usd) == [Money.attodollarsPerDollar * 3 / 100])
    #expect(findings[0].expected == .credits(5_000_000))
    let equal = charges([request(&scene, "r", rated: 8)])
    #expect(scene.findings(equal) == [])
    let unpriced = charges([request(&scene, "r", rated: 0, isPriced: false)])
    #expect(scene.findings(unpriced) == [])
  }

  @Test func `a request that the usage ledger lacks is reported at each consumption`() {
    var scene = LedgerScene()
    scene.consume("a", at: august(1), credits: 8, request: "r")
    #expect(scene.findings(charges([])) == ["deduction_without_request e1 8"])
    // Without a usage ledger there is nothing to compare with.
    #expect(scene.findings(nil) == [])
  }

  @Test func `a request whose row was rejected has the place of the row`() {
    var scene = LedgerScene()
    scene.consume("a", at: august(1), credits: 8, request: "r")
    let row = RejectedRequest(request: scene.number("r"), file: 0, line: 297)
    let ledger = RequestCharges(
      named: [], unnamed: [], rejected: [row], files: ["ledger/u.csv"])
    let findings = scene.found(ledger)
    #expect(findings.map(\.check) == [.deductionWithoutRequest])
    // The usage files come after the one credit file.
    #expect(findings.map(\.detail) == [.rejectedRow(file: 1, line: 297)])
  }

  @Test(arguments: [(0, []), (1, ["failed_request_charged e1 8"])] as [(Int64, [String])])
  func `a failed request may keep no charge`(left: Int64, expected: [String]) {
    var scene = LedgerScene()
    scene.consume("a", at: august(1), credits: 8, request: "r", left: left)
    let failed = charges([request(&scene, "r", rated: 0, isCharged: false)])
    #expect(scene.findings(failed) == expected)
  }

  @Test func `a charged request without a consumption has the place of its own row`() {
    var scene = LedgerScene()
    scene.add(.adjust, "a", at: august(3), credits: 1)
    scene.played.end = august(4) - 1
    let unnamed = UnnamedRequest(
      request: "x", account: "b", startedAt: Instant(nanoseconds: august(2)),
      rated: Credits(microcredits: 2_000_000), file: 0, line: 9)
    let late = UnnamedRequest(
      request: "y", account: "b", startedAt: Instant(nanoseconds: august(4)),
      rated: Credits(microcredits: 2_000_000), file: 0, line: 10)
    let ledger = RequestCharges(
      named: [request(&scene, "r", rated: 5)], unnamed: [unnamed, late], files: ["ledger/u.csv"])
    let findings = scene.found(ledger)
    #expect(findings.map(\.check) == [.requestWithoutDeduction, .requestWithoutDeduction])
    #expect(findings.map(\.line) == [7, 9])
    // The usage files come after the one credit file.
    #expect(findings.map(\.file) == [1, 1])
    #expect(findings.map(\.credits) == [5_000_000, 2_000_000])
    #expect(findings.map(\.eventID) == [0, 0])
  }

  /// Whoever the account is, and without a usage ledger as well.
  @Test func `every consumption after the first is reported`() {
    var scene = LedgerScene()
    scene.consume("a", at: august(1), credits: 8, request: "r")
    scene.consume("b", at: august(2), credits: 3, request: "r")
    scene.consume("a", at: august(3), credits: 8, request: "s")
    #expect(scene.findings() == ["charged_twice e2 3"])
  }

  @Test func `an event after the period that consumes credits is known`() {
    var scene = LedgerScene()
    scene.add(.deduct, "a", at: august(9), credits: 5, request: "r", outcome: .afterPeriod)
    scene.played.end = august(8) - 1
    #expect(scene.findings(charges([request(&scene, "r", rated: 5)])) == [])
  }
}
