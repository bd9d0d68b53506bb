import Cube
import Ledger
import Overview
import Simulation
import Tables

/// The charts of a simulation: margins and revenue side by side, who pays more or less, and the curve of a
/// search.
struct SimulationPictures {
  private let simulation: SimulationResult
  private let search: SearchResult?

  /// More scenarios than this do not fit beside each other.
  private static let limit = 12

  init(_ simulation: SimulationResult, search: SearchResult?) {
    self.simulation = simulation
    self.search = search
  }

  var all: [Picture] {
    let comparisons = simulation.scenarios.isEmpty ? [] : [margins, users]
    return comparisons + [curve].compactMap(\.self)
  }

  private var margins: Picture {
    let sides = [simulation.baseline] + simulation.scenarios.prefix(SimulationPictures.limit)
    let best = sides.max { $0.total.margin < $1.total.margin }
    return Picture(
      name: "simulation-margin",
      title: "The margin is largest under \(best?.name.description ?? "none"), USD",
      caption: "Margin, revenue less vendor cost, of the same traffic.", report: "simulation",
      shape: .bars(
        categories: sides.map(\.name.description),
        values: Picture.Series(
          name: "Margin", role: .main, kind: .money, values: sides.map { .money($0.total.margin) }))
    )
  }

  private var users: Picture {
    let sides = simulation.scenarios.prefix(SimulationPictures.limit)
    let effects = simulation.effects.prefix(SimulationPictures.limit)
    let worse = effects.map { $0.count(.worse) }
    return Picture(
      name: "simulation-users",
      title: "Up to \(Figures.count(Int64(worse.max() ?? 0), "user")) would be worse off",
      caption: "Users who pay less or more, or have requests stopped.", report: "simulation",
      shape: .columns(
        categories: sides.map(\.name.description),
        series: UserEffect.Kind.allCases.enumerated().map { index, kind in
          Picture.Series(
            name: kind.rawValue, role: .part(index), kind: .count,
            values: effects.map { .count(Int128($0.count(kind))) })
        }))
  }

  private var curve: Picture? {
    guard let search, !search.points.isEmpty else { return nil }
    let values = search.search.values.map { DecimalText.string($0, scale: search.search.scale) }
    return Picture(
      name: "simulation-search", title: search.sentence,
      caption: "Margin in % of revenue at each value of \(search.search.subject).",
      report: "simulation-search",
      shape: .columns(
        categories: values,
        series: [
          Picture.Series(
            name: "margin", role: .main, kind: .percent,
            values: search.points.map {
              $0.scope.marginPercent.map { .percent(tenThousandths: $0) } ?? .blank
            })
        ]))
  }
}

extension SearchResult {
  /// What a search found, in one sentence.
  package var sentence: String {
    let subject = search.subject
    guard let target else { return "Margin of \(subject) at each value, %" }
    let aim = Figures.shortPercent(Int128(target.millionths) / 100)
    guard let best else { return "No value of \(subject) reaches a margin of \(aim) %" }
    let value = DecimalText.string(search.values[best], scale: search.scale)
    return "\(subject) reaches a margin of \(aim) % from \(value) on"
  }
}
