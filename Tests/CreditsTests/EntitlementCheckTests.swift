import Ledger
import Rating
import Testing

@testable import Credits

/// Requests beside `entitlements.csv`.
struct EntitlementCheckTests {
  private let august = LedgerScene.august
  private let second = LedgerScene.second

  @Test func `without the file nothing is checked, and with an empty one nothing is allowed`() {
    var scene = UsageScene()
    scene.request("a", at: august(2))
    #expect(scene.texts() == [])
    scene.scene.entitlements = []
    #expect(scene.texts() == ["not_entitled 2 1"])
  }

  @Test(
    arguments: [
      ("* * * *", true), ("pro * * *", true), ("free * * *", false), ("* chat * *", true),
      ("* image * *", false), ("* * high *", true), ("* * low *", false), ("* * * m", true),
      ("* * * n", false), ("pro chat high m", true), ("pro chat high n", false),
    ])
  func `a request is allowed if every cell of a row is blank or fits`(
    row: String, isAllowed: Bool
  ) {
    var scene = UsageScene()
    scene.allow(row)
    scene.request("a", at: august(2), rated: 3, capability: "chat", quality: "high")
    #expect(scene.texts() == (isAllowed ? [] : ["not_entitled 2 3"]))
  }

  @Test func `a row that states nothing has the capabilities and the level of its model`() {
    var scene = UsageScene()
    scene.describe("m", quality: "high", ["chat", "image"])
    scene.allow("* image high *")
    scene.request("a", at: august(2))
    // The row's own word is before that of the model.
    scene.request("a", at: august(2), capability: "audio")
    scene.request("a", at: august(2), quality: "low")
    // Nothing is known of this model.
    scene.request("a", at: august(2), model: "n")
    #expect(scene.texts() == ["not_entitled 3 1", "not_entitled 4 1", "not_entitled 5 1"])
    #expect(
      scene.rows() == [
        "not_entitled a pro - - n - - 1 1 r4 5",
        "not_entitled a pro audio high m - - 1 1 r2 3",
        "not_entitled a pro chat;image low m - - 1 1 r3 4",
      ])
  }

  @Test(arguments: [("m", []), ("my-m", []), ("n", ["not_entitled 2 1"])] as [(String, [String])])
  func `a row may name the model that was requested or the one it stands for`(
    name: String, findings: [String]
  ) {
    var scene = UsageScene()
    scene.allow("* * * " + name)
    scene.request("a", at: august(2), model: "m", alias: "my-m")
    #expect(scene.texts() == findings)
    #expect(
      scene.rows() == findings.map { _ in "not_entitled a pro - - my-m - - 1 1 r1 2" })
  }

  @Test func `a row counts from its first instant until just before its last`() {
    var scene = UsageScene()
    scene.allow("* * * *", from: august(2), to: august(3))
    scene.request("a", at: august(2) - 1)
    scene.request("a", at: august(2))
    scene.request("a", at: august(3) - 1)
    scene.request("a", at: august(3))
    #expect(scene.texts() == ["not_entitled 2 1", "not_entitled 5 1"])
  }

  /// The plan of `a` is big from 3 August on; 2 credits are 0.02 USD.
  @Test func `the plan is the one in force at the start, after the events of that instant`() {
    var scene = UsageScene()
    scene.allow("pro * * *")
    let big = scene.scene.number("big")
    let account = scene.scene.index(of: "a")
    scene.scene.played.planSpans.insert(
      PlanSpan(account: account, from: august(3), plan: big), at: 1)
    scene.request("a", at: august(3) - 1, rated: 2)
    scene.request("a", at: august(3), rated: 2)
    // The end of the replay.
    scene.request("a", at: august(5), rated: 2)
    let findings = scene.findings()
    #expect(findings.map(\.line) == [3])
    #expect(findings.map(\.file) == [1])
    #expect(findings.map(\.usd) == [Money.attodollarsPerDollar * 2 / 100])
    #expect(findings.map(\.at) == [august(3)])
    #expect(scene.rows() == ["not_entitled a big - - m - - 1 2 r2 3"])
  }

  @Test func `requests of an account that nothing allows make one row by what they used`() {
    var scene = UsageScene()
    scene.allow("pro * * *")
    scene.request("b", at: august(3), rated: 4)
    scene.request("b", at: august(2), rated: 2)
    scene.request("b", at: august(2), rated: 8, model: "n")
    scene.request("a", at: august(2))
    #expect(
      scene.rows() == [
        "not_entitled b free - - m - - 2 6 r2 3", "not_entitled b free - - n - - 1 8 r3 4",
      ])
  }

  /// Two requests are allowed in a minute: r3 (at 59.9 s) is the third by time, r1 the fourth, which costs 16.
  @Test func `a limit of a minute is exceeded at the first request above it, by time`() {
    var scene = UsageScene()
    scene.allow("* * * *", perMinute: 2)
    let start = august(2)
    scene.request("a", at: start + 60 * second - 1, rated: 16)
    scene.request("a", at: start, rated: 1)
    scene.request("a", at: start + 59 * second, rated: 4)
    scene.request("a", at: start + second, rated: 2)
    // The next minute, and another account.
    scene.request("a", at: start + 60 * second, rated: 32)
    scene.request("b", at: start, rated: 64)
    scene.request("b", at: start, rated: 64)
    #expect(scene.texts() == ["rate_limit_exceeded 4 20"])
    #expect(scene.findings().map(\.at) == [start + 59 * second])
    #expect(
      scene.rows() == ["rate_limit_exceeded a - - - - 2026-08-02T00:00:00Z 2 4 20 r3 4"])
  }

  @Test func `requests of one instant count in the order of their lines`() {
    var scene = UsageScene()
    scene.allow("* * * *", perMinute: 1)
    for rated in [1, 2, 4] as [Int64] { scene.request("a", at: august(2), rated: rated) }
    #expect(scene.texts() == ["rate_limit_exceeded 3 6"])
  }

  /// The zone is two hours east of UTC: its 3 August begins on the 2nd at 22:00.
  @Test func `a limit of a day is one of the reporting zone`() {
    var scene = UsageScene()
    scene.scene.zone = ReportingZone(
      name: "x", offsets: [.init(from: .distantPast, secondsEast: 7200)])
    scene.allow("pro * * *", perDay: 1)
    scene.request("a", at: august(3) - 2 * LedgerScene.hour - 1)
    scene.request("a", at: august(3) - 2 * LedgerScene.hour, rated: 2)
    scene.request("a", at: august(4) - 2 * LedgerScene.hour - 1, rated: 4)
    #expect(scene.texts() == ["rate_limit_exceeded 4 4"])
    #expect(scene.rows() == ["rate_limit_exceeded a pro - - - 2026-08-03 1 2 4 r3 4"])
  }

  /// 3 requests cost 1, an unknown amount and 4 credits: the credits at stake are 5, and one is not in them.
  @Test func `a request without a price is counted and in no credits at stake`() {
    var scene = UsageScene()
    scene.allow("pro * * *")
    scene.request("b", at: august(2), rated: 1)
    scene.request("b", at: august(2), isPriced: false)
    scene.request("b", at: august(2), rated: 4)
    scene.request("b", at: august(3), model: "n", isPriced: false)
    #expect(
      scene.texts() == [
        "not_entitled 2 1", "not_entitled 3 - 1 unpriced", "not_entitled 4 4",
        "not_entitled 5 - 1 unpriced",
      ])
    #expect(
      scene.findings().map(\.usd) == [1, 0, 4, 0].map { $0 * Money.attodollarsPerDollar / 100 })
    #expect(
      scene.rows() == [
        "not_entitled b free - - m - - 3 5 r1 2 1 unpriced",
        "not_entitled b free - - n - - 1 - r4 5 1 unpriced",
      ])
  }

  /// The first request of a minute is allowed: of those above the limit `a` has one with a price, which costs 4, and `b` none.
  @Test func `of the requests above a limit those without a price are counted`() {
    var scene = UsageScene()
    scene.allow("* * * *", perMinute: 1)
    let start = august(2)
    scene.request("a", at: start, isPriced: false)
    scene.request("a", at: start + second, isPriced: false)
    scene.request("a", at: start + 2 * second, rated: 4)
    scene.request("b", at: start, rated: 8)
    scene.request("b", at: start, isPriced: false)
    #expect(
      scene.texts().sorted() == [
        "rate_limit_exceeded 3 4 1 unpriced", "rate_limit_exceeded 6 - 1 unpriced",
      ])
    #expect(
      scene.rows() == [
        "rate_limit_exceeded a - - - - 2026-08-02T00:00:00Z 1 3 4 r2 3 1 unpriced",
        "rate_limit_exceeded b - - - - 2026-08-02T00:00:00Z 1 2 - r5 6 1 unpriced",
      ])
  }

  @Test func `each row and each of its limits counts for itself`() {
    var scene = UsageScene()
    scene.allow("pro * * *", perMinute: 1, perDay: 1)
    scene.allow("* * * m", perDay: 0)
    scene.request("a", at: august(2), rated: 1)
    scene.request("a", at: august(2), rated: 2, model: "n")
    #expect(
      scene.rows() == [
        "rate_limit_exceeded a pro - - - 2026-08-02 1 2 2 r2 3",
        "rate_limit_exceeded a pro - - - 2026-08-02T00:00:00Z 1 2 2 r2 3",
        "rate_limit_exceeded a - - - m 2026-08-02 0 1 1 r1 2",
      ])
    #expect(
      scene.texts().sorted() == [
        "rate_limit_exceeded 2 1", "rate_limit_exceeded 3 2", "rate_limit_exceeded 3 2",
      ])
  }
}
