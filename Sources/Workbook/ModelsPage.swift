import Cube
import Ledger
import Overview
import Tables

/// The sheet of all models, the largest vendor cost first.
struct ModelsPage {
  let page: Worksheet

  /// Nil without models.
  init?(_ overview: Overview, scope: String) {
    let models = overview.models
    guard !models.lines.isEmpty else { return nil }
    let columns = ModelsPage.columns(models, isSold: overview.costView == nil)
    let sheet = Sheet(
      SheetName.models, columns, lines: models.lines, total: models.total,
      decimals: models.decimals,
      words: ("models", "margin-by-model.csv"))
    page = Worksheet(sheet, scope: scope)
  }

  private typealias ModelColumn = BreakdownColumn<ModelLine>

  private static func columns(_ models: Models, isSold: Bool) -> [ModelColumn] {
    let sales = [
      ModelColumn(SheetField("Usage revenue USD", .money)) {
        .money(orBlank: $0.knownRevenue)
      },
      ModelColumn(SheetField("Margin USD", .money)) { .money(orBlank: $0.knownMargin) },
      ModelColumn(SheetField("Margin %", .percent)) {
        .percent(orBlank: $0.marginPercent)
      },
    ]
    let names = [
      ModelColumn(SheetField("Model", .text)) { .text(Name($0.name)) },
      ModelColumn(SheetField("Vendor", .text)) { .text(Name($0.vendor)) },
      ModelColumn(SheetField("Requests", .count)) { .count(Int128($0.totals.requests)) },
    ]
    let use = [
      ModelColumn(SheetField("Million tokens", .decimal, pattern: "#,##0.0")) {
        .decimal($0.tokens.all, scale: 6)
      },
      ModelColumn(SheetField("Vendor cost USD", .money)) {
        .money(orBlank: $0.knownVendorCost)
      },
    ]
    func price(_ money: Money?) -> Cell {
      money.map { .decimal($0.attodollars, scale: Money.decimals) } ?? .blank
    }
    let unitCosts = [
      ModelColumn(SheetField("USD per 1,000 requests", .decimal, pattern: "#,##0.00")) {
        price($0.costOf1000Requests)
      },
      ModelColumn(SheetField("USD per 1,000 output tokens", .decimal, pattern: "#,##0.0000")) {
        price($0.costOf1000OutputTokens)
      },
      ModelColumn(SheetField("Cached share %", .percent)) { .percent(orBlank: $0.cachedShare) },
    ]
    return names + ModelColumn.unpriced(\.totals, total: models.total.totals) + use
      + ModelColumn.changes(models.changeHeading, decimals: models.decimals, \.change)
      + (isSold ? sales : []) + unitCosts
  }
}
