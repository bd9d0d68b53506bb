import Ledger
import Pricing
import Support
import Testing

/// Which row that is not in force is told instead, to the day.
@Suite struct OutOfForceTests {
  /// From day 10 to 20, and from 30 to 40.
  @Test(
    arguments: [
      (9, [.begins(at(10))]), (20, [.ended(at(20)), .begins(at(30))]),
      (29, [.ended(at(20)), .begins(at(30))]), (40, [.ended(at(40))]), (41, [.ended(at(40))]),
    ] as [(Int32, [OutOfForceReason])])
  func `the neighbours of a day are what ended last by then and what begins next`(
    day: Int32, reasons: [OutOfForceReason]
  ) {
    var faults: Faults = []
    let rows = [row("a", from: 10, to: 20), row("b", line: 2, from: 30, to: 40)]
    let history = History(rows, what: "it", allowsOverlap: false, faults: &faults)
    #expect(history.neighbours(of: at(day)).map(\.reason) == reasons)
  }

  /// One from day 0 to 15, one from 10 to 20, one from day 50 on.
  @Test(
    arguments: [
      (20, .ended(at(20))), (30, .ended(at(20))), (-1, .begins(at(0))),
    ] as [(Int32, OutOfForceReason)])
  func `of rows that ended the last to end is nearest, and of those to come the first`(
    day: Int32, reason: OutOfForceReason
  ) {
    var faults: Faults = []
    let rows = [row("a", from: 10, to: 20), row("b", from: 0, to: 15), row("c", from: 50)]
    let entries = History(rows, what: "it", allowsOverlap: true, faults: &faults).entries
    #expect(outOfForce(entries, at: at(day))?.reason == reason)
    #expect(outOfForce(entries.reversed(), at: at(day))?.reason == reason)
  }

  /// From day 10 to 20, recorded on day 99; a row that always was known is none of them.
  @Test(arguments: [(9, false), (10, true), (19, true), (20, false)] as [(Int32, Bool)])
  func `a row that is not known yet is reported for its own time`(day: Int32, isTold: Bool) {
    let rows = [
      row("known", from: 0), row("late", line: 2, from: 10, to: 20, recorded: 99),
    ]
    let found = rows.firstNotKnown(at: at(day))
    #expect(found?.place == (isTold ? line(2) : nil))
    #expect(found?.reason == (isTold ? .notKnown(recordedAt: at(99)) : nil))
  }
}
