import Cube
import Ledger
import Outputs
import Overview
import Reconciliation

/// Advice on better reports for a workspace that is ready to run.
enum CheckAdvice {
  /// One line each, the most telling first.
  static func lines(_ run: Run) -> [String] {
    let status = run.workspace.books.multipliers.notApproved
    let waiting = run.findings.filter { status[$0.place] == .pending }.map {
      "\($0.place.file):\($0.place.line ?? 1) \($0.message)"
    }
    return costOnly(run) + waiting + multipliers(run) + targets(run) + comparison(run)
  }

  /// The reports of a workspace where no book says what customers pay.
  static func costOnly(_ run: Run) -> [String] {
    run.input.isCostOnly && run.input.rows.read > 0 ? [CostOnlyView.howToSell(run.input.facts)] : []
  }

  private static func multipliers(_ run: Run) -> [String] {
    guard run.workspace.books.multipliers.isEmpty, run.input.rows.read > 0, !run.input.isCostOnly
    else { return [] }
    let fallback = run.workspace.books.settings.defaultMultiplier
    return [
      "no multiplier is approved: Assay multiplies every cost by the default of \(fallback); set yours in"
        + " multipliers.csv"
    ]
  }

  /// Paid tiers whose plan states no target.
  private static func targets(_ run: Run) -> [String] {
    run.input.facts.totals(byDimensions: { $0.terms.isFree ? Name.empty : $0.tier }).compactMap {
      tier, totals in
      guard !tier.isEmpty, totals.targetPercent == nil,
        let place = run.workspace.books.plans.place(of: tier)
      else { return nil }
      return
        "tier \(tier) has no target: fill in target_margin_percent in plans.csv:\(place.line ?? 1)"
    }
  }

  private static func comparison(_ run: Run) -> [String] {
    let cost = run.input.reconciliation
    let compared = [ComparisonClass.matched, .rounding, .mismatch].reduce(0) {
      $0 + cost[cost: $1].requests
    }
    return compared > 0 || run.input.rows.read == 0
      ? []
      : ["the ledger records no cost, so Assay compares none: the column for it is vendor_cost_usd"]
  }
}
