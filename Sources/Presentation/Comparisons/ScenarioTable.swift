import Cube
import Ledger
import Overview
import Simulation
import Terminal

/// The figures of scenarios beside the baseline, and their margins against the targets.
struct ScenarioTable {
  let baseline: SimulatedTotals
  /// One or more.
  let shown: [SimulatedTotals]
  /// The baseline is what was recorded.
  let isRecorded: Bool
  let width: Int
  let paint: Paint

  /// The maximum number of tiers shown.
  private static let limit = 5

  private var sides: [SimulatedTotals] { [baseline] + shown }
  private var isSingle: Bool { shown.count == 1 }

  var lines: [String] {
    let tables = Note.allCases.map(table)
    guard let shortest = tables.last else { return [] }
    let table = tables.first { $0.naturalWidth <= width } ?? shortest
    let rest = tiers.count - ScenarioTable.limit
    return table.lines
      + (rest > 0 ? ["  … \(Figures.count(Int64(rest), "more tier")) in simulation.csv"] : [])
  }

  /// The form of a note about a target, by the available width: `points; target 25.0, met ▲` or less.
  private enum Note: CaseIterable {
    case full, withWord, withTarget, sign
  }

  private func table(_ note: Note) -> TextTable {
    let headings = isSingle ? ["Scenario", "Change"] : shown.indices.map { "\($0 + 1)" }
    var rows = rows(note)
    // Percentages of a change stand below each other at the right, before what is said of targets.
    let percents = rows.map(\.percent.count).max() ?? 0
    for index in rows.indices where !rows[index].percent.isEmpty {
      let blanks = percents - rows[index].percent.count
      rows[index].note = String(repeating: " ", count: blanks) + rows[index].percent
    }
    let hasSigns = rows.contains { $0.figures.contains { $0.hasSign } }
    // Under a sign of some figure all others have blanks, so that digits stand below digits.
    let blanks = hasSigns ? "  " : ""
    return TextTable(
      columns: [TextTable.Column(heading: "USD")]
        + ([isRecorded ? "Recorded" : "Now"] + headings).map {
          TextTable.Column(heading: $0 + blanks)
        } + [TextTable.Column(heading: "", isNote: true)],
      rows: rows.map { row in
        [TextTable.Cell(text: row.name)]
          + row.figures.map {
            TextTable.Cell(text: $0.text + ($0.hasSign ? "" : blanks), colour: $0.colour)
          } + [TextTable.Cell(text: row.note, colour: row.colour)]
      }, hasTotal: false, width: width, file: "simulation.csv", paint: paint)
  }

  private struct Figure {
    let text: String
    var colour: Paint.Colour?
    var hasSign: Bool { text.hasSuffix("▲") || text.hasSuffix("▼") }
  }

  private struct Row {
    let name: String
    let figures: [Figure]
    /// The change in percent.
    var percent = ""
    var note = ""
    var colour: Paint.Colour?

    init(_ name: String, _ texts: [String], percent: String = "") {
      self.init(name, texts.map { Figure(text: $0) })
      self.percent = percent
    }

    init(_ name: String, _ figures: [Figure]) {
      self.name = name
      self.figures = figures
    }
  }

  private func rows(_ note: Note) -> [Row] {
    let always: [(String, (SimulatedTotals) -> Money?)] = [
      (Headline.revenueName, \.total.knownRevenue), ("Vendor cost", \.total.knownVendorCost),
      ("Margin", \.total.knownMargin),
    ]
    let ifChanged: [(String, (SimulatedTotals) -> Money?)] = [
      ("Free-tier loss", \.freeTierLoss), ("Plan prices", \.planFeesOfAll),
    ]
    let counts: [(String, (SimulatedTotals) -> Int64?)] = [
      ("Requests stopped", \.requestsStopped), ("Requests unpriced", \.requestsUnpriced),
      ("Requests below cost", \.requestsBelowCost),
    ]
    return always.map { amounts($0, sides.map($1)) }
      + [margin("Margin %", sides.map(\.total), note)]
      + tiers.prefix(ScenarioTable.limit).map {
        margin(
          SafeText.safe("\(TierText.name($0.tier)) margin %"), $0.totals, note)
      }
      + ifChanged.filter { Set(sides.map($0.1)).count > 1 }.map { amounts($0.0, sides.map($0.1)) }
      + credits + counts.filter { Set(sides.map($0.1)).count > 1 }.map { count($0.0, $0.1) }
  }

