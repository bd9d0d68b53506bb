import Ledger
import Pricing
import Support
import Testing

@Suite struct HistoryTests {
  @Test(
    arguments: [(9, nil), (10, "a"), (19, "a"), (20, "b"), (100_000, "b")] as [(Int32, String?)])
  func `a row without an end lasts until the next row of its key`(day: Int32, expected: String?) {
    let (history, faults) = history([row("a", from: 10), row("b", line: 2, from: 20)])
    #expect(history.entry(at: at(day))?.value == expected)
    #expect(faults.isEmpty)
  }

  @Test func `a period holds its first nanosecond and not its end`() {
    let (history, _) = history([row("a", from: 10, to: 20)])
    #expect(history.entry(at: Instant(nanoseconds: at(10).nanoseconds - 1)) == nil)
    #expect(history.entry(at: at(10))?.value == "a")
    #expect(history.entry(at: Instant(nanoseconds: at(20).nanoseconds - 1))?.value == "a")
    #expect(history.entry(at: at(20)) == nil)
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `of rows with one start the one recorded last counts, wherever it is`(order: [Int]) {
    let rows = [
      row("first", line: 1, from: 10), row("corrected", line: 2, from: 10, recorded: 15),
      row("again", line: 3, from: 10, recorded: 16),
    ]
    let (history, faults) = history(order.map { rows[$0] })
    #expect(history.entries.map(\.value) == ["again"])
    #expect(history.entries.map(\.place) == [line(3)])
    #expect(faults.isEmpty)
  }

  /// A rise to 3 from day 30 was recorded on day 5 and called off on day 20 by a row of the old price.
  @Test(
    arguments: [
      (4, 40, "2"), (5, 40, "3"), (19, 40, "3"), (20, 40, "2"), (nil, 40, "2"), (4, 29, "2"),
      (5, 29, "2"), (nil, 29, "2"),
    ] as [(Int32?, Int32, String)])
  func `what was recorded by an instant is known, at that instant too`(
    known: Int32?, day: Int32, expected: String
  ) {
    let rows = [
      row("2", line: 1, from: 0), row("3", line: 2, from: 30, recorded: 5),
      row("2", line: 3, from: 30, recorded: 20),
    ]
    var faults: Faults = []
    let book = histories(
      rows, knownAt: known.map(at), key: { _ in 0 }, what: { $0 }, faults: &faults)
    #expect(book[0]?.entry(at: at(day))?.value == expected)
    #expect(faults.isEmpty)
  }

  @Test func `a row that was not known yet ends no other`() {
    var faults: Faults = []
    let rows = [row("a", from: 10), row("b", line: 2, from: 20, recorded: 21)]
    let book = histories(
      rows, knownAt: at(20), key: { _ in 0 }, what: { $0 }, faults: &faults)
    #expect(book[0]?.entry(at: at(30))?.value == "a")
  }

  @Test func `rows of different keys neither end nor overlap each other`() {
    var faults: Faults = []
    let rows = [row("a", from: 10, to: 30), row("b", line: 2, from: 20, to: 40)]
    let book = histories(rows, knownAt: nil, key: { $0 }, what: { $0 }, faults: &faults)
    #expect(book["a"]?.entry(at: at(25))?.value == "a")
    #expect(book["b"]?.entry(at: at(25))?.value == "b")
    #expect(faults.isEmpty)
  }

  @Test func `an overlap is an error that names both rows`() {
    let rows = [row("b", line: 7, from: 20), row("a", line: 4, from: 10, to: 21)]
    let (_, faults) = history(rows)
    let fault = BookFault.overlap(
      other: line(4), what: "key", from: at(20), during: Validity(from: at(10), to: at(21)))
    #expect(faults == [Noted(fault: fault, line: 7)])
    #expect(faults.allSatisfy { $0.fault.severity == .error })
  }

  @Test(
    arguments: [(14, "a"), (15, "b"), (19, "b"), (20, "a"), (29, "a"), (30, nil)]
      as [(Int32, String?)])
  func `where rows may overlap the latest to begin counts, then the other again`(
    day: Int32, expected: String?
  ) {
    let rows = [row("a", from: 10, to: 30), row("b", line: 2, from: 15, to: 20)]
    let (history, faults) = history(rows, allowsOverlap: true)
    #expect(history.entry(at: at(day))?.value == expected)
    #expect(faults.isEmpty)
  }

  @Test(arguments: [nil, 5] as [Int32?])
  func `two rows with one start and one recorded_at are an error`(recorded: Int32?) {
    let (_, faults) = history([
      row("a", line: 3, from: 10, recorded: recorded),
      row("b", line: 4, from: 10, recorded: recorded),
    ])
    #expect(faults == [Noted(fault: .same(other: line(3), what: "key"), line: 4)])
  }

  /// Lines 1 and 3 share their start and recorded_at; line 2 corrects both.
  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2]])
  func `a correction does not hide that two other rows are the same`(order: [Int]) {
    let rows = [
      row("a", line: 1, from: 10, recorded: 1), row("b", line: 2, from: 10, recorded: 2),
      row("c", line: 3, from: 10, recorded: 1),
    ]
    let (_, faults) = history(order.map { rows[$0] })
    #expect(faults == [Noted(fault: .same(other: line(1), what: "key"), line: 3)])
  }

  @Test func `a gap is a warning that names both rows and nothing counts within it`() {
    let (history, faults) = history([row("a", line: 2, from: 10, to: 20), row("b", from: 30)])
    #expect(
      faults == [Noted(fault: .gap(other: line(2), until: at(20), from: at(30)), line: 1)])
    #expect(faults.allSatisfy { $0.fault.severity == .warning })
    #expect(history.entry(at: at(29)) == nil)
    #expect(history.entry(at: at(30))?.value == "b")
  }

  @Test func `rows that touch leave neither gap nor overlap`() {
    let (_, faults) = history([row("a", from: 10, to: 20), row("b", line: 2, from: 20, to: 30)])
    #expect(faults.isEmpty)
  }

  /// Row a is in force from 10 to 90, so also between the end of b and the start of c.
  @Test func `there is no gap where an earlier row is still in force`() {
    let rows = [
      row("a", line: 1, from: 10, to: 90), row("b", line: 2, from: 20, to: 30),
      row("c", line: 3, from: 40),
    ]
    let (history, faults) = history(rows, allowsOverlap: true)
    #expect(history.entry(at: at(35))?.value == "a")
    #expect(faults.isEmpty)
  }

  @Test(arguments: [10, 9] as [Int32])
  func `a row that does not end after its start is an error and never counts`(end: Int32) {
    let (history, faults) = history([row("a", line: 6, from: 10, to: end)])
    #expect(faults == [Noted(fault: .endNotAfterStart, line: 6)])
    #expect(history.entries.isEmpty)
  }

  private func history(
    _ rows: [DatedRow<String>], allowsOverlap: Bool = false
  ) -> (History<String>, [Noted]) {
    var faults: Faults = []
    let history = History(rows, what: "key", allowsOverlap: allowsOverlap, faults: &faults)
    return (history, noted(faults))
  }
}

