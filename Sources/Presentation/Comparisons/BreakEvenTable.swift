import Ledger
import Overview
import Simulation
import Tables
import Terminal

/// The multipliers that each tier, and its models, need for no loss and for the target.
struct BreakEvenTable {
  private let tiers: [TierBreakEven]
  /// Those that lack revenue for their target, the most first.
  private let models: [BreakEven]
  private let width: Int
  private let paint: Paint

  /// The maximum number of tiers, and of models.
  private static let shown = (tiers: 12, models: 5)

  init(_ screen: SimulationScreen) {
    tiers = screen.answer.tierNeeds
    models = screen.answer.breakEven.filter { ($0.short ?? .zero) > .zero }.sorted {
      let (one, other) = ($0.short ?? .zero, $1.short ?? .zero)
      return one == other ? $0.key < $1.key : one > other
    }
    width = screen.width
    paint = screen.paint
  }

  var tierLines: [String] {
    guard !tiers.isEmpty else {
      return Wrapping.lines(
        "No multiplier sets the charge of a request.", after: "  ", width: width)
    }
    let shown = tiers.prefix(BreakEvenTable.shown.tiers)
    return table(
      "Tier",
      shown.map { tier in
        Line(
          name: TierText.name(tier.tier), now: range(tier.least, tier.most), zero: tier.zero,
          target: tier.target, aim: tier.targetMargin, short: tier.short)
      })
      + more(tiers.count - shown.count, "more tier")
      + Wrapping.lines(
        "The columns No loss and Target are the smallest multipliers, one for all models of a tier, rounded up to "
          + "0.01. --search leaves multipliers of single models unchanged. Short USD is the revenue "
          + "missing to reach the target.", after: "  ", width: width)
  }

  /// The models that lack most; empty where none does.
  var modelLines: [String] {
    if models.isEmpty { return [] }
    let shown = models.prefix(BreakEvenTable.shown.models)
    return [paint(.bold, "Models with the largest shortfall")]
      + table(
        "Tier and model",
        shown.map { model in
          Line(
            name: "\(TierText.name(model.key.tier)) \(model.key.model)",
            now: range(model.least, model.most), zero: model.zero, target: model.target,
            aim: model.targetMargin, short: model.short)
        }) + more(models.count - shown.count, "more model")
  }

  private func range(_ least: Multiplier, _ most: Multiplier) -> String {
    least == most ? "\(least)" : "\(least) to \(most)"
  }

  private func more(_ rest: Int, _ noun: String) -> [String] {
    rest > 0 ? ["  … \(Figures.count(Int64(rest), noun)) in simulation-break-even.csv"] : []
  }

  private struct Line {
    let name: String
    let now: String
    let zero: BreakEven.Answer?
    let target: BreakEven.Answer?
    /// The target margin.
    let aim: Percent?
    let short: Money?
  }

  private func table(_ heading: String, _ lines: [Line]) -> [String] {
    var shorts = Figures.column(lines.compactMap(\.short))[...]
    return TextTable(
      columns: [
        TextTable.Column(heading: heading), TextTable.Column(heading: "Now"),
        TextTable.Column(heading: "No loss"),
        TextTable.Column(heading: "Target"), TextTable.Column(heading: "Short USD"),
        TextTable.Column(heading: "", isNote: true),
      ],
      rows: lines.map { line in
        let isShort = (line.short ?? .zero) > .zero
        let aim = line.aim.map { Figures.shortPercent(Int128($0.millionths) / 100) }
        return [
          TextTable.Cell(text: SafeText.safe(line.name)),
          TextTable.Cell(text: line.now),
          TextTable.Cell(text: text(line.zero?.multiplier)),
          TextTable.Cell(text: text(line.target?.multiplier)),
          TextTable.Cell(text: line.short == nil ? "–" : shorts.removeFirst()),
          TextTable.Cell(
            text: line.short == nil
              ? "" : aim.map { isShort ? "▼ under \($0) %" : "▲ target \($0) %" } ?? "",
            colour: isShort ? .red : .green),
        ]
      }, hasTotal: false, width: width, file: "simulation-break-even.csv", paint: paint
    ).lines
  }

  /// Rounded up to two decimals: less would not reach its aim.
  private func text(_ multiplier: Multiplier?) -> String {
    guard let multiplier else { return "–" }
    let hundredths = (multiplier.millionths + 9_999) / 10_000
    return NumberView.grouped(decimals: 2).text(Int128(hundredths), scale: 2)
  }
}
