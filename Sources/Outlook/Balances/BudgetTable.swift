import Forecasting
import Ledger
import Pricing
import Reports
import Tables
import Workspace

/// Budgets compared with what was spent and what is expected.
package struct BudgetTable {
  package let rows: [Row]

  static let file = WorkspacePath.budgets
  package static let name = "budget-forecast"

  /// The budget of a month.
  struct Budget: Sendable {
    let month: Month
    /// The name of a series.
    let scope: Name
    let budget: Money

    /// Of which there is one budget.
    fileprivate struct Key: Hashable {
      let month: Month
      let scope: Name
    }
  }

  /// A budget, and what is expected of it.
  package struct Row: Sendable {
    package let month: Month
    package let scope: Name
    package let budget: Money
    /// Nil where the scope has requests in the month, and none has a price.
    package let actual: Money?
    /// The requests of the month without a price, which no amount of the row has.
    package let unpriced: Int64
    /// Of the days of the month that are ahead, as far as the forecast goes; nil where it sees none of them, or no
    /// request of the scope has a price.
    package let expected: Money?
    /// The total of the month with its range; nil if no day of it is ahead.
    let range: ForecastPoint?
    /// The first day on which the sum is over the budget; known for days past, expected for those ahead.
    package let exceededOn: Day?
    /// The horizon ends before the month does.
    package let isPart: Bool

    /// The total of the month, as far as the forecast reaches.
    package var total: Money? {
      guard let actual, let expected else { return nil }
      return actual + expected
    }

    /// The cost of the scope is not known in the month or for the days of it that are ahead.
    private var isUnknown: Bool { actual == nil || unpriced > 0 && expected == nil && !isPart }

    package var state: State {
      if let actual, actual > budget { return .exceeded }
      if isUnknown { return .notKnown }
      if let total, total > budget { return .willBeExceeded }
      return isPart ? .notAllSeen : .within
    }
  }

  /// The state of a budget.
  package enum State: String {
    case exceeded, within
    case willBeExceeded = "will be exceeded"
    /// It holds as far as the forecast goes, which ends before the month does.
    case notAllSeen = "not all seen"
    /// The requests of the scope have no price.
    case notKnown = "not known"
  }

  /// Reads the budgets; none where the workspace has no such file.
  static func budgets(
    in root: String, findings: inout [Finding]
  ) throws(RunRefusal) -> [Budget] {
    guard let bytes = try BookBytes.read(file, in: root) else { return [] }
    let table = BookTable(
      bytes, file: file, required: ["month", "scope", "usd"], known: ["month", "scope", "usd"],
      faults: &findings)
    var budgets: [Budget] = []
    var places: [Budget.Key: Place] = [:]
    for row in table.rows {
      var cells = BookCells(row, of: table)
      let month = Month(cells.text("month").description)
      if month == nil {
        cells.note(
          .unknownWord(
            column: "month", text: cells.text("month").description.excerpt,
            expected: "a month such as 2026-08"), in: "month")
      }
      let scope = cells.scope()
      let budget = cells.decimal(
        "usd", scale: Money.decimals, limit: Money.totalLimit.attodollars,
        expected: "USD from 0 to \(Money.totalLimit)")
      let key = month.map { Budget.Key(month: $0, scope: scope) }
      if let other = key.flatMap({ places.updateValue(row.place, forKey: $0) }) {
        let what = "a budget of \(scope.description.excerpt) in \(cells.text("month"))"
        cells.note(.twice(other: other, what: what), in: "month")
      }
      findings += cells.findings
      guard let month, let budget, cells.findings.isEmpty else { continue }
      budgets.append(
        Budget(month: month, scope: scope, budget: Money(attodollars: budget)))
    }
    return budgets.sorted { ($0.month, $0.scope) < ($1.month, $1.scope) }
  }

  package var table: Table {
    Table(
      name: BudgetTable.name, title: "Budgets",
      columns: [
        Column("month", .text), Column("scope", .text), Column("budget_usd", .money),
        Column("actual_usd", .money), Column("expected_usd", .money),
        Column("month_usd", .money), Column("lo80", .decimal), Column("hi80", .decimal),
        Column("lo95", .decimal), Column("hi95", .decimal), Column("exceeded_on", .day),
        Column("state", .text), Column("unpriced_requests", .count),
      ],
      rowCount: rows.count, order: "by month and scope"
    ) { index in
      let row = rows[index]
      let month = row.total.map { ExactFigure($0.attodollars, scale: Money.decimals) }
      let ends = month.flatMap { month in
        row.range.map { ForecastCell.ends(of: $0, around: month) }
      }
      let opening: [Cell] = [
        .text(Name("\(row.month)")), .text(row.scope), .money(row.budget),
        .money(orBlank: row.actual),
        .money(orBlank: row.expected), .money(orBlank: row.total),
      ]
      let range = ends?.map(ForecastCell.figure) ?? Array(repeating: .blank, count: 4)
      return opening + range + [
        .day(orBlank: row.exceededOn), .text(Name(row.state.rawValue)),
        .count(Int128(row.unpriced)),
      ]
    }
  }
}

extension BookCells {
  /// The name of a series; a blank one is all requests.
  fileprivate mutating func scope() -> Name {
    let text = text("scope")
    if text.isEmpty || text == "total" { return "total" }
    let words = text.description.split(separator: "/", omittingEmptySubsequences: false)
    let cut = ForecastDimension(rawValue: String(words[0]))
    // A group of two cuts has two names.
    if let cut, words.count > (cut == .tierAndModel ? 2 : 1) { return text }
    let cuts = ForecastDimension.allCases.map(\.rawValue)
    let near = nearest(to: String(words[0]), among: words.count == 1 ? ["total"] : cuts)
    note(
      .unknownWord(
        column: "scope", text: text.description.excerpt,
        expected: "total, or a name after one of "
          + cuts.map { $0 == "tier-model" ? "tier-model/TIER/" : $0 + "/" }.joined(separator: ", "),
        near: near.map { ([$0] + words.dropFirst().map(String.init)).joined(separator: "/") }),
      in: "scope")
    return text
  }
}
