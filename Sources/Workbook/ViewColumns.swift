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
        ViewColumn("Margin %, last 7 days", .percent) {
          .percent(orBlank: weeks[$0].week?.percent)
        },
        ViewColumn("Target %, last 7 days", .percent) { .percent(orBlank: weeks[$0].week?.target) },
      ]
    case "free-tier-loss-by-user":
      let count = Int128(table.rowCount)
      return [
        ViewColumn("Rank", .count) { .count(Int128($0 + 1)) },
        ViewColumn("Even share %", .percent) {
          .percent(orBlank: Quotient.halfEven(Int128($0 + 1) * 1_000_000, count))
        },
      ]
    default: return []
    }
  }

  /// What the columns mean, by the report and the heading.
  static let meanings: [(report: String, heading: String, meaning: String)] = [
    (
      "margin-by-day", "Margin %, last 7 days (view only)",
      "Margin over revenue of this day and the six before it; blank on the first six days."
    ),
    (
      "margin-by-day", "Target %, last 7 days (view only)",
      "Target of the same seven days, weighted by revenue."
    ),
    ("free-tier-loss-by-user", "Rank (view only)", "1 for the user who cost most."),
    (
      "free-tier-loss-by-user", "Even share % (view only)",
      "The cumulative share if every user had cost the same."
    ),
  ]
}
