import Overview

/// The cost of usage by model and by user, where no book says what customers pay.
enum CostSection {
  static func markup(_ view: CostView, _ overview: Overview) -> Markup {
    let decimals = overview.headline.decimals
    return .joined([
      section(view.days, decimals), section(view.models, decimals), section(view.users, decimals),
      .element("p", .sentence(view.howToSell)),
    ])
  }

  private static func section(_ breakdown: CostView.Breakdown, _ decimals: Int) -> Markup {
    let id = "cost-by-\(breakdown.word)"
    let parts = breakdown.shown + (breakdown.rest.map { [$0] } ?? [])
    let table = DataTable(
      section: id, name: "Table of cost by \(breakdown.word)",
      columns: [
        DataTable.Heading(
          words: breakdown.word.prefix(1).uppercased() + breakdown.word.dropFirst(),
          isNumber: false),
        DataTable.Heading(words: "Cost"), DataTable.Heading(words: "Share\u{A0}%"),
        DataTable.Heading(words: "Requests"), DataTable.Heading(words: "No price"),
      ],
      rows: parts.map { row($0, decimals) }, total: row(breakdown.total, decimals),
      file: (breakdown.report ?? "facts") + ".csv", order: "largest cost first")
    return Section.markup(
      id: id, "Cost by \(breakdown.word)",
      [
        Section.note(
          for: id, "USD; no price = requests excluded from every cost. Every digit is in",
          files: [(breakdown.report ?? "facts") + ".csv"]), table.markup,
      ])
  }

  private static func row(_ part: CostView.Part, _ decimals: Int) -> [DataTable.Cell] {
    [
      DataTable.Cell(text: part.name),
      DataTable.Cell(
        text: part.totals.knownVendorCost.map {
          Typography.figure(Figures.money($0, decimals: decimals))
        } ?? "–"),
      DataTable.Cell(text: Typography.figure(Figures.percent(part.share))),
      DataTable.Cell(text: Figures.count(part.totals.requests)),
      DataTable.Cell(text: Figures.count(part.totals.unpriced)),
    ]
  }
}
