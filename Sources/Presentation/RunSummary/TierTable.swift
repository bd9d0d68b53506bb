import Overview
import Terminal

/// The margin by tier as a terminal shows it: from 100 columns on with requests, negative margins and
/// the course of the revenue.
struct TierTable {
  let tiers: TierMargins
  /// Of the amounts of the summary.
  let decimals: Int
  let width: Int
  let paint: Paint
  /// True if the terminal shows more than plain letters.
  let hasGlyphs: Bool

  var lines: [String] {
    let wide = table(isWide: true)
    let isWide = width >= 100 && wide.naturalWidth <= width
    let rest = tiers.count - TierTable.limit
    let more =
      rest > 0 ? ["  … \(Figures.count(Int64(rest), "more tier")) in margin-by-tier.csv"] : []
    return [paint(.bold, "Margin by tier, USD")] + (isWide ? wide : table(isWide: false)).lines
      + more
  }

  /// The maximum number of tiers shown besides the total of all.
  private static let limit = 12

  private func table(isWide: Bool) -> TextTable {
    let all = tiers.tiers.prefix(TierTable.limit) + [tiers.total]
    let money = all.flatMap {
      [$0.totals.knownVendorCost, $0.totals.knownRevenue, $0.totals.knownMargin]
    }.map { $0.map { Figures.money($0, decimals: decimals) } ?? "–" }
    let rows = all.enumerated().map { index, tier in
      row(tier, money: Array(money[index * 3..<index * 3 + 3]), isWide: isWide)
    }
    return TextTable(
      columns: columns(isWide: isWide), rows: rows, hasTotal: true, width: width,
      file: "margin-by-tier.csv", paint: paint)
  }

  private func columns(isWide: Bool) -> [TextTable.Column] {
    let middle = [
      TextTable.Column(heading: "Vendor cost", rank: 2),
      TextTable.Column(heading: "Revenue", rank: 3), TextTable.Column(heading: "Margin"),
      TextTable.Column(heading: "Margin %"), TextTable.Column(heading: "Target %", rank: 1),
      TextTable.Column(heading: "Points"),
    ]
    let tier = TextTable.Column(heading: "Tier")
    guard isWide else { return [tier] + middle }
    let course = "Revenue by \(tiers.isByDay ? "day" : "week")"
    return [tier, TextTable.Column(heading: "Requests")] + middle
      + [
        TextTable.Column(heading: "Negative")
      ] + (hasGlyphs ? [TextTable.Column(heading: course, isNote: true)] : [])
  }

  private func row(_ tier: TierMargin, money: [String], isWide: Bool) -> [TextTable.Cell] {
    let totals = tier.totals
    let margin = TextTable.Cell(
      text: money[2], colour: (totals.knownMargin ?? .zero) < .zero ? .red : nil)
    let rate = TextTable.Cell(
      text: Figures.percent(totals.marginPercent),
      colour: (totals.marginPercent ?? 0) < 0 ? .red : nil)
    let middle = [
      TextTable.Cell(text: money[0]), TextTable.Cell(text: money[1]), margin, rate,
      TextTable.Cell(text: Figures.percent(totals.comparedTarget)), points(totals.comparedPoints),
    ]
    let name = TextTable.Cell(text: tier.name)
    guard isWide else { return [name] + middle }
    let course =
      Sparkline.text(tier.byPeriod) + (tier.isFree && !tier.byPeriod.isEmpty ? " cost" : "")
    return [name, TextTable.Cell(text: Figures.count(totals.requests))] + middle
      + [
        TextTable.Cell(text: totals.knownNegativeMargin.map(Figures.count) ?? "–")
      ] + (hasGlyphs ? [TextTable.Cell(text: course)] : [])
  }

  private func points(_ variance: Int128?) -> TextTable.Cell {
    guard let variance else { return TextTable.Cell(text: "–") }
    let figure = Figures.points(variance)
    if variance == 0 { return TextTable.Cell(text: figure + "  ") }
    return TextTable.Cell(
      text: figure + (variance < 0 ? " ▼" : " ▲"), colour: variance < 0 ? .red : .green)
  }
}