  // MARK: Amounts and counts

  /// Amounts of all sides; of an unknown one a dash.
  private func amounts(_ name: String, _ values: [Money?]) -> Row {
    let known = values.compactMap(\.self)
    guard known.count == values.count else {
      return Row(
        name, values.map { $0.map { Figures.money($0) } ?? "–" } + (isSingle ? ["–"] : []))
    }
    guard isSingle else { return Row(name, Figures.column(known)) }
    let shown = ShownChange(known[0], known[1])
    return Row(name, [shown.before, shown.after, shown.change], percent: shown.percent)
  }

  /// The credits, where they change and the revenue does not.
  private var credits: [Row] {
    let known = sides.compactMap(\.total.knownMicrocredits)
    let isOfRevenue = Set(sides.map(\.total.knownRevenue)).count > 1
    guard known.count == sides.count, Set(known).count > 1, !isOfRevenue else { return [] }
    guard isSingle else { return [Row("Credits used", known.map(Figures.credits))] }
    let shown = ShownChange(microcredits: known[0], known[1])
    return [
      Row("Credits used", [shown.before, shown.after, shown.change], percent: shown.percent)
    ]
  }

  private func count(_ name: String, _ value: (SimulatedTotals) -> Int64?) -> Row {
    let values = sides.map(value)
    let texts = values.map { $0.map { Figures.count($0) } ?? "–" }
    guard isSingle else { return Row(name, texts) }
    let change = values[0].flatMap { first in values[1].map { $0 - first } }
    return Row(
      name, texts + [change.map { ($0 > 0 ? "+" : "") + Figures.count($0) } ?? "–"])
  }

  // MARK: Margins

  /// The tiers whose margin in percent, or its target, changes in a scenario; sorted by name.
  private var tiers: [(tier: Name, totals: [MoneyTotals])] {
    let all = sides.map { Dictionary(uniqueKeysWithValues: $0.byTier.map { ($0.key, $0.totals) }) }
    return Set(all.flatMap(\.keys)).sorted().compactMap { tier in
      let totals = all.map { $0[tier] ?? MoneyTotals() }
      let isChanged = totals.dropFirst().contains {
        $0.marginPercent != totals[0].marginPercent
          || $0.targetPercent != totals[0].targetPercent
      }
      return isChanged && totals.contains { $0.marginPercent != nil } ? (tier, totals) : nil
    }
  }

  private func margin(_ name: String, _ totals: [MoneyTotals], _ note: Note) -> Row {
    let percents = totals.map { Figures.percent($0.marginPercent) }
    guard isSingle else {
      var row = Row(
        name,
        zip(percents, totals).map { text, totals in
          guard let points = totals.comparedPoints else { return Figure(text: text) }
          return Figure(
            text: text + (points < 0 ? " ▼" : " ▲"), colour: points < 0 ? .red : .green)
        })
      row.note = targets(totals)
      return row
    }
    let points = totals[1].marginPercent.flatMap { then in
      totals[0].marginPercent.map { ShownChange.points($0, then) }
    }
    var row = Row(name, percents + [points ?? "–"])
    guard let target = totals[1].comparedTarget, let variance = totals[1].comparedPoints else {
      row.note = note == .full ? "points" : ""
      return row
    }
    let isMet = variance >= 0
    let sign = isMet ? "▲" : "▼"
    let aim = "target \(Figures.percent(target))"
    let word = isMet ? "met" : "missed"
    row.note =
      switch note {
      case .full: "points; \(aim), \(word) \(sign)"
      case .withWord: "\(aim), \(word) \(sign)"
      case .withTarget: "\(aim) \(sign)"
      case .sign: sign
      }
    row.colour = isMet ? .green : .red
    return row
  }

  /// `target 25.0`, or the least and the largest of several.
  private func targets(_ totals: [MoneyTotals]) -> String {
    let known = totals.compactMap(\.comparedTarget).sorted().map(Figures.percent)
    guard let least = known.first, let most = known.last else { return "" }
    return "target " + (least == most ? least : "\(least) to \(most)")
  }
}
