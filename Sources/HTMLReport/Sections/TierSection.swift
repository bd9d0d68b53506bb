import Overview

/// The margin of each tier against its target: what answers first, so that a phone shows it.
enum TierSection {
  static func markup(_ overview: Overview) -> Markup {
    if let view = overview.costView { return CostSection.markup(view, overview) }
    let tiers = overview.tiers.tiers.prefix(DataTable.limit)
    let all = tiers + [overview.tiers.total]
    let money = all.flatMap {
      [$0.totals.knownMargin, $0.totals.knownRevenue, $0.totals.knownVendorCost]
    }.map { $0.map { Figures.money($0, decimals: overview.headline.decimals) } ?? "–" }
    let rows = all.indices.map { row(all[$0], money: Array(money[$0 * 3..<$0 * 3 + 3])) }
    let table = DataTable(
      section: "tiers", name: "Table of tiers", columns: columns, rows: Array(rows.dropLast()),
      count: overview.tiers.count, total: rows.last,
      file: "margin-by-tier.csv", order: "largest revenue first")
    return Section.markup(
      id: "tiers", "Margin by tier against target",
      [
        Section.note(
          for: "tiers",
          "USD; margin = revenue \u{2212} vendor cost, recomputed; negative = charged requests that earned "
            + "less than they cost, by the credits deducted where these are recorded. Every digit is in",
          files: ["margin-by-tier.csv"]), table.markup,
      ] + overview.tierNotes.map { .element("p", ["class": "mute"], .sentence($0)) })
  }

  private static let columns = [
    DataTable.Heading(words: "Tier", isNumber: false), DataTable.Heading(words: "Margin\u{A0}%"),
    DataTable.Heading(words: "Target\u{A0}%"), DataTable.Heading(words: "Points"),
    DataTable.Heading(words: "Margin"), DataTable.Heading(words: "Revenue"),
    DataTable.Heading(words: "Vendor cost"), DataTable.Heading(words: "Requests"),
    DataTable.Heading(words: "Negative"),
  ]

  private static func row(_ tier: TierMargin, money: [String]) -> [DataTable.Cell] {
    let totals = tier.totals
    let figures = money.map(Typography.figure)
    return [
      DataTable.Cell(text: tier.name), rate(totals.marginPercent), rate(totals.comparedTarget),
      points(totals.comparedPoints),
      DataTable.Cell(text: figures[0], tone: (totals.knownMargin ?? .zero) < .zero ? .bad : nil),
      DataTable.Cell(text: figures[1]), DataTable.Cell(text: figures[2]),
      DataTable.Cell(text: Figures.count(totals.requests)),
      DataTable.Cell(text: totals.knownNegativeMargin.map(Figures.count) ?? "–"),
    ]
  }

  private static func rate(_ tenThousandths: Int128?) -> DataTable.Cell {
    DataTable.Cell(
      text: Typography.figure(Figures.percent(tenThousandths)),
      tone: (tenThousandths ?? 0) < 0 ? .bad : nil)
  }

  /// The difference to the target with its sign and an arrow; a dash where there is no target.
  private static func points(_ variance: Int128?) -> DataTable.Cell {
    let figure = Typography.figure(Figures.points(variance))
    guard let variance, variance != 0 else { return DataTable.Cell(text: figure) }
    return DataTable.Cell(
      text: figure + (variance < 0 ? " ▼" : " ▲"), tone: variance < 0 ? .bad : .good,
      isFilled: true)
  }
}
