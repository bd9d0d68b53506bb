import Cube
import Engine
import Intake
import Ledger
import Overview
import Platform
import Rating
import Reconciliation
import Reports
import Simulation
import Workspace

/// The request to `simulate`.
package struct SimulationRequest: Sendable {
  /// Each is compared with the books as they are.
  package var scenarios: [Scenario] = []
  /// The baseline is what was really deducted, not what the books compute.
  package var comparesWithRecorded = false
  /// Instead of the plans' targets.
  package var targetMargin: Percent?
  /// One setting at many values; nil: none.
  package var search: MultiplierSearch?
  /// The facts of every scenario are wanted, to compare them with those of a run.
  var keepsFacts = false

  /// - Parameters: see the members of these names.
  package init(scenarios: [Scenario] = [], keepsFacts: Bool = false) {
    self.scenarios = scenarios
    self.keepsFacts = keepsFacts
  }
}

/// The results of `simulate`.
package struct SimulationAnswer: Sendable {
  /// The measures of the baseline and of each scenario.
  package let simulation: SimulationResult
  /// Per scenario, what limits stopped, by user and time.
  package let stops: [[StoppedRequest]]
  /// Per scenario, what its restrictions of models stop.
  package let restricted: [ModelRestrictionImpact]
  /// Per scenario, the money by the books of requests that have a price by them, and none under it.
  package let unpriced: [MoneyTotals]
  /// The multiplier that each model of a tier needs, for no loss and for the target.
  package let breakEven: [BreakEven]
  /// The one multiplier that each tier needs; only without a scenario and a search.
  package let tierNeeds: [TierBreakEven]
  /// Nil where none was requested.
  package let search: SearchResult?
  /// The payment of each user in every tier.
  package let tiers: TierComparison
  /// The effect of free allowances of several sizes.
  package let frontier: [BudgetSavings]
  /// The facts of each scenario, if requested.
  package let facts: [Facts]
  /// Only a search was requested: break-even, tiers and the frontier are left out.
  package let isSearch: Bool
  /// The requested days; nil is all.
  package let period: Period?
  /// The last day of the ledger, even where it is after the period; nil without any.
  package let lastDay: Day?
  /// By the books as they are.
  package let rows: RowCounts
}

