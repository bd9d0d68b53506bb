import Explaining
import Reports

/// Figures that are no sums over facts: where the rows behind them are.
enum FigureRowLists {
  /// Returns what lists the rows behind a column of a report; nil where the rows are not listed.
  static func place(report: String, column: String) -> String? {
    switch report {
    case "diagnosis", "conflicts", "duplicates": "the rows are in exceptions.csv"
    case "corrections":
      "the rows are in exceptions.csv; with credits/, the deductions are in audit-findings.csv"
    case "free-tier-guards": "the affected users are in free-tier-guard-users.csv"
    case "forecast": "its days are in forecast.csv"
    case "summary": summary(column)
    default: listed.contains(report) ? "a row each in \(report).csv" : nil
    }
  }

  /// Reports without a figure that can be explained.
  private static let listed = Set(Report.all.map(\.name) + ["facts"])
    .subtracting(ExplainableReport.all.map(\.name))

  private static func summary(_ column: String) -> String? {
    switch column {
    case "overcharged_credits", "undercharged_credits", "cost_mismatched", "credits_mismatched",
      "rows_duplicate", "rows_conflict":
      "the rows are in exceptions.csv"
    case "cost_matched", "cost_rounding", "credits_matched": "the counts are in reconciliation.csv"
    case "rows_rejected": "the rows are in rejects.csv"
    case "users", "days": "they are in facts.csv"
    case "prior_period_vendor_cost_usd", "prior_period_revenue_usd", "prior_period_realised_usd":
      "the rows are in restatement.csv"
    default: nil
    }
  }
}
