import Ledger
import Overview
import Simulation
import Tables

/// The charts of a simulation: margins and revenue side by side, who pays more or less, and the curve of a
/// search.
struct SimulationPictures {
  private let simulation: SimulationResult
  private let search: SearchResult?
  private let breakEven: [BreakEven]
  private let frontier: [BudgetSavings]

  /// More scenarios than this do not fit beside each other.
  private static let limit = 12

  init(
    _ simulation: SimulationResult, search: SearchResult?, breakEven: [BreakEven],
    frontier: [BudgetSavings]
  ) {
    self.simulation = simulation
    self.search = search
    self.breakEven = breakEven
    self.frontier = frontier
  }

  var all: [Picture] {
    let comparisons = simulation.scenarios.isEmpty ? [] : [margins, users]
    return (comparisons + [curve, needs, budgets]).compactMap(\.self)
  }

  /// The margins that are known; nil where none is.
  private var margins: Picture? {
    let all = ([simulation.baseline] + simulation.scenarios).filter { $0.total.knownMargin != nil }
    guard !all.isEmpty else { return nil }
    let sides = all.prefix(SimulationPictures.limit + 1)
    let most = all.map(\.total.margin).max()
    let best = all.filter { $0.total.margin == most }.map(\.name.description)
    let isAll = all.count == 1 + simulation.scenarios.count
    return Picture(
      name: "simulation-margin",
      title: !isAll
        ? "The known margins, USD"
        : best.count == all.count
          ? "The margin stays the same, USD"
          : "The margin is largest under \(best.listed), USD",
      caption: "Margin, revenue less vendor cost, of the same traffic.", report: "simulation",
      shape: .bars(
        categories: sides.map(\.name.description),
        values: Picture.Series(
          name: "Margin", role: .main, kind: .money, values: sides.map { .money($0.total.margin) }))
    )
  }

  /// The users for whom something changes; nil where there are none, and where the effect on no user is known.
  private var users: Picture? {
    let isPart = simulation.effects.contains { $0.count(.unknown) > 0 }
    let kinds = UserEffect.Kind.allCases.filter {
      $0 != .unchanged && ($0 != .unknown || isPart)
    }
    guard
      simulation.effects.contains(where: { $0.count(.better) + $0.count(.worse) > 0 })
    else { return nil }
    let sides = simulation.scenarios.prefix(SimulationPictures.limit)
    let effects = simulation.effects.prefix(SimulationPictures.limit)
    let worse = simulation.effects.map { $0.count(.worse) }.max() ?? 0
    return Picture(
      name: "simulation-users",
      title: worse == 0
        ? "No user\(isPart ? " with a known charge" : "") would pay more or have requests stopped"
        : "\(simulation.scenarios.count > 1 ? "Up to " : "")\(Figures.count(Int64(worse), "user")) would pay more or have requests stopped",
      caption: "Users who pay less or more, or have requests stopped.", report: "simulation",
      shape: .columns(
        categories: sides.map(\.name.description),
        series: kinds.enumerated().map { index, kind in
          Picture.Series(
            name: kind.rawValue, role: .part(index), kind: .count,
            values: effects.map { .count(Int128($0.count(kind))) })
        }))
  }

  private var curve: Picture? {
    guard let search, !search.points.isEmpty else { return nil }
    let values = search.search.values.map { DecimalText.string($0, scale: search.search.scale) }
    let margin = Picture.Series(
      name: "margin", role: .main, kind: .percent,
      values: search.points.map { .percent(orBlank: $0.scope.marginPercent) })
    let target = search.target.map { target in
      Picture.Series(
        name: "target", role: .target, kind: .percent,
        values: values.map { _ in .percent(tenThousandths: Int128(target.millionths) / 100) })
    }
    return Picture(
      name: "simulation-search", title: search.sentence,
      caption: "Margin as % of revenue at each value of \(search.search.title).",
      report: "simulation-search",
      shape: .course(
        of: search.search.subject, values: values,
        series: [margin] + [target].compactMap(\.self)))
  }

  /// The multiplier that each model of a tier needs for its target, those that lack most first.
  private var needs: Picture? {
    let rows = breakEven.filter { $0.totals.revenue > .zero && $0.target?.multiplier != nil }
    guard !rows.isEmpty else { return nil }
    func lack(_ row: BreakEven) -> Int64 {
      (row.target?.multiplier?.millionths ?? 0) - row.multiplier.millionths
    }
    let short = rows.count { lack($0) > 0 }
    let shown = rows.sorted { lack($0) > lack($1) }.prefix(SimulationPictures.limit)
    return Picture(
      name: "simulation-break-even",
      title:
        "\(Figures.count(Int64(short))) of \(Figures.count(Int64(rows.count), "model")) in tiers "
        + (short == 1
          ? "needs a higher multiplier for its target"
          : "need a higher multiplier for their target"),
      caption: "Multiplier that gives the target margin; largest gap first.",
      report: "simulation-break-even",
      shape: .bars(
        categories: shown.map {
          "\(TierText.name($0.key.tier)) \($0.key.model) (now \($0.multiplier))"
        },
        values: Picture.Series(
          name: "Multiplier for the target", role: .main, kind: .multiplier,
          values: shown.map { .multiplier(orBlank: $0.target?.multiplier) })))
  }

  /// The remaining free-tier loss under budgets of the free tiers.
  private var budgets: Picture? {
    guard let smallest = frontier.first, frontier.count > 1 else { return nil }
    let users = Figures.count(Int64(smallest.users), "user")
    return Picture(
      name: "free-tier-frontier",
      title:
        "A budget of \(smallest.budget) credits a month saves \(Figures.money(smallest.saved)) USD "
        + "of free-tier cost and stops \(users)",
      caption: "Loss of the free tiers that each monthly budget leaves, USD.",
      report: "free-tier-frontier",
      shape: .course(
        of: "credits a month", values: frontier.map { "\($0.budget)" },
        series: [
          Picture.Series(
            name: "loss left", role: .main, kind: .money, values: frontier.map { .money($0.left) })
        ]))
  }
}