/// Rates the ledger by the books and by all scenarios in one pass, and compares.
package enum SimulationJob {
  /// Throws `ScenarioProblem` for a scenario that does not fit the books, `RunRefusal` for a ledger that cannot be used.
  package static func run(
    _ request: SimulationRequest, workspace: Workspace, options: RunOptions,
    progress: LedgerProgress?
  ) throws -> SimulationAnswer {
    let books = workspace.books
    let scenarios = try request.scenarios.map { scenario throws(ScenarioProblem) in
      try ScenarioBooks(scenario, books: books)
    }
    let searched = try request.search?.scenarios.map { scenario throws(ScenarioProblem) in
      try ScenarioBooks(scenario, books: books)
    }
    let changed = scenarios + (searched ?? [])
    // A search is about its one setting, and costs no more than that.
    let isSearch = request.search != nil && request.scenarios.isEmpty
    let tiers = isSearch ? [] : TierComparison.tiers(of: books)
    let variants =
      [BookVariant(books: books)] + changed.map(\.variant)
      + tiers.map { BookVariant(books: books, tier: $0) }
    let needsDays =
      request.keepsFacts
      || changed.contains { scenario in
        scenario.limits.contains { $0.span == .day } || !scenario.variant.restrictions.isEmpty
      }
    let grain = needsDays ? VariantTable.Grain.day : .month
    let run = try ScenarioLedgerRun(
      workspace: workspace, variants: variants, grain: grain, keepsCosts: !isSearch,
      options: options,
      progress: progress)
    try refuseUnratable(run, changed.map(\.name), tiers)
    progress?.begin("Comparing")
    let (stops, frontier) = try limits(changed, run: run, grain: grain, hasFrontier: !isSearch)
    try run.map.requireUnchanged()
    let sides = try Parallel.map(changed.count) { index in
      Result { () throws(RunRefusal) in
        try side(
          index, of: changed, run: run, stops: stops[index], keepsFacts: request.keepsFacts)
      }
    }.map { try $0.get() }
    let own = try run.facts(0)
    let baseline = try baseline(own, of: run, isRecorded: request.comparesWithRecorded)
    let simulation = SimulationResult(
      baseline: baseline, scenarios: sides.prefix(scenarios.count).map(\.books), days: run.days)
    let end = workspace.zone.endInBooks(of: run.days?.upperBound ?? Day(number: 0))
    let breakEven = BreakEven.all(
      own, costs: run.costs, target: request.targetMargin, books: books, end: end)
    return SimulationAnswer(
      simulation: simulation, stops: stops.prefix(scenarios.count).map(\.requests),
      restricted: try scenarios.indices.map { index in
        ModelRestrictionImpact(try run.stoppedFacts(index + 1), isPriced: false) { _ in true }
      },
      unpriced: try scenarios.indices.map { try run.unpricedFacts($0 + 1).total() },
      breakEven: breakEven,
      tierNeeds: changed.isEmpty
        ? TierBreakEven.all(
          own, models: breakEven, costs: run.costs, target: request.targetMargin, books: books,
          end: end) : [],
      search: request.search.map {
        SearchResult(
          $0, sides: sides.dropFirst(scenarios.count).map(\.books), baseline: baseline,
          target: request.targetMargin, books: books, end: end)
      },
      tiers: TierComparison(
        own: own,
        others: try tiers.enumerated().map {
          (tier: $1, facts: try run.facts(changed.count + 1 + $0))
        },
        plans: books.plans, zone: workspace.zone),
      frontier: frontier,
      facts: sides.prefix(scenarios.count).compactMap(\.facts), isSearch: isSearch,
      period: run.period, lastDay: run.lastDay,
      rows: RowCounts(run.map, repeats: run.repeats, facts: own))
  }

  /// Returns the baseline of the scenarios: the books as they are, or the recorded deductions.
  private static func baseline(
    _ own: Facts, of run: ScenarioLedgerRun, isRecorded: Bool
  ) throws(RunRefusal) -> SimulatedTotals {
    // What is deducted below cost is what a run counts as a negative margin.
    SimulatedTotals(
      name: "baseline", facts: isRecorded ? try run.factsAsDeducted : own,
      books: run.workspace.books, zone: run.workspace.zone, requestsStopped: 0,
      requestsBelowCost: isRecorded ? own.total().negativeMargin : run.belowCost(0))
  }

  private struct Side: Sendable {
    let books: SimulatedTotals
    /// Nil where they were not requested.
    let facts: Facts?
  }

  private static func side(
    _ index: Int, of changed: [ScenarioBooks], run: ScenarioLedgerRun, stops: QuotaPass.Stops,
    keepsFacts: Bool
  ) throws(RunRefusal) -> Side {
    let variant = index + 1
    let facts = try run.facts(variant, stops: stops.corrections)
    return Side(
      books: SimulatedTotals(
        name: changed[index].name, facts: facts, books: changed[index].variant.books,
        zone: run.workspace.zone,
        requestsStopped: run.stopped(variant) + Int64(stops.count),
        requestsBelowCost: run.belowCost(variant) - stops.belowCost),
      facts: keepsFacts ? facts : nil)
  }

  /// Returns the requests that each scenario's limits stop, and those of free-tier budgets.
  ///
  /// The ledger is read again only if a user exceeds a limit.
  private static func limits(
    _ changed: [ScenarioBooks], run: ScenarioLedgerRun, grain: VariantTable.Grain, hasFrontier: Bool
  ) throws(RunRefusal) -> (stops: [QuotaPass.Stops], frontier: [BudgetSavings]) {
    let limited = changed.indices.filter { !changed[$0].limits.isEmpty }
    let questions = try limited.map { index throws(RunRefusal) in
      QuotaPass.Question(
        variant: changed[index].variant, attempts: [changed[index].limits],
        facts: try run.facts(index + 1))
    }
    let frontier =
      hasFrontier ? BudgetCandidates(facts: try run.facts(0), books: run.workspace.books) : nil
    let pass = try QuotaPass(
      questions + [frontier?.question].compactMap(\.self), map: run.map, repeats: run.repeats,
      grain: grain)
    var stops = changed.map { _ in QuotaPass.Stops() }
    for (index, found) in zip(limited, pass.stops) { stops[index] = found[0] }
    return (stops, frontier?.savings(pass.stops[questions.count]) ?? [])
  }

  /// Refuses what some rows cannot be rated by: scenarios, and the tiers with which all are compared.
  private static func refuseUnratable(
    _ run: ScenarioLedgerRun, _ scenarios: [Name], _ tiers: [Name]
  ) throws(RunRefusal) {
    let variants =
      scenarios.map {
        ("\"\($0)\"", "change the prices, multipliers or credit values of the scenario")
      }
      + tiers.map {
        ("the books of tier \"\($0)\"", "change the multipliers or the credit value of the tier")
      }
    for (index, (books, help)) in variants.enumerated() {
      let rows = run.unratable(index + 1)
      if rows == 0 { continue }
      let message =
        "\(Figures.count(rows, "row")) \(rows == 1 ? "exceeds" : "exceed") the limit for cost or charge"
        + " under \(books), or \(rows == 1 ? "needs" : "need") more than 18 decimals"
      throw RunRefusal(
        findings: [
          Finding(
            .error, at: Place(file: "ledger"), code: "sim.cost", message: message, help: help)
        ])
    }
  }
}
