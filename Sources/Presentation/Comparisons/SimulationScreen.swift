import Ledger
import Overview
import Rating
import Scenarios
import Simulation
import Terminal

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
  /// The lines of the rows that were proposed; nil when none was asked for.
  let proposed: [String]?
  let width: Int
  let paint: Paint
  let hasGlyphs: Bool

  /// - Parameters: see the members of these names.
  package init(
    answer: SimulationAnswer, isRecorded: Bool, scenarios: [Scenario], books: Books,
    zone: ReportingZone, folder: String, files: [String], proposed: [String]?, width: Int,
    paint: Paint, hasGlyphs: Bool
  ) {
    self.answer = answer
    self.isRecorded = isRecorded
    self.scenarios = scenarios
    self.books = books
    self.zone = zone
    self.folder = folder
    self.files = files
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
      blocks.append(heading(simulation.scenarios[0].name) + table.lines + words(of: 0))
    } else if simulation.scenarios.count > 1 {
      blocks.append(headings + table.lines + more)
      blocks += simulation.scenarios.indices.prefix(shownScenarios).map {
        Wrapping.lines("Scenario \($0 + 1)", width: width) + words(of: $0)
      }
    } else if answer.search == nil {
      let heading = heading(Name("unchanged books"))
      blocks.append(
        simulation.baseline.total.isUnsold
          ? heading + notSold : heading + BreakEvenTable(self).lines)
    }
    if let search = answer.search { blocks.append(SearchScreen(self, search: search).lines) }
    blocks.append(closing)
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  // MARK: Headings

  private var scope: String {
    let days = answer.simulation.days.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "no usage"
    let rows = answer.rows.read - answer.rows.outsidePeriod
    return "\(days), \(Figures.count(rows, "row"))"
  }

  private func heading(_ name: Name) -> [String] {
    Wrapping.lines(
      "Scenario: \(SafeText.safe(described(0) ?? name.description)), \(scope)", hanging: 2,
      width: width
    ).map { paint(.bold, $0) }
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

  // MARK: Figures

  private var table: TextTable {
    let simulation = answer.simulation
    let shown = simulation.scenarios.prefix(shownScenarios)
    let isSingle = shown.count == 1
    let columns =
      [
        TextTable.Column(heading: ""),
        TextTable.Column(heading: isRecorded ? "Recorded" : "Baseline"),
      ]
      + (isSingle
        ? ["Simulated", "Change", ""].map { TextTable.Column(heading: $0) }
        : shown.indices.map { TextTable.Column(heading: "\($0 + 1)") })
    return TextTable(
      columns: columns, rows: rows(shown: Array(shown), isSingle: isSingle), hasTotal: false,
      width: width, file: "simulation.csv", paint: paint)
  }

  private func rows(shown: [SimulatedBooks], isSingle: Bool) -> [[TextTable.Cell]] {
    let sides = [answer.simulation.baseline] + shown
    let amounts: [(String, (SimulatedBooks) -> Money?)] = [
      ("\(Headline.revenueName), USD", \.total.knownRevenue),
      ("Vendor cost, USD", \.total.knownVendorCost), ("Margin, USD", \.total.knownMargin),
      ("Free-tier loss, USD", \.freeTierLoss),
    ]
    var rows = amounts.map { amountRow($0, sides.map($1), isSingle: isSingle) }
    rows.insert(marginRow(sides, isSingle: isSingle), at: 3)
    let fees = sides.map(\.planFeesOfAll)
    if Set(fees).count > 1 {
      rows.append(amountRow("Plan prices, USD", fees, isSingle: isSingle))
    }
    let credits = sides.compactMap(\.total.knownMicrocredits)
    if credits.count == sides.count {
      let change = credits[sides.count - 1] - credits[0]
      rows.append(
        row(
          "Credits", (credits + (isSingle ? [change] : [])).map { Figures.credits($0) },
          isSingle ? percent(change, of: credits[0]) : nil))
    }
    let counts: [(String, (SimulatedBooks) -> Int64?)] = [
      ("Requests stopped", \.requestsStopped), ("Requests unpriced", \.requestsUnpriced),
      ("Requests below cost", \.requestsBelowCost),
    ]
    for (name, value) in counts {
      let values = sides.map(value)
      if Set(values).count == 1 { continue }
      let change = values[0].flatMap { first in values[1].map { $0 - first } }
      let all = values + (isSingle ? [change] : [])
      rows.append(
        row(name, all.map { $0.map { Figures.count($0) } ?? "–" }, isSingle ? "" : nil))
    }
    return rows
  }

  /// Amounts of all sides; of an unknown one a dash.
  private func amountRow(
    _ name: String, _ values: [Money?], isSingle: Bool
  ) -> [TextTable.Cell] {
    let known = values.compactMap(\.self)
    guard known.count == values.count else {
      return row(
        name, values.map { $0.map { Figures.money($0) } ?? "–" } + (isSingle ? ["–"] : []),
        isSingle ? "" : nil)
    }
    let change = known[known.count - 1] - known[0]
    return row(
      name, Figures.column(known + (isSingle ? [change] : [])),
      isSingle ? percent(change.attodollars, of: known[0].attodollars) : nil)
  }

  private func marginRow(_ sides: [SimulatedBooks], isSingle: Bool) -> [TextTable.Cell] {
    let values = sides.map(\.total.marginPercent)
    var texts = values.map(Figures.percent)
    guard isSingle else { return row("Margin, %", texts, nil) }
    let points = values[1].flatMap { after in values[0].map { after - $0 } }
    texts.append(Figures.points(points))
    return row("Margin, %", texts, "points")
  }

  private func row(_ name: String, _ texts: [String], _ last: String?) -> [TextTable.Cell] {
    [TextTable.Cell(text: name)] + texts.map { TextTable.Cell(text: $0) }
      + (last.map { [TextTable.Cell(text: $0)] } ?? [])
  }

  private func percent(_ change: Int128, of whole: Int128) -> String {
    guard whole > 0 else { return "–" }
    return Quotient.halfEven(change * 1_000_000, whole).map { Figures.percent($0) + " %" } ?? "–"
  }

  // MARK: Words

  /// The advice on pricing for customers if nothing is sold.
  private var notSold: [String] {
    let isTierless = answer.simulation.baseline.byTier.contains { $0.key.isEmpty }
    return Wrapping.lines(
      CostView.howToSell(account: isTierless ? CostView.anAccount : nil), after: "  ", width: width)
  }

  private func words(of index: Int) -> [String] {
    let words = ScenarioText(
      baseline: answer.simulation.baseline, simulated: answer.simulation.scenarios[index],
      effects: answer.simulation.effects[index],
      tierEffects: answer.simulation.tierEffects[index], stops: answer.stops[index],
      restricted: answer.restricted[index],
      // What was recorded may differ from the books in more than the multiplier.
      sole: isRecorded ? nil : soleMultiplier(index),
      changesAllowance: scenarios[index].changes.contains {
        if case .plan(let change, _) = $0.kind { change.monthlyCredits != nil } else { false }
      })
    return words.sentences.flatMap { Wrapping.lines($0, after: "  ", width: width) }
      + (answer.simulation.baseline.total.isUnsold ? notSold : [])
  }

  private var closing: [String] {
    let wrote = Wrapping.lines(
      files.joined(separator: ", "), after: "Wrote \(SafeText.safe(folder))/: ", hanging: 2,
      width: width)
    if let proposed {
      return proposed.flatMap { Wrapping.lines($0, hanging: 2, width: width) } + wrote
    }
    let hasMultiplier = scenarios.contains {
      $0.changes.contains { if case .multiplier = $0.kind { true } else { false } }
    }
    return Wrapping.lines(
      hasMultiplier
        ? "No book was changed. To propose the multiplier: --save-as-proposal --by NAME --reason TEXT"
        : "No book was changed.", hanging: 2, width: width) + wrote
  }
}
