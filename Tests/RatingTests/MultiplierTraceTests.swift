import Ledger
import Pricing
import Rating
import Support
import Testing

/// The row that decided a multiplier, and the skipped rows, on day 100.
@Suite struct MultiplierTraceTests {
  @Test func `the levels before the deciding one were passed over`() {
    let trace = trace([multiplier(.provider, provider: "openai", line: 1)])
    #expect(trace.row?.place == line(1))
    #expect(trace.decision.place == line(1))
    #expect(trace.levelsPassed == [.combination, .model])
    #expect(trace.rowsPassed.isEmpty)
  }

  @Test func `the default of the settings passes over every other level and has no row`() {
    let trace = trace([multiplier(.tier, tier: "free", line: 1)])
    #expect(trace.row == nil)
    #expect(trace.levelsPassed == [.combination, .model, .provider, .tier])
    #expect(trace.rowsPassed.isEmpty)
  }

  /// Tier pro decides by line 9; a row for the model beside it does not, and why.
  @Test(
    arguments: [
      (multiplier(.model, model: "gpt-5", status: .pending, line: 1), .pending),
      (multiplier(.model, model: "gpt-5", status: .rejected, line: 1), .rejected),
      (
        multiplier(
          .model, model: "gpt-5", requestedBy: "ann", approvedBy: "ann", line: 1), .selfApproved
      ),
      (multiplier(.model, model: "gpt-5", line: 1, to: 90), .outOfForce(.ended(at(90)))),
      (multiplier(.model, model: "gpt-5", line: 1, from: 110), .outOfForce(.begins(at(110)))),
    ] as [(DatedRow<MultiplierRow>, MultiplierTrace.Reason)])
  func `a row that would have decided says why it did not`(
    row: DatedRow<MultiplierRow>, reason: MultiplierTrace.Reason
  ) {
    let trace = trace([row, multiplier(.tier, tier: "pro", line: 9)])
    #expect(trace.decision.level == .tier)
    #expect(trace.rowsPassed.map(\.place) == [line(1)])
    #expect(trace.rowsPassed.map(\.reason) == [reason])
  }

  /// The request in line 1 was rejected in line 2.
  @Test func `a row that waits no more is not reported any more`() {
    let asked = multiplier(
      .model, model: "gpt-5", status: .pending, requestedBy: "ann", line: 1)
    let answer = multiplier(
      .model, model: "gpt-5", status: .rejected, requestedBy: "ann", approvedBy: "bob", line: 1)
    let rows = [row(asked.value, line: 1, from: 0), row(answer.value, line: 2, from: 0)]
    let trace = trace(rows + [multiplier(.tier, tier: "pro", line: 9)])
    #expect(trace.rowsPassed.map(\.place) == [line(2)])
    #expect(trace.rowsPassed.map(\.reason) == [.rejected])
  }

  @Test func `rows below the deciding level, and pending rows of other times, are not reported`() {
    let trace = trace([
      multiplier(.model, model: "gpt-5", line: 1),
      multiplier(.tier, tier: "pro", status: .pending, line: 2),
      multiplier(.combination, tier: "pro", model: "gpt-5", status: .pending, line: 3, to: 50),
    ])
    #expect(trace.decision.level == .model)
    #expect(trace.rowsPassed.isEmpty)
  }

  /// The deciding row in line 1, and a row of its level in line 2 that names less of the request.
  @Test(
    arguments: [
      [
        multiplier(.combination, tier: "pro", model: "gpt-5", line: 1),
        multiplier(.combination, tier: "pro", provider: "openai", line: 2),
      ],
      [
        multiplier(.model, provider: "openai", model: "gpt-5", line: 1),
        multiplier(.model, model: "gpt-5", line: 2),
      ],
    ])
  func `a row of the deciding level that names less is reported`(rows: [DatedRow<MultiplierRow>]) {
    let trace = trace(rows)
    #expect(trace.row?.place == line(1))
    #expect(trace.rowsPassed.map(\.place) == [line(2)])
    #expect(trace.rowsPassed.map(\.reason) == [.lessSpecial(than: line(1))])
  }

  @Test func `a rejected row of the deciding level is reported`() {
    let trace = trace([
      multiplier(.tier, tier: "pro", line: 1),
      multiplier(.tier, tier: "pro", status: .rejected, line: 2),
    ])
    #expect(trace.rowsPassed.map(\.place) == [line(2)])
  }

  private func trace(_ rows: [DatedRow<MultiplierRow>]) -> MultiplierTrace {
    var faults: Faults = []
    return MultiplierBook(
      rows, fallback: Multiplier(millionths: 1_700_000), knownAt: nil, faults: &faults
    ).trace(tier: "pro", provider: "openai", model: "gpt-5", at: at(100))
  }
}
