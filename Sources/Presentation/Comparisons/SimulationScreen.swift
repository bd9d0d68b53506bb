import Ledger
import Overview
import Rating
import Scenarios
import Simulation
import Terminal
import Workbook

/// The screen of `simulate`: scenarios beside the baseline, and the users that pay more or less.
///
/// It also states that no book was changed.
package struct SimulationScreen {
  let answer: SimulationAnswer
  /// The baseline is what was recorded.
  let isRecorded: Bool
  let scenarios: [Scenario]
  let books: Books
  let zone: ReportingZone
  let folder: String
  let files: [String]
  /// The folder held another simulation.
  let replacesEarlier: Bool
  /// The lines of the rows that were proposed; nil when none was requested.
  let proposed: [String]?
  let width: Int
  let paint: Paint
  let hasGlyphs: Bool

  /// - Parameters: see the members of these names.
  package init(
    answer: SimulationAnswer, isRecorded: Bool, scenarios: [Scenario], books: Books,
    zone: ReportingZone, folder: String, files: [String], replacesEarlier: Bool,
    proposed: [String]?, width: Int,
    paint: Paint, hasGlyphs: Bool
  ) {
    self.answer = answer
    self.isRecorded = isRecorded
    self.scenarios = scenarios
    self.books = books
    self.zone = zone
    self.folder = folder
    self.files = files
    self.replacesEarlier = replacesEarlier
    self.proposed = proposed
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let simulation = answer.simulation
    var blocks: [[String]] = []
    if simulation.scenarios.count == 1 {
      blocks.append(
        heading(simulation.scenarios[0].name) + coverage + warnings(of: 0) + table.lines)
      blocks.append(words(of: 0))
    } else if simulation.scenarios.count > 1 {
      blocks.append(headings + coverage + table.lines + more)
      blocks += simulation.scenarios.indices.prefix(shownScenarios).map {
        Wrapping.lines("Scenario \($0 + 1)", width: width) + warnings(of: $0) + words(of: $0)
      }
    } else if answer.search == nil {
      let needs = BreakEvenTable(self)
      let isUnsold = simulation.baseline.total.isUnsold
      blocks.append(
        titled("Multiplier that each tier needs", scope) + coverage
          + (isUnsold ? notSold : needs.tierLines))
      if !isUnsold { blocks.append(needs.modelLines) }
    }
    if let search = answer.search {
      blocks.append(
        SearchScreen(self, search: search).lines + (simulation.scenarios.isEmpty ? coverage : []))
    }
    blocks.append(closing)
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  // MARK: Headings

  private var scope: String {
    "\(days), \(Figures.count(answer.simulation.baseline.total.requests, "request"))"
  }

  var days: String {
    answer.simulation.days.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "no usage"
  }

  private func heading(_ name: Name) -> [String] {
    titled("Scenario: \(SafeText.safe(described(0) ?? name.description))", scope)
  }

  private func titled(_ title: String, _ scope: String) -> [String] {
    Wrapping.lines("\(title), \(scope)", hanging: 2, width: width).map { paint(.bold, $0) }
  }

  private var headings: [String] {
    let simulation = answer.simulation
    return [paint(.bold, "\(simulation.scenarios.count) scenarios, \(scope)")]
      + simulation.scenarios.enumerated().prefix(shownScenarios).flatMap { index, side in
        Wrapping.lines(
          SafeText.safe(described(index) ?? side.name.description), after: "  \(index + 1)  ",
          width: width)
      }
  }

  /// A scenario in words with the multiplier that it replaces, if that is all that it changes.
  private func described(_ index: Int) -> String? {
    guard let scenario = scenarios.dropFirst(index).first, let change = scenario.changes.first,
      scenario.name == Name(change.words)
    else { return nil }
    return soleMultiplier(index)?.words
  }

  private func soleMultiplier(_ index: Int) -> SingleMultiplierChange? {
    SingleMultiplierChange(scenarios[index], books: books, days: answer.simulation.days, zone: zone)
  }

  private var shownScenarios: Int { width >= 120 ? 6 : 3 }

  private var more: [String] {
    let rest = answer.simulation.scenarios.count - shownScenarios
    return rest > 0 ? ["  … \(Figures.count(Int64(rest), "more scenario")) in simulation.csv"] : []
  }

  private var table: ScenarioTable {
    ScenarioTable(
      baseline: answer.simulation.baseline,
      shown: Array(answer.simulation.scenarios.prefix(shownScenarios)), isRecorded: isRecorded,
      width: width, paint: paint)
  }

  // MARK: Words

  /// The advice on pricing for customers if nothing is sold.
  private var notSold: [String] {
    let isTierless = answer.simulation.baseline.byTier.contains { $0.key.isEmpty }
    return Wrapping.lines(
      CostOnlyView.howToSell(account: isTierless ? CostOnlyView.anAccount : nil), after: "  ",
      width: width)
  }

  /// The number of requests that the amounts of the baseline lack; empty where they lack none.
  private var coverage: [String] {
    (answer.simulation.baseline.coverage.map { Wrapping.lines($0, after: "  ", width: width) })
      ?? []
  }

  /// Notes to read before the figures of a scenario.
  private func warnings(of index: Int) -> [String] {
    (isRecorded ? [] : [noChange(of: index), lostPrices(of: index)]).compactMap(\.self).flatMap {
      Wrapping.lines($0, after: "  ", width: width)
    }
  }

  /// Why a scenario changes nothing; nil where it does, and where that is said below.
  private func noChange(of index: Int) -> String? {
    guard answer.simulation.changesNothing(index), !changesAllowance(index) else { return nil }
    guard let sole = soleMultiplier(index), sole.old == sole.new else {
      return "No figure changes."
    }
    return "The scenario changes nothing: "
      + "\(SafeText.safe(sole.key.words)) is already at \(sole.new)."
  }

  private func changesAllowance(_ index: Int) -> Bool {
    scenarios[index].changes.contains {
      if case .plan(let change, _) = $0.kind { change.monthlyCredits != nil } else { false }
    }
  }

  /// The requests without a price under a scenario alone, and what the figures lack for them.
  private func lostPrices(of index: Int) -> String? {
    let lost = answer.unpriced[index]
    guard lost.requests > 0 else { return nil }
    let name = answer.simulation.scenarios.count == 1 ? "Scenario" : "scenario \(index + 1)"
    let figures = Figures.column([lost.revenue, lost.vendorCost])
    let cost = "\(figures[1]) USD of cost"
    let parts =
      answer.simulation.baseline.total.isUnsold
      ? "\(cost) is" : "\(figures[0]) USD of revenue and \(cost) are"
    return Figures.count(lost.requests, "request")
      + (lost.requests == 1 ? " loses its price: " : " lose their price: ")
      + "\(parts) missing from \(name)."
  }

  private func words(of index: Int) -> [String] {
    let scenario = scenarios[index]
    let text = ScenarioText(
      baseline: answer.simulation.baseline, simulated: answer.simulation.scenarios[index],
      users: UserEffectsText(
        effects: answer.simulation.effects[index],
        tierEffects: answer.simulation.tierEffects[index]),
      loss: answer.simulation.breakEvenLoss(of: index), stops: answer.stops[index],
      restricted: answer.restricted[index],
      // What was recorded may differ from the books in more than the multiplier.
      sole: isRecorded ? nil : soleMultiplier(index),
      changesPricesOnly: !isRecorded
        && scenario.changes.allSatisfy { if case .price = $0.kind { true } else { false } },
      changesAllowance: changesAllowance(index))
    return text.lines(width: width) + (answer.simulation.baseline.total.isUnsold ? notSold : [])
  }

  private var closing: [String] {
    let wrote = Wrapping.lines(
      files.joined(separator: ", "),
      after: "Wrote \(SafeText.safe(folder))/"
        + (replacesEarlier ? ", replacing the simulation there: " : ": "), hanging: 2, width: width)
    if let proposed {
      return proposed.flatMap { Wrapping.lines($0, hanging: 2, width: width) } + wrote
    }
    let hasMultiplier = scenarios.enumerated().contains { index, scenario in
      scenario.changes.contains { if case .multiplier = $0.kind { true } else { false } }
        && (isRecorded || !answer.simulation.changesNothing(index))
    }
    return Wrapping.lines(
      hasMultiplier
        ? "Assay changed no book. To propose the multiplier: --save-as-proposal --by NAME --reason TEXT"
        : "Assay changed no book.", hanging: 2, width: width) + wrote
  }
}
