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
    // What nobody could compare has no 0 either.
    let compared: [(String, Int64)] =
      (input.recordedCredits.compared > 0
        ? [("credits mismatch", totals[credits: .mismatch].requests)] : [])
      + (input.recordedCosts.compared > 0
        ? [("cost mismatch", totals[cost: .mismatch].requests)] : [])
    let classes: [(String, Int64)] =
      compared + [
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
    guard classes.contains(where: { $0.1 > 0 }) else { return nil }
    return Picture(
      name: "rows-not-matched",
      title: title(input),
      caption: "Rows that differ from the recomputed figures, or were not used.",
      report: "reconciliation",
      shape: .bars(
        categories: sorted.map(\.0),
        values: Series(
          name: "Rows", role: .alarm, kind: .count, values: sorted.map { .count(Int128($0.1)) })))
  }

  /// Returns a title with the number of recorded figures that agree, of the comparable kinds.
  private static func title(_ input: ReportInput) -> String {
    let costs = input.reconciliation[cost: .matched].requests
    let credits = Figures.count(input.reconciliation[credits: .matched].requests)
    switch (input.recordedCosts.compared > 0, input.recordedCredits.compared > 0) {
    case (true, true):
      return "\(Figures.count(costs, "cost")) and \(credits) credits matched; these rows did not"
    case (true, false): return "\(Figures.count(costs, "cost")) matched; these rows did not"
    case (false, true): return "\(credits) credits matched; these rows did not"
    case (false, false): return "Nothing recorded could be compared; these rows were not used"
    }
  }
}
