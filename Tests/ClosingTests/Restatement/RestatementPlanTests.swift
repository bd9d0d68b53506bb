import Closing
import Ledger
import Platform
import Testing

/// Files of a close beside the same files now, and the states that are run of them.
struct RestatementPlanTests {
  private func file(_ path: String, _ size: Int64) -> WrittenFile {
    WrittenFile(path: path, size: size, sha256: String(repeating: "0", count: 64))
  }

  /// Closed files of 100 bytes; `altered` ones differ within them.
  private func changes(
    closed: [String], now: [String: Int64], altered: Set<String> = []
  ) -> [ClosedFileChange] {
    var sizes: [Name: Int64] = [:]
    for (path, size) in now { sizes[Name(path)] = size }
    return ClosedFileChange.all(closed: closed.map { file($0, 100) }, sizes: sizes) {
      !altered.contains($0.path)
    }
  }

  private let close = Instant(nanoseconds: 1_000)

  /// Each file with the bytes that are shown of it, and `known` where rows recorded after the close are left out.
  private func texts(_ state: RestatementPlan.State?) -> [String]? {
    state?.files.map {
      $0.path + ($0.length.map { ":\($0)" } ?? "") + ($0.knownAt == close ? " known" : "")
    }
  }

  @Test func `a file is the same, grown, added, altered or removed`() {
    let found = changes(
      closed: ["ledger/a.csv", "ledger/b.csv", "ledger/c.csv", "ledger/d.csv", "ledger/e.csv"],
      now: [
        "ledger/a.csv": 100, "ledger/b.csv": 101, "ledger/c.csv": 99, "ledger/d.csv": 120,
        "ledger/f.csv": 5,
      ], altered: ["ledger/d.csv"])
    #expect(
      found.map { "\($0.path) \($0.state) \($0.closedSize) \($0.size)" } == [
        "ledger/a.csv same 100 100", "ledger/b.csv grown 100 101", "ledger/c.csv altered 100 99",
        "ledger/d.csv altered 100 120", "ledger/e.csv removed 100 0", "ledger/f.csv added 0 5",
      ])
  }

  @Test func `the settings and the closes are no inputs of figures`() {
    let now: [String: Int64] = [
      "assay.json": 3, "closes.csv": 4, "closes/2026-08-1.json": 5, "plans.csv": 6,
    ]
    #expect(changes(closed: [], now: now).map(\.path) == ["plans.csv"])
  }

  @Test(arguments: [
    ("ledger/x.csv", "late_usage"), ("bills/x.csv", "late_bill"),
    ("credits/x.jsonl", "late_credit_event"), ("prices/x.csv", "price_correction"),
    ("aliases.csv", "price_correction"), ("derivations.csv", "price_correction"),
    ("models.csv", "price_correction"), ("price-sources.csv", "price_correction"),
    ("fx.csv", "price_correction"), ("multipliers.csv", "multiplier_change"),
    ("plans.csv", "plan_change"), ("accounts.csv", "other_book"), ("coupons.csv", "other_book"),
    ("price-acks.csv", "other_book"),
  ])
  func `a file has the cause of its later rows`(path: String, cause: String) {
    #expect(RestatementCause(fileAt: path)?.name == cause)
  }

  @Test func `each step adds its files to those of the steps before`() throws {
    let plan = RestatementPlan(
      changes(
        closed: ["ledger/a.csv", "multipliers.csv", "prices/v.csv"],
        now: ["ledger/a.csv": 110, "ledger/b.csv": 9, "multipliers.csv": 100, "prices/v.csv": 130]),
      knownAt: close, settingsChanged: true
    ) { $0.state != .same }
    #expect(texts(plan.start) == ["ledger/a.csv:100", "multipliers.csv", "prices/v.csv:100"])
    #expect(plan.start?.isAsClosed == true)
    #expect(plan.steps.map(\.cause) == [.lateUsage, .priceCorrection, .settings])
    let states = plan.steps.map(\.state)
    #expect(
      states.map(texts) == [
        ["ledger/a.csv", "ledger/b.csv", "multipliers.csv", "prices/v.csv:100"],
        ["ledger/a.csv", "ledger/b.csv", "multipliers.csv known", "prices/v.csv"],
        ["ledger/a.csv", "ledger/b.csv", "multipliers.csv known", "prices/v.csv"],
      ])
    #expect(states.map(\.hasClosedSettings) == [true, true, false])
    #expect(states.map(\.isAsClosed) == [true, false, false])
  }

  @Test func `closed rows that were recorded later come with their own cause`() {
    let paths = ["credits/e.csv", "ledger/a.csv", "plans.csv", "prices/v.csv"]
    let plan = RestatementPlan(
      changes(
        closed: paths,
        now: ["credits/e.csv": 100, "ledger/a.csv": 110, "plans.csv": 100, "prices/v.csv": 130]),
      knownAt: close, settingsChanged: false
    ) { _ in true }
    #expect(
      plan.steps.map(\.cause) == [.lateUsage, .lateCreditEvent, .priceCorrection, .planChange])
    #expect(plan.steps.map(\.state.isAsClosed) == [true, false, false, false])
    #expect(
      plan.steps.map { texts($0.state) } == [
        ["credits/e.csv", "ledger/a.csv", "plans.csv", "prices/v.csv:100"],
        ["credits/e.csv", "ledger/a.csv", "plans.csv known", "prices/v.csv:100 known"],
        ["credits/e.csv", "ledger/a.csv", "plans.csv known", "prices/v.csv"],
        ["credits/e.csv", "ledger/a.csv", "plans.csv", "prices/v.csv"],
      ])
  }

  @Test func `a closed row that was recorded later makes a step of the same files`() {
    let plan = RestatementPlan(
      changes(closed: ["plans.csv"], now: ["plans.csv": 100]), knownAt: close,
      settingsChanged: false
    ) { _ in true }
    #expect(plan.steps.map(\.cause) == [.planChange])
    #expect(plan.steps.first?.state.files == plan.start?.files)
    #expect(plan.steps.first?.state.isAsClosed == false)
  }

  @Test func `rows that cannot change the month, and bills, make no step`() {
    let plan = RestatementPlan(
      changes(
        closed: ["ledger/a.csv"], now: ["ledger/a.csv": 100, "ledger/b.csv": 9, "bills/c.csv": 9]),
      knownAt: close, settingsChanged: false
    ) { $0.cause == .lateBill }
    #expect(plan.steps.isEmpty)
    #expect(texts(plan.start) == ["ledger/a.csv"])
  }

  @Test func `lost bytes leave no start, and come first whatever their cause`() {
    let plan = RestatementPlan(
      changes(
        closed: ["ledger/a.csv", "plans.csv"], now: ["ledger/a.csv": 120, "plans.csv": 90]),
      knownAt: close, settingsChanged: false
    ) { _ in true }
    #expect(plan.start == nil)
    #expect(plan.steps.map(\.cause) == [.planChange, .lateUsage])
    #expect(texts(plan.steps.first?.state) == ["ledger/a.csv:100", "plans.csv"])
    let usage = RestatementPlan(
      changes(closed: ["ledger/a.csv", "plans.csv"], now: ["plans.csv": 90]),
      knownAt: close, settingsChanged: false
    ) { _ in true }
    #expect(usage.steps.map(\.cause) == [.changedUsage])
    #expect(texts(usage.steps.first?.state) == ["plans.csv"])
  }
}
