import Cube
import Ledger
import Overview
import Reports
import Tables

/// The sheet of all customers, the largest first.
struct CustomersPage {
  let page: Worksheet

  /// The number of customers that are printed.
  private static let printed = 100

  /// Nil without customers.
  init?(_ overview: Overview, scope: String) {
    let customers = overview.customers
    guard !customers.lines.isEmpty else { return nil }
    let columns = CustomersPage.columns(customers, isSold: overview.costView == nil)
    let sheet = Sheet(
      SheetName.customers, columns, lines: customers.lines, total: customers.total,
      decimals: customers.decimals,
      words: ("customers", "users.csv"))
    var page = Worksheet(sheet, scope: scope, printedRows: CustomersPage.printed)
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

  private typealias CustomerColumn = BreakdownColumn<CustomerLine>

  private static func columns(_ customers: Customers, isSold: Bool) -> [CustomerColumn] {
    let sales = [
      CustomerColumn(SheetField("Usage revenue USD", .money)) {
        .money(orBlank: $0.totals.knownRevenue)
      }
    ]
    let margins = [
      CustomerColumn(SheetField("Margin USD", .money)) { .money(orBlank: $0.knownMargin) },
      CustomerColumn(SheetField("Margin %", .percent)) {
        .percent(orBlank: $0.marginPercent)
      },
      CustomerColumn(SheetField("Target %", .percent)) {
        .percent(orBlank: $0.totals.comparedTarget)
      },
      CustomerColumn(SheetField("Points", .points)) {
        .percent(orBlank: $0.comparedPoints)
      },
      CustomerColumn(SheetField("\(customers.planFeesName) USD", .money)) {
        .money(orBlank: $0.planFees)
      },
    ]
    let marginsWithFees = [
      CustomerColumn(SheetField("Margin with plan fees USD", .money)) {
        .money(orBlank: $0.marginWithPlanFees)
      }
    ]
    let names = [
      CustomerColumn(SheetField("Account", .text)) { .text(Name($0.name)) },
      CustomerColumn(SheetField("Tier", .text)) { .text(Name($0.tiers)) },
      CustomerColumn(SheetField("Users", .count, narrowest: 8)) { .count(Int128($0.users)) },
      CustomerColumn(SheetField("Requests", .count)) { .count(Int128($0.totals.requests)) },
    ]
    let cost = [
      CustomerColumn(SheetField("Vendor cost USD", .money)) {
        .money(orBlank: $0.knownVendorCost)
      }
    ]
    let shares = [
      CustomerColumn(SheetField("Share %", .percent, narrowest: 8)) {
        .percent(orBlank: $0.share)
      },
      CustomerColumn(SheetField("Cum. %", .percent, narrowest: 8)) {
        .percent(orBlank: $0.cumulative)
      },
    ]
    return names + CustomerColumn.unpriced(\.totals, total: customers.total.totals)
      + (isSold ? sales : []) + cost + (isSold ? margins : [])
      + (isSold && customers.hasMarginWithPlanFees ? marginsWithFees : [])
      + CustomerColumn.changes(customers.changeHeading, decimals: customers.decimals, \.change)
      + shares + segments(customers) + trend(customers)
  }

  /// None where no customer has a segment.
  private static func segments(_ customers: Customers) -> [CustomerColumn] {
    guard customers.lines.contains(where: { $0.segment != nil }) else { return [] }
    return [
      CustomerColumn(SheetField("Segment", .text)) { line in
        let word = line.segment.flatMap { CodeText.words(Name($0.rawValue), column: "segment") }
        return word.map { .text($0) } ?? .blank
      }
    ]
  }

  /// None where no customer has a trend.
  private static func trend(_ customers: Customers) -> [CustomerColumn] {
    // A bar is no wider than a digit.
    let bars = customers.lines.map(\.trend.count).max() ?? 0
    guard bars > 0 else { return [] }
    return [
      CustomerColumn(
        SheetField(
          customers.trendHeading, .text, widest: max(8, bars + 2), isPale: true, narrowest: 8)
      ) { .text(Name($0.trend)) }
    ]
  }
}
