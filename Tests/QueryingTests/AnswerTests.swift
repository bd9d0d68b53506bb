import Ledger
import Store
import Tables
import Testing

@testable import Querying

struct AnswerTests {
  /// By hand: three tiers in two months.
  private let rows: [(keys: [Name], sum: QuerySum)] = [
    (["pro", "2026-08"], AnswerTests.sum(cost: 100, revenue: 150, target: 30)),
    (["free", "2026-08"], AnswerTests.sum(cost: 10)),
    (["team", "2026-08"], AnswerTests.sum(cost: 300, revenue: 350, target: 10)),
    (["team", "2026-09"], AnswerTests.sum(cost: 200, revenue: 100, target: 20)),
    (["pro", "2026-09"], AnswerTests.sum(cost: 40, revenue: 60, target: 30)),
  ]

  private static func sum(
    cost: Int128, revenue: Int128 = 0, target: Int128? = nil
  ) -> QuerySum {
    var sum = QuerySum()
    sum.add(sums(cost: cost, revenue: revenue, target: target))
    return sum
  }

  private static func text(_ line: QueryAnswer.Line, _ measure: QueryMeasure) -> String {
    (line.keys.map(\.description) + [CSVText.string(line.sum.cell(measure, isSold: true))])
      .joined(separator: " ")
  }

  private func answer(_ change: (inout Query) -> Void) -> QueryAnswer {
    var query = Query(measures: [.cost, .margin], dimensions: [.tier, .month])
    change(&query)
    return QueryAnswer(query, rows: rows, isSold: true)
  }

  private func costs(_ answer: QueryAnswer) -> [String] {
    (answer.lines + (answer.others.map { [$0.line] } ?? []) + [answer.total])
      .map { AnswerTests.text($0, .cost) }
  }

  @Test func `lines come largest first by the first figure, with the total of all`() {
    #expect(
      costs(answer { _ in }) == [
        "team 2026-08 3", "team 2026-09 2", "pro 2026-08 1", "pro 2026-09 0.4", "free 2026-08 0.1",
        "6.5",
      ])
  }

  @Test func `what a limit leaves out is summed`() {
    let limited = answer { $0.limit = 2 }
    #expect(costs(limited) == ["team 2026-08 3", "team 2026-09 2", "1.5", "6.5"])
    #expect(limited.others?.count == 3)
  }

  @Test func `an order is by any figure or name, unknown figures last`() {
    func keys(_ key: QueryOrder.Key, isDescending: Bool) -> [String] {
      answer { $0.order = QueryOrder(key: key, isDescending: isDescending) }.lines
        .map { $0.keys.map(\.description).joined(separator: " ") }
    }
    #expect(
      keys(.measure(.margin), isDescending: false) == [
        "team 2026-09", "free 2026-08", "pro 2026-09", "pro 2026-08", "team 2026-08",
      ])
    // A free tier has no revenue, of which its margin could be a percentage.
    #expect(keys(.measure(.marginPercent), isDescending: false).last == "free 2026-08")
    #expect(keys(.measure(.marginPercent), isDescending: true).last == "free 2026-08")
    #expect(
      keys(.dimension(.month), isDescending: true).prefix(2) == ["team 2026-09", "pro 2026-09"])
  }

  @Test func `one figure by month is across, and a line is of all its months`() {
    let across = answer {
      $0.measures = [.cost]
      $0.limit = 1
    }
    #expect(across.columns == ["2026-08", "2026-09"])
    #expect(costs(across) == ["team 5", "1.5", "6.5"])
    let parts = across.others?.line.parts.map {
      $0.map { CSVText.string($0.cell(.cost, isSold: true)) }
    }
    #expect(parts == ["1.1", "0.4"])
  }

  @Test func `a condition keeps lines, and the total is theirs`() {
    let losses = answer {
      $0.conditions = [QueryCondition(.margin, .below, value: 0, scale: 0)]
    }
    #expect(costs(losses) == ["team 2026-09 2", "free 2026-08 0.1", "2.1"])
  }

  /// By hand, of team 3.50 USD at 10 % and 1.00 USD at 20 %: (35 + 20) ÷ 4.5 = 12.2222 %.
  @Test func `targets are weighted by revenue`() {
    let tiers = answer { $0.measures = [.margin] }
    #expect(tiers.lines.map { CSVText.string($0.sum.target) } == ["30", "", "12.2222"])
  }

  @Test func `a user of several lines counts once in the total`() {
    func sum(_ users: [Int32]) -> QuerySum {
      var sum = QuerySum()
      for user in users { sum.add(user: user) }
      return sum
    }
    let query = Query(measures: [.users], dimensions: [.model])
    let answer = QueryAnswer(
      query, rows: [(["a"], sum([1, 2])), (["b"], sum([2, 3]))], isSold: true)
    #expect(answer.lines.map { AnswerTests.text($0, .users) } == ["a 2", "b 2"])
    #expect(AnswerTests.text(answer.total, .users) == "3")
  }

  @Test(arguments: [
    (QueryCondition.Comparison.below, [false, false, true]), (.atMost, [false, true, true]),
    (.above, [true, false, false]), (.atLeast, [true, true, false]),
  ])
  func `a condition compares exactly`(
    comparison: QueryCondition.Comparison, expected: [Bool]
  ) {
    let condition = QueryCondition(.margin, comparison, value: -15, scale: 1)
    let figures: [Int128] = [-1_499_999, -1_500_000, -1_500_001]
    #expect(figures.map { condition.holds((value: $0, scale: 6)) } == expected)
    #expect(!condition.holds(nil))
  }
}
