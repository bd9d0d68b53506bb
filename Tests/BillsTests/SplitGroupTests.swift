import Bills
import Cube
import Ledger
import Testing

/// Which groups there are, what the ledger has of them, and what they sum to; in millionths of a dollar.
struct SplitGroupTests {
  typealias Line = SplitScene.Line
  typealias Row = SplitScene.Row

  private func line(
    _ day: Int, _ model: BilledModel, _ unitClass: BilledClass, _ amount: Int128,
    _ quantity: Int128? = nil
  ) -> Line {
    Line(day: day, model: model, unitClass: unitClass, amount: amount, quantity: quantity)
  }

  private static let used = Row(
    day: 1, model: "a", quantities: [.input: 100, .output: 10, .search: 1])

  /// 200 of input, 100 of output, 1,000 of a search.
  @Test func `a quantity belongs to the first lines that exist for it`() {
    let own = line(1, .known("a"), .one(.input), 200)
    let anyClass = line(1, .known("a"), .all, 7)
    let anyModel = line(1, .all, .one(.search), 1000)
    let anything = line(1, .all, .all, 9)
    let cases: [([Line], [String])] = [
      (
        [own, anyClass, anyModel, anything],
        ["01 - -: 0", "01 - search: 0", "01 a -: 1100", "01 a input: 200"]
      ),
      ([anyModel, own], ["01 - search: 1000", "01 a input: 200", "01 a output: 100"]),
      (
        [anything, own], ["01 - -: 0", "01 a input: 200", "01 a output: 100", "01 a search: 1000"]
      ),
      ([anything], ["01 - -: 1300"]),
      ([line(1, .known("b"), .all, 5)], ["01 a -: 1300", "01 b -: 0"]),
      (
        [line(1, .known("b"), .one(.input), 5)],
        ["01 a input: 200", "01 a output: 100", "01 a search: 1000", "01 b input: 0"]
      ),
    ]
    for (lines, expected) in cases {
      let groups = SplitScene(lines: lines, rows: [Self.used]).groups
      #expect(groups.count == expected.count)
      for (group, start) in zip(groups, expected) {
        #expect(group.hasPrefix(start + " "), "\(group)")
      }
    }
  }

  @Test func `seconds are whole units and a fee is one unit per request`() throws {
    let row = Row(day: 1, model: "a", quantities: [.second: 2_500_000_000])
    let scene = SplitScene(lines: [line(1, .known("a"), .one(.second), 15)], rows: [row])
    let group = try #require(scene.reconciliation.groups.first)
    // 2.5 seconds at 6.
    #expect(group.ledgerQuantity.attounits == 2_500_000_000_000_000_000)
    #expect(group.text == "01 a second: 15 = 15")
  }

  @Test func `rows of other vendors do not count`() {
    var other = Self.used
    other.provider = "umbrella"
    let scene = SplitScene(lines: [line(1, .known("a"), .all, 5)], rows: [other])
    #expect(scene.groups == ["01 a -: 0 not_in_ledger 5 = 5"])
  }

  /// The second day has no line, but is between two.
  @Test func `a bill covers every day from its first line to its last`() {
    let days = (0...4).map { Row(day: $0, model: "a", quantities: [.input: 100]) }
    let scene = SplitScene(
      lines: [
        line(1, .known("a"), .one(.input), 200, 100), line(3, .known("a"), .one(.input), 200, 100),
      ], rows: days)
    #expect(
      scene.groups == [
        "01 a input: 200 = 200", "02 a input: 200 not_in_bill -200 = 0", "03 a input: 200 = 200",
      ])
  }

  @Test func `two bills of one vendor are reconciled by themselves`() {
    let scene = SplitScene(
      lines: [line(1, .known("a"), .one(.input), 200, 100)],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100])])
    var other = scene
    other.format = "other-format"
    other.lines[0].amount = 190
    let both = DifferenceSplit.reconciliation(
      of: [scene.bill, other.bill], use: scene.use, books: SplitScene.books,
      reportingZone: .utc
    ) { _ in [] }
    #expect(both.groups.map(\.format) == ["other-format", "test-format"])
    #expect(
      both.groups.map(\.text) == ["01 a input: 200 price -10 = 190", "01 a input: 200 = 200"])
    #expect(both.summaries.map(\.format) == ["other-format", "test-format"])
  }

  /// Ledger 200 + 100; 20 of quantity, −100 that is not billed; billed 220; a credit of 50 and a tax of 40.
  @Test func `the sums of a month lead from the ledger to the amount to pay`() throws {
    var scene = SplitScene(
      lines: [line(1, .known("a"), .one(.input), 220, 110)],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100, .output: 10])])
    let month = SplitScene.day(1).month
    scene.others = [
      Bill.OtherSum(month: month, kind: .credit, lines: 2, amount: SplitScene.micro(-50)),
      Bill.OtherSum(month: month, kind: .tax, lines: 1, amount: SplitScene.micro(40)),
    ]
    let summary = try #require(scene.reconciliation.summaries.first)
    func figure(_ count: Int, _ amount: Int128) -> BillSummary.Figure {
      BillSummary.Figure(count: count, amount: SplitScene.micro(amount))
    }
    #expect(summary.ledger == figure(2, 300))
    #expect(summary.parts[BillPart.quantity.rawValue] == figure(1, 20))
    #expect(summary.parts[BillPart.notInBill.rawValue] == figure(1, -100))
    #expect(summary.difference == figure(2, -80))
    #expect(summary.billed == figure(1, 220))
    #expect(summary.others.map(\.kind) == Array(BillKind.allCases.dropFirst()))
    #expect(summary.others[0].figure == figure(2, -50))
    #expect(summary.total == SplitScene.micro(210))
  }

  @Test func `groups are in order of their differences, then by period`() {
    let scene = SplitScene(
      lines: [
        line(2, .known("a"), .one(.input), 1, 1), line(1, .known("a"), .one(.input), 1, 1),
        line(1, .known("b"), .one(.input), 9, 1),
      ], rows: [])
    #expect(
      scene.reconciliation.groups.map(\.text) == [
        "01 b input: 0 not_in_ledger 9 = 9", "01 a input: 0 not_in_ledger 1 = 1",
        "02 a input: 0 not_in_ledger 1 = 1",
      ])
  }
}