@Suite struct HistoryLaws {
  /// Row by row, as the book is worded: of the rows in force, the latest to begin; of one start, the
  /// last recorded; an open row ends where the next start is.
  @Test func `a history agrees with looking through the rows, in any order of them`() {
    var dice = Dice(seed: 1)
    for _ in 0..<200 {
      let rows = randomRows(&dice)
      var faults: Faults = []
      let history = History(
        rows.shuffled(using: &dice), what: "key", allowsOverlap: true, faults: &faults)
      for day in Int32(-1)...21 {
        #expect(history.entry(at: at(day))?.value == naive(rows, at: at(day)))
      }
    }
  }

  @Test func `what is in force changes only at a boundary`() {
    var dice = Dice(seed: 2)
    for _ in 0..<100 {
      var faults: Faults = []
      let history = History(
        randomRows(&dice), what: "key", allowsOverlap: true, faults: &faults)
      let boundaries = Set(history.boundaries)
      for day in Int32(0)...21 where !boundaries.contains(at(day)) {
        #expect(history.entry(at: at(day))?.value == history.entry(at: at(day - 1))?.value)
      }
    }
  }

  /// Up to 6 rows that start on days 0 … 9, each recorded on a day of its own.
  private func randomRows(_ dice: inout Dice) -> [DatedRow<Int>] {
    (0..<Int.random(in: 0...6, using: &dice)).map { index in
      let from = Int32.random(in: 0...9, using: &dice)
      let to = Bool.random(using: &dice) ? nil : from + Int32.random(in: 1...9, using: &dice)
      return row(index, line: index, from: from, to: to, recorded: Int32(index * 7 % 11))
    }
  }

  private func naive(_ rows: [DatedRow<Int>], at instant: Instant) -> Int? {
    var found: DatedRow<Int>?
    for row in rows where row.from <= instant {
      let isCorrected = rows.contains {
        $0.from == row.from && ($0.recordedAt ?? at(0)) > (row.recordedAt ?? at(0))
      }
      let end = row.to ?? rows.map(\.from).filter { $0 > row.from }.min() ?? .distantFuture
      if !isCorrected && instant < end && row.from > (found?.from ?? .distantPast) { found = row }
    }
    return found?.value
  }
}
