import Cube
import Ledger
import Reconciliation
import Tables

extension Report {
  /// The run in figures: what became of the rows, how they compare, and the money.
  static let summary = Report("summary") { input in
    let rows = rowMeasures(input) + comparisonMeasures(input) + moneyMeasures(input)
    return Table(
      name: "summary", title: "Summary",
      columns: [Column("measure", .text), Column("value", .count)],
      rowCount: rows.count, order: "most general first"
    ) { [.text(rows[$0].name), rows[$0].value] }
  }

  private typealias Measure = (name: Name, value: Cell)

  private static func rowMeasures(_ input: ReportInput) -> [Measure] {
    let rows = input.rows
    return [
      ("rows_read", .count(Int128(rows.read))),
      ("rows_rated", .count(Int128(rows.rated))),
      ("rows_unpriced", .count(Int128(rows.unpriced))),
      ("rows_duplicate", .count(Int128(rows.duplicate))),
      ("rows_conflict", .count(Int128(rows.conflict))),
      ("rows_rejected", .count(Int128(rows.rejected))),
      ("rows_outside_period", .count(Int128(rows.outsidePeriod))),
      ("users", .count(Int128(input.facts.userCount))),
      ("days", .count(Int128(Set(input.facts.byDayAndDimensions.map(\.day)).count))),
    ]
  }

  private static func comparisonMeasures(_ input: ReportInput) -> [Measure] {
    let totals = input.reconciliation
    return [
      ("cost_matched", .count(Int128(totals[cost: .matched].requests))),
      ("cost_rounding", .count(Int128(totals[cost: .rounding].requests))),
      ("cost_mismatched", .count(Int128(totals[cost: .mismatch].requests))),
      ("credits_matched", .count(Int128(totals[credits: .matched].requests))),
      ("credits_mismatched", .count(Int128(totals[credits: .mismatch].requests))),
    ]
  }

  private static func moneyMeasures(_ input: ReportInput) -> [Measure] {
    let facts = input.facts
    let all = facts.total()
    let charged = input.settings.charged
    return [
      ("vendor_cost_usd", .money(all.vendorCost)),
      ("recorded_cost_usd", .money(facts.recordedCost)),
      ("credits", .creditsSum(microcredits: all.microcredits)),
      ("recorded_credits", .creditsSum(microcredits: facts.recordedMicrocredits)),
      ("list_revenue_usd", .money(all.listRevenue)),
      ("revenue_usd", .money(all.revenue)),
      ("margin_usd", .money(all.margin)),
      ("margin_percent", .percent(orBlank: all.marginPercent)),
      ("negative_margin_requests", .count(Int128(all.negativeMargin))),
      ("free_tier_loss_usd", .money(facts.total(where: \.terms.isFree).vendorCost)),
      ("overcharged_credits", .creditsSum(microcredits: input.reconciliation.overcharged)),
      ("undercharged_credits", .creditsSum(microcredits: input.reconciliation.undercharged)),
      (
        "uncharged_failed_cost_usd",
        .money(facts.total { !charged.contains($0.status) }.vendorCost)
      ),
    ]
  }
}

extension Facts {
  /// The distinct users of the facts, which may be fewer than those that were read.
  fileprivate var userCount: Int {
    Set(zip(reportedUsers.numbers, hasFactOfUser).filter(\.1).map(\.0)).count
  }

  fileprivate var recordedMicrocredits: Int128 {
    byDayAndDimensions.reduce(0) { $0 + $1.measures.recordedCredits }
  }
}
