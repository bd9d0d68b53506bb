import Ledger
import Overview
import Simulation
import Terminal

/// The multipliers that the largest models need, if no scenario was requested.
struct BreakEvenTable {
  private let rows: [BreakEven]
  private let width: Int
  private let paint: Paint

  init(_ screen: SimulationScreen) {
    rows = screen.answer.breakEven.filter { $0.zero != nil }.sorted {
      $0.totals.revenue > $1.totals.revenue
    }
    width = screen.width
    paint = screen.paint
  }

  var lines: [String] {
    let shown = rows.prefix(12)
    var revenue = Figures.column(shown.compactMap(\.totals.knownRevenue))[...]
    func text(_ multiplier: Multiplier?) -> TextTable.Cell {
      TextTable.Cell(text: multiplier.map(\.description) ?? "–")
    }
    let table = TextTable(
      columns: [
        TextTable.Column(heading: "Tier and model"), TextTable.Column(heading: "Revenue", rank: 1),
        TextTable.Column(heading: "Margin %", rank: 2), TextTable.Column(heading: "Multiplier"),
        TextTable.Column(heading: "No loss at"), TextTable.Column(heading: "Target at"),
      ],
      rows: shown.map { row in
        [
          TextTable.Cell(
            text: SafeText.safe("\(TierText.name(row.key.tier)) \(row.key.model)")),
          TextTable.Cell(
            text: row.totals.knownRevenue == nil ? "–" : revenue.removeFirst()),
          TextTable.Cell(text: Figures.percent(row.totals.marginPercent)), text(row.multiplier),
          text(row.zero?.multiplier), text(row.target?.multiplier),
        ]
      }, hasTotal: false, width: width, file: "simulation-break-even.csv", paint: paint)
    let rest = rows.count - shown.count
    return table.lines
      + (rest > 0
        ? ["  … \(Figures.count(Int64(rest), "more row")) in simulation-break-even.csv"] : [])
  }
}
