import Ledger
import Overview
import Reports
import Tables

/// Columns for the view that stand beside a table and are in no CSV.
struct ViewColumns {
  private let weeks: [WeeklyMargin]

  init(_ input: ReportInput) { weeks = WeeklyMargins(input).days }

  func columns(of table: Table) -> [ViewColumn] {
    switch table.name {
    case "margin-by-day":
      precondition(weeks.count == table.rowCount, "both have one row per day with usage")
      return [
        ViewColumn(
          "Margin %, last 7 days", .percent,
          "Margin over revenue of this day and the six before it; blank on the first six days."
        ) { .percent(orBlank: weeks[$0].week?.percent) },
        ViewColumn(
          "Target %, last 7 days", .percent, "Target of the same seven days, weighted by revenue."
        ) { .percent(orBlank: weeks[$0].week?.target) },
      ]
    case "free-tier-loss-by-user":
      let count = Int128(table.rowCount)
      return [
        ViewColumn("Rank", .count, "1 for the user with the highest cost.") {
          .count(Int128($0 + 1))
        },
        ViewColumn(
          "Even share %", .percent, "The cumulative share if every user had cost the same."
        ) { .percent(orBlank: Quotient.halfEven(Int128($0 + 1) * 1_000_000, count)) },
      ]
    default: return []
    }
  }
}
