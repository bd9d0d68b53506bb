import Ledger
import Overview

/// The margin of each tier against its target; where nothing is sold, its vendor cost.
enum TierSection {
  static func markup(_ overview: Overview) -> Markup {
    let tiers = overview.tiers
    let isSold = overview.costView == nil
    let shown = Array(tiers.tiers.prefix(DataTable.limit))
    let bars = TargetBars(shown + [tiers.total])
    func row(_ tier: TierMargin) -> DataTable.Row {
      DataTable.Row(
        cells: isSold ? sales(tier, overview, bars) : costs(tier, overview),
        keys: [("tier", tier.name)])
    }
    let table = DataTable(
      id: "t-tiers", heading: Section.headingID("tiers"), note: Section.noteID("tiers"),
      name: "Table of tiers", columns: isSold ? salesColumns(bars) : costColumns,
      rows: shown.map(row), total: DataTable.Row(cells: row(tiers.total).cells))
    let omitted =
      tiers.count > shown.count
      ? "\(shown.count) of \(Figures.count(Int64(tiers.count), "tier")), largest first. " : ""
    return Section.markup(
      id: "tiers", isSold ? "Margin by tier" : "Cost by tier", side: Section.side("USD"),
      [
        table.markup,
        Section.note(
          for: "tiers",
          omitted + (isSold ? "Margin is usage revenue less vendor cost, recomputed. " : "")
            + "All tiers, with exact figures, are in", files: ["margin-by-tier.csv"]),
      ]
        + overview.tierNotes.map { .element("p", ["class": "note"], .sentence($0)) })
  }

  // MARK: Sales

  private static func salesColumns(_ bars: TargetBars) -> [DataTable.Column] {
    [
      DataTable.Column(words: "Tier", key: "tier", isNumber: false),
      DataTable.Column(words: "Margin\u{A0}%", key: "margin_percent"),
      DataTable.Column(words: "Target\u{A0}%", key: "target"),
      DataTable.Column(words: "Points", key: "points"),
      DataTable.Column(
        words: "Margin against target, 0 to \(bars.end)\u{A0}%", isNumber: false, isOptional: true),
      DataTable.Column(words: "Requests", key: "requests", isOptional: true),
      DataTable.Column(words: "Revenue", key: "revenue", isOptional: true),
      DataTable.Column(words: "Cost", key: "cost", isOptional: true),
      DataTable.Column(words: "Margin", key: "margin"),
    ]
  }

  private static func sales(
    _ tier: TierMargin, _ overview: Overview, _ bars: TargetBars
  ) -> [DataTable.Cell] {
    let totals = tier.totals
    let decimals = overview.headline.decimals
    return [
      .text(tier.name),
      .figure(Figures.percent(totals.marginPercent), isBad: (totals.marginPercent ?? 0) < 0),
      .figure(Figures.percent(totals.comparedTarget)), .points(totals.comparedPoints),
      DataTable.Cell(drawing: bars.markup(tier)), .text(Figures.count(totals.requests)),
      .money(totals.knownRevenue, decimals), .money(totals.knownVendorCost, decimals),
      .money(totals.knownMargin, decimals, isBadBelowZero: true),
    ]
  }

  // MARK: Cost

  private static let costColumns = [
    DataTable.Column(words: "Tier", key: "tier", isNumber: false),
    DataTable.Column(words: "Requests", key: "requests"),
    DataTable.Column(words: "Cost", key: "cost"),
    DataTable.Column(words: "Share\u{A0}%", key: "share"),
  ]

  private static func costs(_ tier: TierMargin, _ overview: Overview) -> [DataTable.Cell] {
    let whole = overview.tiers.total.totals.vendorCost
    let share = tier.totals.knownVendorCost.flatMap {
      Quotient.halfEven($0.attodollars * 1_000_000, whole.attodollars)
    }
    return [
      .text(tier.name), .text(Figures.count(tier.totals.requests)),
      .money(tier.totals.knownVendorCost, overview.headline.decimals),
      .figure(Figures.percent(share)),
    ]
  }
}

extension DataTable.Cell {
  /// An amount in the decimals of its column; a dash where it is not known.
  static func money(
    _ amount: Money?, _ decimals: Int, isBadBelowZero: Bool = false
  ) -> DataTable.Cell {
    guard let amount else { return .text(ShownColumn.unknown) }
    return .figure(
      Figures.money(amount, decimals: decimals), isBad: isBadBelowZero && amount < .zero)
  }

  /// The difference from the target with its sign and an arrow; a dash where there is no target.
  static func points(_ variance: Int128?) -> DataTable.Cell {
    let figure = Typography.figure(Figures.points(variance))
    guard let variance, variance != 0 else { return DataTable.Cell(text: figure) }
    return DataTable.Cell(
      text: figure + (variance < 0 ? " ▼" : " ▲"), tone: variance < 0 ? .bad : .good)
  }
}
