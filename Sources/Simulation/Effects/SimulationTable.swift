import Cube
import Ledger
import Tables

extension SimulationResult {
  /// `simulation.csv`: every measure of every scenario beside the baseline.
  ///
  /// Totals have an empty key and the names of `summary.csv`; other keys begin with what they name, as in
  /// `tier:pro`.
  package var table: Table {
    let rows = scenarios.indices.flatMap(rows)
    return Table(
      name: "simulation", title: "Simulation",
      columns: [
        Column("scenario", .text), Column("category", .text), Column("measure", .text),
        Column("key", .text), Column("baseline", .decimal), Column("simulated", .decimal),
        Column("change", .decimal), Column("change_percent", .percent),
      ], rowCount: rows.count, order: "as in the file"
    ) { rows[$0] }
  }

  /// One measure of a group, to be taken of both sides.
  private typealias Measure = (name: String, cell: @Sendable (MoneyTotals) -> Cell)

  private static let revenue: [Measure] = [
    ("credits", { .creditsSum(orBlank: $0.knownMicrocredits) }),
    ("list_revenue_usd", { .money(orBlank: $0.knownListRevenue) }),
    ("revenue_usd", { .money(orBlank: $0.knownRevenue) }),
  ]
  private static let mix: [Measure] = [
    ("requests", { .count(Int128($0.requests)) }),
    ("vendor_cost_usd", { .money(orBlank: $0.knownVendorCost) }),
  ]
  private static let net: [Measure] = [
    ("vendor_cost_usd", { .money(orBlank: $0.knownVendorCost) }),
    ("margin_usd", { .money(orBlank: $0.knownMargin) }),
    ("margin_percent", { .percent(orNil: $0.marginPercent) }),
  ]

  private func rows(_ index: Int) -> [[Cell]] {
    let scenario = scenarios[index]
    var rows: [[Cell]] = []
    func add(_ category: Name, _ measure: String, _ key: String, _ before: Cell, _ after: Cell) {
      let change = Cell.difference(after, before)
      rows.append([
        .text(scenario.name), .text(category), .text(Name(measure)), .text(Name(key)), before,
        after, change, measure.hasSuffix("_percent") ? .blank : .change(change, of: before),
      ])
    }
    func addTotals(_ category: Name, _ measures: [Measure]) {
      for measure in measures {
        add(
          category, measure.name, "", measure.cell(baseline.total), measure.cell(scenario.total))
      }
    }
    func addGroups(
      _ category: Name, _ measures: [Measure], _ word: String,
      _ groups: (SimulatedTotals) -> [(key: Name, totals: MoneyTotals)]
    ) {
      for (key, before, after) in joined(
        groups(baseline).map { ($0.key, $0.totals) }, groups(scenario).map { ($0.key, $0.totals) },
        MoneyTotals())
      {
        for measure in measures {
          add(
            category, measure.name, "\(word):\(key)", measure.cell(before), measure.cell(after))
        }
      }
    }
    addTotals("revenue", SimulationResult.revenue)
    addFees(scenario, add)
    addGroups("revenue", SimulationResult.revenue, "tier", \.byTier)
    addUsers(scenario, effects[index], add)
    addUsersByTier(tierEffects[index], add)
    addTotals("mix", [SimulationResult.mix[0]])
    addGroups("mix", SimulationResult.mix, "model", \.byModel)
    addTotals("net", SimulationResult.net)
    add(
      "net", "break_even_loss_percent", "", .blank,
      .percent(orNil: breakEvenLoss(of: index).map { $0.perMille * 1000 }))
    addCounts(scenario, add)
    addGroups("net", SimulationResult.net, "tier", \.byTier)
    addGroups("net", Array(SimulationResult.net.dropFirst()), "model", \.byModel)
    return rows
  }

  private typealias Add = (Name, String, String, Cell, Cell) -> Void

