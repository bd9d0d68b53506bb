import Cube
import Ledger
import Overview
import Tables

/// The sheet of all models, the largest vendor cost first.
struct ModelsPage {
  let page: Page

  /// Nil without models.
  init?(_ overview: Overview, scope: String) {
    let models = overview.models
    guard !models.lines.isEmpty else { return nil }
    let columns = ModelsPage.columns(models, isSold: overview.costView == nil)
    let sheet = Sheet(
      name: SheetName.models, title: "Models, USD", fields: columns.map(\.field),
      rows: models.lines.map { line in columns.map { $0.cell(line) } },
      total: columns.map { $0.cell(models.total) }, decimals: models.decimals)
    page = Page(sheet, scope: scope)
  }

  /// A column, and its cell of a model.
  private typealias SheetColumn = (field: SheetField, cell: (ModelLine) -> Cell)

  private static func columns(_ models: Models, isSold: Bool) -> [SheetColumn] {
    let decimals = models.decimals
    let signed = NumberView.grouped(decimals: decimals).signedPattern
    let sales: [SheetColumn] = [
      (SheetField("Usage revenue USD", .money), { .money(orBlank: $0.totals.knownRevenue) }),
      (SheetField("Margin USD", .money), { .money(orBlank: $0.totals.knownMargin) }),
      (SheetField("Margin %", .percent), { .percent(orBlank: $0.totals.marginPercent) }),
    ]
    let names: [SheetColumn] = [
      (SheetField("Model", .text), { .text(Name($0.name)) }),
      (SheetField("Vendor", .text), { .text(Name($0.vendor)) }),
      (SheetField("Requests", .count), { .count(Int128($0.totals.requests)) }),
      (
        SheetField("Million tokens", .decimal, pattern: "#,##0.0"),
        { .decimal($0.tokens.all, scale: 6) }
      ),
      (SheetField("Vendor cost USD", .money), { .money(orBlank: $0.totals.knownVendorCost) }),
    ]
    let change: [SheetColumn] =
      models.changeHeading.map {
        [
          (
            SheetField($0 + " USD", .money, pattern: signed),
            { $0.change.map { .shownMoney($0, decimals: decimals) } ?? .blank }
          )
        ]
      } ?? []
    func price(_ money: Money?) -> Cell {
      money.map { .decimal($0.attodollars, scale: Money.decimals) } ?? .blank
    }
    return names + change + (isSold ? sales : []) + [
      (
        SheetField("USD per 1,000 requests", .decimal, pattern: "#,##0.00"),
        { price($0.costOf1000Requests) }
      ),
      (
        SheetField("USD per 1,000 output tokens", .decimal, pattern: "#,##0.0000"),
        { price($0.costOf1000OutputTokens) }
      ),
      (SheetField("Cached share %", .percent), { .percent(orBlank: $0.cachedShare) }),
    ]
  }
}
