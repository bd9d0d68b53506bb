import Cube
import Reconciliation
import Reports

extension Picture {
  /// The rows that do not agree or were not used; those that agree are in the title, because they would
  /// flatten all others.
  ///
  /// Nil when every row was used and none differs.
  static func comparison(_ input: ReportInput) -> Picture? {
    let totals = input.reconciliation
    let classes: [(String, Int64)] = [
      ("credits mismatch", totals[credits: .mismatch].requests),
      ("cost mismatch", totals[cost: .mismatch].requests),
      ("unpriced", input.rows.unpriced), ("duplicate", input.rows.duplicate),
      ("conflict", input.rows.conflict), ("rejected", input.rows.rejected),
    ]
    let others: [(String, Int64)] = [
      ("cost in tolerance", totals[cost: .rounding].requests),
      ("credits in tolerance", totals[credits: .rounding].requests),
      ("cost not converted", totals.unconvertedPriced),
    ]
    let sorted = (classes + others.filter { $0.1 > 0 }).enumerated().sorted {
      ($0.element.1, $1.offset) > ($1.element.1, $0.offset)
    }.map(\.element)
    let costs = totals[cost: .matched].requests
    let credits = totals[credits: .matched].requests
    guard classes.contains(where: { $0.1 > 0 }) else { return nil }
    return Picture(
      name: "rows-not-matched",
      title: "\(Figures.count(costs, "cost")) and \(Figures.count(credits)) credits matched; "
        + "these rows did not",
      caption: "Rows that differ from what was recomputed, or were not used.",
      report: "reconciliation",
      shape: .bars(
        categories: sorted.map(\.0),
        values: Series(
          name: "Rows", role: .alarm, kind: .count, values: sorted.map { .count(Int128($0.1)) })))
  }
}
