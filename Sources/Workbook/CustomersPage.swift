import Cube
import Ledger
import Overview
import Tables

/// The sheet of all customers, the largest first.
struct CustomersPage {
  let page: Page

  /// The number of customers that are printed.
  private static let printed = 100

  /// Nil without customers.
  init?(_ overview: Overview, scope: String) {
    let customers = overview.customers
    guard !customers.lines.isEmpty else { return nil }
    let columns = CustomersPage.columns(customers, isSold: overview.costView == nil)
    let sheet = Sheet(
      name: SheetName.customers, title: "Customers, USD", fields: columns.map(\.field),
      rows: customers.lines.map { line in columns.map { $0.cell(line) } },
      total: columns.map { $0.cell(customers.total) }, decimals: customers.decimals)
    var page = Page(sheet, scope: scope, printedRows: CustomersPage.printed)
    // A trend that has no room would take pages of its own.
    let width = page.pixels(ofColumns: 0..<columns.count)
    if page.print.repeatedColumns > 0, columns.last?.field.isPale == true,
      let area = page.print.area
    {
      page.print.fit(pixels: width - page.pixels(ofColumns: columns.count - 1..<columns.count))
      page.print.area = CellRange(rows: area.rows, columns: 0...columns.count - 2)
    }
    self.page = page
  }

  /// A column, and its cell of a customer.
  private typealias SheetColumn = (field: SheetField, cell: (CustomerLine) -> Cell)

  private static func columns(_ customers: Customers, isSold: Bool) -> [SheetColumn] {
    let decimals = customers.decimals
    let signed = NumberView.grouped(decimals: decimals).signedPattern
    let sales: [SheetColumn] = [
      (SheetField("Usage revenue USD", .money), { .money(orBlank: $0.totals.knownRevenue) })
    ]
    let margins: [SheetColumn] = [
      (SheetField("Margin USD", .money), { .money(orBlank: $0.totals.knownMargin) }),
      (SheetField("Margin %", .percent), { .percent(orBlank: $0.totals.marginPercent) }),
      (SheetField("Target %", .percent), { .percent(orBlank: $0.totals.comparedTarget) }),
      (SheetField("Points", .points), { .percent(orBlank: $0.totals.comparedPoints) }),
      (SheetField("Plan fees USD", .money), { .money(orBlank: $0.planFees) }),
      (
        SheetField("Margin with plan fees USD", .money),
        { .money(orBlank: $0.marginWithPlanFees) }
      ),
    ]
    let names: [SheetColumn] = [
      (SheetField("Account", .text), { .text(Name($0.name)) }),
      (SheetField("Tier", .text), { .text(Name($0.tiers)) }),
      (SheetField("Users", .count, narrowest: 8), { .count(Int128($0.users)) }),
      (SheetField("Requests", .count), { .count(Int128($0.totals.requests)) }),
    ]
    let cost: [SheetColumn] = [
      (SheetField("Vendor cost USD", .money), { .money(orBlank: $0.totals.knownVendorCost) })
    ]
    let change: [SheetColumn] =
      customers.changeHeading.map {
        [
          (
            SheetField($0 + " USD", .money, pattern: signed),
            { $0.change.map { .shownMoney($0, decimals: decimals) } ?? .blank }
          )
        ]
      } ?? []
    // A bar is no wider than a digit.
    let bars = customers.lines.map(\.trend.count).max() ?? 0
    let trend: [SheetColumn] =
      bars > 0
      ? [
        (
          SheetField(
            customers.trendHeading, .text, widest: max(8, bars + 2), isPale: true, narrowest: 8),
          { .text(Name($0.trend)) }
        )
      ] : []
    return names + (isSold ? sales : []) + cost + (isSold ? margins : []) + change + [
      (SheetField("Share %", .percent, narrowest: 8), { .percent(orBlank: $0.share) }),
      (SheetField("Cum. %", .percent, narrowest: 8), { .percent(orBlank: $0.cumulative) }),
    ] + trend
  }
}
