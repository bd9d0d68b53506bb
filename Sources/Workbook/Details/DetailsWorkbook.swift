import Ledger
import Overview
import Reports
import Tables

/// `assay-details.xlsx`: every table that has rows, one sheet each, and what its columns mean.
package struct DetailsWorkbook {
  package let pages: [Worksheet]
  package let properties: WorkbookProperties
  /// The names of the sheets by the names of their tables.
  let sheets: [String: String]
  /// The tables without rows, by title.
  let empty: [String]
  /// The sheets that have texts only in part, with the rows of their CSVs; row 1 is the header.
  package let cuts: [(sheet: String, csv: String, rows: [Int])]

  /// The tables of what customers pay and of free plans: without sales they say nothing, and get no sheet.
  private static let salesTables: Set = [
    "revenue", "free-tier-loss-by-user", "free-tier-loss-by-model", "free-tier-loss-by-day",
    "free-tier-guards", "free-tier-guard-users", "corrections", "negative-margin",
  ]

  /// - Parameters:
  ///   - tables: of `input` and of its comparison; those without a line in `DetailTable.all` get no sheet.
  ///   - requests: those that show differences of bills.
  package init(
    _ overview: Overview, input: ReportInput, tables: [Table], requests: BillRequestsTable? = nil,
    version: String, created: Day
  ) {
    let isSold = overview.costView == nil
    let scope = PrintedPageHeader.scope(of: overview)
    var byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
    byName["forecast"] = ForecastByTier.table(input)
    if let credits = input.credits, byName[CreditAuditPage.sources[0]] != nil {
      byName[CreditAuditPage.sources[0]] = AuditSummaryTable.sheet(credits)
    }
    let listed = DetailTable.all.compactMap { detail in byName[detail.name].map { (detail, $0) } }
      .filter { isSold || !DetailsWorkbook.salesTables.contains($0.1.name) }
    let shown = listed.filter { $0.1.rowCount > 0 }
    let laidOut = shown.map { detail, table in
      var options = detail.options
      if detail.name == "forecast" { options.note = input.outlook?.coverageNote }
      // Bills of the same usage have no total: only one of them is paid.
      if detail.name == "bill-reconciliation", overview.bills?.hasAlternatives == true {
        options.summed = []
      }
      return (detail, Sheet(table, named: table.title, options: options))
    }
    let bills = BillSummaryPage(overview.bills, scope: scope)?.page
    let audit = CreditAuditPage.sources.compactMap { byName[$0] }.filter { $0.rowCount > 0 }
    let credits = CreditAuditPage(audit, scope: scope)
    let emptyAudit = byName[CreditAuditPage.sources[0]]?.rowCount == 0 ? [CreditAuditPage.name] : []
    empty = listed.filter { $0.1.rowCount == 0 }.map(\.1.title) + emptyAudit
    sheets = Dictionary(
      uniqueKeysWithValues: shown.map { ($0.1.name, $0.1.title) }
        + (bills.map { [("bill-summary", $0.name)] } ?? [])
        + (credits.map { [("audit-findings", $0.page.name)] } ?? []))
    cuts =
      (laidOut.map(\.1).map { ($0.name, $0.csvName, $0.cutRows) }
      + (credits.map { [($0.page.name, "audit-findings.csv", $0.cutRows)] } ?? []))
      .filter { !$0.2.isEmpty }
    var pages = laidOut.map { detail, sheet in
      var page = Worksheet(sheet, scope: scope)
      page.tab = detail.group.colour
      return page
    }
    if var bills {
      bills.tab = DetailTable.Group.reconciliation.colour
      let place = laidOut.firstIndex { $0.1.csvName == "bill-reconciliation.csv" }
      pages.insert(bills, at: place ?? pages.count)
      if let requests, requests.table.rowCount > 0 {
        var page = Worksheet(BillRequestsSheet.sheet(of: requests, overview.bills), scope: scope)
        page.tab = bills.tab
        pages.insert(page, at: (place ?? pages.count - 2) + 2)
      }
    }
    if var credits = credits?.page {
      credits.tab = DetailTable.Group.reconciliation.colour
      let balances = shown.first { $0.1.name == "credit-balances" }?.1.title
      pages.insert(credits, at: pages.firstIndex { $0.name == balances } ?? pages.count)
    }
    let described =
      shown.map { ($0.1.title, $0.1, $0.0.options) }
      + [requests?.table].compactMap(\.self).filter { $0.rowCount > 0 }
      .map { ($0.title, $0, SheetOptions()) }
      + audit.map { (CreditAuditPage.name, $0, SheetOptions()) }
    pages.append(Worksheet(DetailsWorkbook.columns(of: described), scope: scope))
    pages[0].isFirst = true
    self.pages = pages
    properties = WorkbookProperties(
      title: "\(overview.scope.title), details",
      subject: "Tables of usage, cost, credits and margin, \(overview.scope.daysInFigures)",
      comments: "Made by assay \(version). Exact figures: the CSV files beside this workbook.",
      created: created)
  }

  /// The sheet of what the columns of the other sheets mean.
  private static func columns(
    of tables: [(sheet: String, table: Table, options: SheetOptions)]
  ) -> Sheet {
    Sheet(
      name: "Columns", title: "Columns",
      fields: [
        SheetField("Sheet", .text), SheetField("Heading", .text),
        SheetField("CSV column", .text), SheetField("Meaning", .text, wraps: true),
      ],
      rows: tables.flatMap { sheet, table, options in
        table.columns.map { column in
          [
            sheet, options.heading(of: column.name), column.name, column.meaning,
          ].map { .text(Name($0)) }
        }
      })
  }
}
