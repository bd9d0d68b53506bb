import Overview

/// The vendor cost by day and by user, where nothing is sold.
enum CostSection {
  /// Nothing where usage is sold.
  static func markup(_ overview: Overview) -> Markup {
    guard let view = overview.costView else { return .nothing }
    let decimals = overview.headline.decimals
    let rounding = view.roundingNote(decimals: decimals).map { $0 + " " } ?? ""
    let days = "The last \(view.days.shown.count) days with usage, the latest first. "
    return .joined([
      section("days", view.days, days + rounding, decimals: decimals),
      section("users", view.users, "Largest cost first. " + rounding, decimals: decimals),
    ])
  }

  private static func section(
    _ id: String, _ breakdown: CostOnlyView.Breakdown, _ order: String, decimals: Int
  ) -> Markup {
    let isWhole = breakdown.total.totals.unpriced == 0
    func row(_ part: CostOnlyView.Part) -> DataTable.Row {
      let unpriced: [DataTable.Cell] =
        isWhole ? [] : [.text(Figures.count(part.totals.unpriced))]
      return DataTable.Row(
        cells: [
          .text(part.name), .text(Figures.count(part.totals.requests)),
        ] + unpriced + [
          .money(part.totals.knownVendorCost, decimals), .figure(Figures.percent(part.share)),
        ])
    }
    var rows = breakdown.shown.map(row)
    if let rest = breakdown.rest {
      var last = row(rest)
      last.style = "rest"
      rows.append(last)
    }
    // The script does not know these tables, so that no column has a key.
    let columns =
      [
        DataTable.Column(words: breakdown.word.withCapital, isNumber: false),
        DataTable.Column(words: "Requests", isOptional: true),
      ] + (isWhole ? [] : [DataTable.Column(words: "Without a price", isOptional: true)])
      + [DataTable.Column(words: "Cost"), DataTable.Column(words: "Share\u{A0}%")]
    let table = DataTable(
      id: "t-" + id, heading: Section.headingID(id), note: Section.noteID(id),
      name: "Table of \(id)", columns: columns, rows: rows, total: row(breakdown.total))
    return Section.markup(
      id: id, "Cost by \(breakdown.word)", side: Section.side("USD"),
      [
        table.markup,
        Section.note(
          for: id,
          order + "These figures cover the whole period, so they do not follow the filter. "
            + "All are in",
          files: [(breakdown.report ?? "facts") + ".csv"]),
      ])
  }
}
