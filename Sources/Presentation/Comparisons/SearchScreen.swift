import Ledger
import Overview
import Simulation
import Terminal
import Workbook

/// A search as a terminal shows it: a line per value with a bar for its margin, and the value to take.
struct SearchScreen {
  private let search: SearchResult
  private let days: String
  private let width: Int
  private let paint: Paint

  init(_ screen: SimulationScreen, search: SearchResult) {
    self.search = search
    days = screen.days
    width = screen.width
    paint = screen.paint
  }

  /// The maximum number of values shown.
  private static let limit = 40

  var lines: [String] {
    let table = TextTable(
      columns: [
        TextTable.Column(heading: setting.unit), TextTable.Column(heading: "Revenue", rank: 2),
        TextTable.Column(heading: "Margin", rank: 3), TextTable.Column(heading: "Margin %"),
        TextTable.Column(heading: countsPayers ? "Pay more" : "Affected", rank: 1),
        TextTable.Column(heading: "Bar: margin %", isNote: true),
      ], rows: rows, hasTotal: false, width: width, file: "simulation-search.csv", paint: paint)
    let rest = search.points.count - SearchScreen.limit
    let besides = search.search.besides
    let with = besides.isEmpty ? "" : ", with " + besides.joined(separator: ", ")
    let scope = search.search.scope == nil ? " of all tiers" : ""
    let heading = "Search: \(SafeText.safe(setting.name + with)), \(days), USD\(scope)"
    return Wrapping.lines(heading, hanging: 2, width: width).map { paint(.bold, $0) }
      + table.lines
      + (rest > 0
        ? ["  … \(Figures.count(Int64(rest), "more value")) in simulation-search.csv"] : [])
      + Wrapping.lines(search.sentence + ".", after: "  ", width: width)
  }

  /// The subject of the search, as `multiplier of pro`, and the name of its values.
  private var setting: (name: String, unit: String) {
    switch search.search.scenarios.first?.changes.last?.kind {
    case .multiplier(_, let key):
      switch key.level {
      case .tier: ("multiplier of \(TierText.name(key.tier))", "Multiplier")
      case .default: ("default multiplier", "Multiplier")
      case .provider, .model, .combination: ("multiplier of \(key.words)", "Multiplier")
      }
    case .monthlyBudget(_, let tier): ("budget of \(TierText.name(tier)) a month", "Credits")
    case .dailyCap(_, let tier): ("cap of \(TierText.name(tier)) a day", "Credits")
    default: (search.search.subject, "Value")
    }
  }

  /// Without a limit, who is worse off is who pays more, but for users of free plans.
  private var countsPayers: Bool { search.search.isRising }

  /// Amounts with the digits that all of them need; a dash where one is not known.
  private func column(_ amounts: [Money?]) -> [String] {
    var texts = Figures.column(amounts.compactMap(\.self))[...]
    return amounts.map { $0 == nil ? "–" : texts.removeFirst() }
  }

  private var rows: [[TextTable.Cell]] {
    let shown = search.points.prefix(SearchScreen.limit)
    let margins = shown.map { $0.scope.marginPercent ?? 0 }
    let most = max(1, margins.max() ?? 1)
    let revenue = column(shown.map(\.scope.knownRevenue))
    let margin = column(shown.map(\.scope.knownMargin))
    return shown.enumerated().map { index, point in
      let bar = max(0, margins[index]) * 20 / most
      return [
        TextTable.Cell(text: DecimalText.string(search.search.values[index], scale: 6)),
        TextTable.Cell(text: revenue[index]), TextTable.Cell(text: margin[index]),
        TextTable.Cell(text: Figures.percent(point.scope.marginPercent)),
        TextTable.Cell(
          text: Figures.count(
            Int64(countsPayers ? point.effects.payingMore.count : point.effects.count(.worse)))),
        TextTable.Cell(
          text: String(repeating: "█", count: Int(bar)) + (index == search.best ? " target" : ""),
          colour: search.reaches(index) ? .green : nil),
      ]
    }
  }
}
