import Ledger
import Overview

/// The models, largest cost first: what each costs, brings and takes from the cache.
enum ModelSection {
  /// All are shown where there are no more than this.
  static let limit = 15

  static func markup(_ overview: Overview) -> Markup {
    let models = overview.models
    guard !models.lines.isEmpty else { return .nothing }
    let isSold = overview.costView == nil
    let isCut = models.lines.count > limit
    let shown = isCut ? Array(models.lines.prefix(CustomerSection.limit)) : models.lines
    let rest = models.others(after: shown.count)
    let all = shown + [rest, models.total].compactMap(\.self)
    let unitCosts = UnitCosts(all)
    func row(_ index: Int, _ name: String) -> DataTable.Row {
      DataTable.Row(cells: cells(all[index], name, models, unitCosts, index, isSold: isSold))
    }
    var rows = shown.indices.map { index in
      var row = row(index, shown[index].label)
      row.keys = [("model", shown[index].label)]
      return row
    }
    if let rest {
      var row = row(shown.count, rest.name)
      row.style = "rest"
      rows.append(row)
    }
    let table = DataTable(
      id: "t-models", heading: Section.headingID("models"), note: Section.noteID("models"),
      name: "Table of models", columns: columns(models, isSold: isSold), rows: rows,
      total: row(
        all.count - 1,
        Figures.count(Int64(models.lines.count { !$0.isLost }), "model")))
    return Section.markup(
      id: "models", "Models", side: Section.side("USD"),
      [
        table.markup,
        Section.note(
          for: "models",
          (isCut ? "The \(shown.count) models with the largest cost.  " : "")
            + "Cached share is of prompt tokens. All models, with exact figures, are in",
          files: ["margin-by-model.csv"]),
      ])
  }

  private static func columns(_ models: Models, isSold: Bool) -> [DataTable.Column] {
    let change = models.changeHeading.map {
      [DataTable.Column(words: $0, key: "change", isOptional: isSold)]
    }
    let sales = [
      DataTable.Column(words: "Revenue", key: "revenue", isOptional: true),
      DataTable.Column(words: "Margin\u{A0}%", key: "margin_percent"),
    ]
    let unpriced =
      models.total.totals.unpriced > 0
      ? [DataTable.Column(words: "Without a price", key: "unpriced", isOptional: true)] : []
    return [
      DataTable.Column(words: "Model", key: "model", isNumber: false),
      DataTable.Column(words: "Requests", key: "requests", isOptional: true),
    ] + unpriced + [DataTable.Column(words: "Cost", key: "cost")] + (change ?? [])
      + (isSold ? sales : []) + [
        DataTable.Column(
          words: models.total.totals.unpriced > 0
            ? "Cost of 1,000 priced requests" : "Cost of 1,000 requests",
          key: "cost_requests", isOptional: true),
        DataTable.Column(
          words: "Cost of 1,000 output tokens", key: "cost_output", isOptional: true),
        DataTable.Column(words: "Cached share\u{A0}%", key: "cached"),
      ]
  }

  private static func cells(
    _ line: ModelLine, _ name: String, _ models: Models, _ unitCosts: UnitCosts, _ index: Int,
    isSold: Bool
  ) -> [DataTable.Cell] {
    let totals = line.totals
    let unpriced: [DataTable.Cell] =
      models.total.totals.unpriced > 0 ? [.text(Figures.count(totals.unpriced))] : []
    let start: [DataTable.Cell] =
      [.text(name), .text(Figures.count(totals.requests))] + unpriced
      + [.money(line.knownVendorCost, models.decimals)]
    let change: [DataTable.Cell] =
      models.changeHeading == nil ? [] : [.change(line.change, decimals: models.decimals)]
    let sales: [DataTable.Cell] = [
      .money(line.knownRevenue, models.decimals),
      .figure(Figures.percent(line.marginPercent), isBad: (line.marginPercent ?? 0) < 0),
    ]
    return start + change + (isSold ? sales : []) + [
      .figure(unitCosts.requests[index]), .figure(unitCosts.output[index]),
      .figure(Figures.percent(line.cachedShare)),
    ]
  }
}

/// The costs of 1,000 requests and of 1,000 output tokens, each column with one number of decimals.
private struct UnitCosts {
  let requests: [String]
  let output: [String]

  init(_ lines: [ModelLine]) {
    requests = UnitCosts.column(lines.map(\.costOf1000Requests))
    output = UnitCosts.column(lines.map(\.costOf1000OutputTokens))
  }

  private static func column(_ amounts: [Money?]) -> [String] {
    var known = Figures.column(amounts.compactMap(\.self))[...]
    return amounts.map { $0 == nil ? ShownColumn.unknown : known.removeFirst() }
  }
}
