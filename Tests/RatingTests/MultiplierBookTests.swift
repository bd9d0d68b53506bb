import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct MultiplierBookTests {
  /// The whole cascade for tier pro, provider openai, model gpt-5: line n is its n-th step.
  private static let cascade: [DatedRow<MultiplierRow>] = [
    multiplier(.combination, tier: "pro", provider: "openai", model: "gpt-5", line: 1),
    multiplier(.combination, tier: "pro", model: "gpt-5", line: 2),
    multiplier(.combination, tier: "pro", provider: "openai", line: 3),
    multiplier(.model, provider: "openai", model: "gpt-5", line: 4),
    multiplier(.model, model: "gpt-5", line: 5),
    multiplier(.provider, provider: "openai", line: 6),
    multiplier(.tier, tier: "pro", line: 7),
    multiplier(.default, line: 8),
  ]

  @Test(
    arguments: [
      (1, .combination), (2, .combination), (3, .combination), (4, .model), (5, .model),
      (6, .provider), (7, .tier), (8, .default),
    ] as [(Int, MultiplierLevel)])
  func `the most special level decides, model before provider, a named provider first`(
    first: Int, level: MultiplierLevel
  ) {
    // Written from the least special up, so that no order of rows helps.
    let book = book(Self.cascade[(first - 1)...].reversed()).0
    #expect(decide(book).place == line(first))
    #expect(decide(book).level == level)
    #expect(decide(book).multiplier == Multiplier(millionths: Int64(first)))
  }

  @Test func `without a row the default of the settings decides and names no row`() {
    let decision = decide(book([]).0)
    #expect(decision.multiplier == Multiplier(millionths: 1_700_000))
    #expect(decision.level == .default)
    #expect(decision.place == nil)
  }

  @Test func `rows of another tier, provider or model do not apply`() {
    let others = [
      multiplier(.combination, tier: "free", model: "gpt-5", line: 1),
      multiplier(.combination, tier: "pro", provider: "google", model: "gpt-5", line: 2),
      multiplier(.model, provider: "google", model: "gpt-5", line: 3),
      multiplier(.model, model: "gpt-5-mini", line: 4),
      multiplier(.provider, provider: "google", line: 5), multiplier(.tier, tier: "free", line: 6),
    ]
    #expect(decide(book(others).0).place == nil)
  }

  @Test(
    arguments: [
      (.approved, "ann", "bob", 1), (.approved, "", "bob", 1), (.approved, "ann", "", 1),
      (.approved, "", "", 1), (.approved, "ann", "Ann", 2), (.pending, "ann", "bob", 2),
      (.rejected, "ann", "bob", 2), (.approved, "ann", "ann", 2),
    ] as [(ApprovalStatus, Name, Name, Int)])
  func `only approved rows apply, and none approved by who requested it`(
    status: ApprovalStatus, requestedBy: Name, approvedBy: Name, decidedBy: Int
  ) {
    let rows = [
      multiplier(
        .model, model: "gpt-5", status: status, requestedBy: requestedBy, approvedBy: approvedBy,
        line: 1), multiplier(.tier, tier: "pro", line: 2),
    ]
    #expect(decide(book(rows).0).place == line(decidedBy))
  }

  @Test func `a row approved by who requested it is a finding`() {
    let own = multiplier(
      .default, status: .approved, requestedBy: "ann", approvedBy: "ann", line: 5)
    let faults = book([own]).1
    #expect(faults.map(\.fault) == [.selfApproved(by: "ann")])
    #expect(faults.map(\.place) == [line(5)])
  }

  /// A request of ann stays pending until another person approves or rejects exactly that.
  @Test(
    arguments: [
      (.approved, "bob", nil), (.rejected, "bob", nil), (.approved, "ann", 1),
      (.pending, "", 2),
    ] as [(ApprovalStatus, Name, Int?)])
  func `a row waits until another person answers it`(
    status: ApprovalStatus, approvedBy: Name, waiting: Int?
  ) {
    let rows = [
      multiplier(.tier, tier: "pro", status: .pending, requestedBy: "ann", line: 1),
      multiplier(
        .tier, tier: "pro", status: status, requestedBy: "ann", approvedBy: approvedBy, line: 1),
    ].enumerated().map { row($0.element.value, line: $0.offset + 1, from: 0) }
    let expected = waiting.map { (1...$0).map { line($0) } } ?? []
    #expect(MultiplierBook.waiting(rows) == Set(expected))
  }

  /// Asked for from day 0 on without an end.
  @Test(
    arguments: [(0, nil, false), (0, 10, true), (1, nil, true)] as [(Int32, Int32?, Bool)])
  func `an answer for another time is none`(from: Int32, to: Int32?, isWaiting: Bool) {
    let rows = [
      multiplier(.tier, tier: "pro", status: .pending, requestedBy: "ann", line: 1),
      multiplier(.tier, tier: "pro", requestedBy: "ann", approvedBy: "bob", line: 1),
    ]
    let answer = row(rows[1].value, line: 2, from: from, to: to)
    #expect(MultiplierBook.waiting([rows[0], answer]) == (isWaiting ? [line(1)] : []))
  }

  @Test(arguments: [ApprovalStatus.pending, .rejected])
  func `a request of ann without an approval is not self-approved`(status: ApprovalStatus) {
    let asked = multiplier(
      .default, status: status, requestedBy: "ann", approvedBy: "ann", line: 5)
    #expect(!book([asked]).1.contains { $0.fault == .selfApproved(by: "ann") })
  }

  @Test func `two approved rows of one key in force at once are refused`() {
    let rows = [
      multiplier(.tier, tier: "pro", line: 2, from: 0, to: 10),
      multiplier(.tier, tier: "pro", line: 3, from: 9),
    ]
    let faults = book(rows).1
    let fault = BookFault.overlap(
      other: line(2), what: "multiplier tier pro", from: at(9),
      during: Validity(from: at(0), to: at(10)))
    #expect(faults.map(\.fault) == [fault])
    #expect(faults.map(\.place) == [line(3)])
  }

  @Test func `rows that do not apply overlap nothing and end nothing`() {
    let rows = [
      multiplier(.tier, tier: "pro", line: 1, from: 0),
      multiplier(.tier, tier: "pro", status: .pending, line: 2, from: 5),
      multiplier(.tier, tier: "pro", status: .rejected, line: 3, from: 0),
      multiplier(.tier, tier: "pro", requestedBy: "a", approvedBy: "a", line: 4, from: 6),
    ]
    let (book, faults) = book(rows)
    #expect(decide(book, at: 7).place == line(1))
    #expect(faults.allSatisfy { $0.fault.severity == .warning })
  }

  @Test(arguments: [(9, 2), (10, 1), (19, 1), (20, 2)] as [(Int32, Int)])
  func `where a special row is not in force the next level decides`(day: Int32, decidedBy: Int) {
    let rows = [
      multiplier(.model, model: "gpt-5", line: 1, from: 10, to: 20),
      multiplier(.provider, provider: "openai", line: 2, from: 0),
    ]
    #expect(decide(book(rows).0, at: day).place == line(decidedBy))
  }

  @Test func `only the effective dates count, and a row recorded later is not known`() {
    var faults: Faults = []
    let late = row(multiplier(.default, line: 1).value, line: 1, from: 0, recorded: 50)
    let fallback = Multiplier(millionths: 1_700_000)
    let before = MultiplierBook([late], fallback: fallback, knownAt: at(49), faults: &faults)
    let after = MultiplierBook([late], fallback: fallback, knownAt: at(50), faults: &faults)
    #expect(decide(before, at: 5).place == nil)
    #expect(decide(after, at: 5).place == line(1))
  }

  @Test func `the boundaries are those of every level that may decide`() {
    let rows = Self.cascade.enumerated().map { index, each in
      row(each.value, from: Int32(index + 1), to: 50)
    }
    let boundaries = book(rows).0.boundaries(tier: "pro", provider: "openai", model: "gpt-5")
    #expect(Set(boundaries) == Set((1...8).map { at($0) } + [at(50)]))
  }

  private func book(_ rows: [DatedRow<MultiplierRow>]) -> (MultiplierBook, Faults) {
    var faults: Faults = []
    let book = MultiplierBook(
      rows, fallback: Multiplier(millionths: 1_700_000), knownAt: nil, faults: &faults)
    return (book, faults)
  }

  private func decide(_ book: MultiplierBook, at day: Int32 = 100) -> MultiplierBook.Decision {
    book.decision(tier: "pro", provider: "openai", model: "gpt-5", at: at(day))
  }
}

/// Returns an approved row that multiplies by as many millionths as its line has.
func multiplier(
  _ level: MultiplierLevel, tier: Name = "", provider: Name = "", model: Name = "",
  status: ApprovalStatus = .approved, requestedBy: Name = "", approvedBy: Name = "", line: Int,
  from: Int32 = 0, to: Int32? = nil
) -> DatedRow<MultiplierRow> {
  let key = MultiplierRow.Key(level: level, tier: tier, provider: provider, model: model)
  return row(
    MultiplierRow(
      key: key, multiplier: Multiplier(millionths: Int64(line)), status: status,
      requestedBy: requestedBy, approvedBy: approvedBy), line: line, from: from, to: to)
}