  private func addFees(_ scenario: SimulatedTotals, _ add: Add) {
    add(
      "revenue", "plan_fees_usd", "", .money(orBlank: baseline.planFeesOfAll),
      .money(orBlank: scenario.planFeesOfAll))
    let fees = joined(
      baseline.planFees.map { ($0.key, $0.fees) }, scenario.planFees.map { ($0.key, $0.fees) },
      Money.zero)
    for (key, before, after) in fees {
      add(
        "revenue", "plan_fees_usd", "tier:\(key)", .money(orBlank: before), .money(orBlank: after))
    }
  }

  private func addUsers(_ scenario: SimulatedTotals, _ effects: UserEffects, _ add: Add) {
    func count(_ count: Int) -> Cell { .count(Int128(count)) }
    add("users", "users", "", count(baseline.byUser.count), count(scenario.byUser.count))
    for kind in effects.kinds {
      add("users", "users_\(kind.rawValue)", "", .blank, count(effects.count(kind)))
    }
    add(
      "users", "users_turning_loss_making", "", .blank,
      effects.turningLossMaking.map(count) ?? .blank)
    for band in UserEffect.Band.allCases {
      add(
        "users", "users_paying", "band:" + band.rawValue, .blank,
        count(effects.users.count { $0.band == band }))
    }
  }

  private func addUsersByTier(_ tiers: [(tier: Name, effects: UserEffects)], _ add: Add) {
    for (tier, effects) in tiers {
      for kind in effects.kinds {
        add(
          "users", "users_\(kind.rawValue)", "tier:\(tier)", .blank,
          .count(Int128(effects.count(kind))))
      }
    }
  }

  private func addCounts(_ scenario: SimulatedTotals, _ add: Add) {
    add(
      "net", "free_tier_loss_usd", "", .money(orBlank: baseline.freeTierLoss),
      .money(orBlank: scenario.freeTierLoss))
    let counts: [(String, (SimulatedTotals) -> Int64?)] = [
      ("negative_margin_requests", \.total.knownNegativeMargin),
      ("requests_below_cost", \.requestsBelowCost), ("requests_stopped", \.requestsStopped),
      ("requests_unpriced", \.requestsUnpriced),
    ]
    for (name, value) in counts {
      add("net", name, "", .count(orBlank: value(baseline)), .count(orBlank: value(scenario)))
    }
  }
}

/// The values of both sides by key, with `none` where one side has none; sorted by key.
private func joined<Value>(
  _ before: [(key: Name, value: Value)], _ after: [(key: Name, value: Value)], _ none: Value
) -> [(Name, Value, Value)] {
  let old = Dictionary(uniqueKeysWithValues: before.map { ($0.key, $0.value) })
  let new = Dictionary(uniqueKeysWithValues: after.map { ($0.key, $0.value) })
  return Set(old.keys).union(new.keys).sorted().map { ($0, old[$0] ?? none, new[$0] ?? none) }
}

extension Cell {
  static func percent(orNil tenThousandths: Int128?) -> Cell {
    tenThousandths.map { .percent(tenThousandths: $0) } ?? .blank
  }

  /// The first less the second, of one kind; blank where one is not known.
  static func difference(_ after: Cell, _ before: Cell) -> Cell {
    switch (after, before) {
    case (.money(let left), .money(let right)): .money(left - right)
    case (.count(let left), .count(let right)): .count(left - right)
    case (.creditsSum(let left), .creditsSum(let right)): .creditsSum(microcredits: left - right)
    case (.percent(let left), .percent(let right)): .percent(tenThousandths: left - right)
    default: .blank
    }
  }

  /// A change in percent of what it is a change of; blank where that is nothing or not known.
  static func change(_ change: Cell, of before: Cell) -> Cell {
    guard let part = change.number, let whole = before.number else { return .blank }
    return .percent(
      orNil: Quotient.halfEven(part.value * 1_000_000, abs(whole.value)))
  }
}
