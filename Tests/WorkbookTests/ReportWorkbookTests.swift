import Cube
import Foundation
import Ledger
import Overview
import Reconciliation
import Reports
import Tables
import Testing

@testable import Workbook

@Suite struct ReportWorkbookTests {
  @Test func `a sheet without rows is left out, and About says so`() throws {
    #expect(try workbook.pages.map(\.name) == ["Summary", "About"])
    let about = try texts(of: "About")
    #expect(about.contains { $0.hasPrefix("Omitted, because they have no rows: What changed, ") })
  }

  @Test func `every report but the summary has a line in the list of details`() {
    let names = Set(DetailTable.all.map(\.name))
    #expect(names.count == DetailTable.all.count)
    #expect(
      names.symmetricDifference(Report.all.map(\.name))
        == [
          "summary", "comparison", "comparison-movers", "restatement", "bill-reconciliation",
          "credit-balances",
          "grants", "reservations", "coupons-report", "plan-changes", "pool-usage", "low-balances",
          "entitlement-findings", "deferred-revenue", "revenue-waterfall", "invoices", "journal",
        ])
    let titles = Set(Report.all.map(\.title))
    #expect(titles.count == Report.all.count)
    #expect(titles.allSatisfy { (1...31).contains($0.utf16.count) })
  }

  @Test func `a report says what its columns mean`() {
    for report in Report.all {
      for column in report.columns {
        #expect(column.meaning.hasSuffix("."), "\(report.name): \(column.name)")
      }
    }
  }

  @Test func `every column of a sheet of details is in its list of columns`() throws {
    let details = ReportBook.details(overview, input)
    let columns = try #require(details.pages.last)
    #expect(columns.name == "Columns")
    let texts = Set(columns.cells.compactMap(\.text))
    for page in details.pages.dropLast() {
      for heading in page.cells.filter({ $0.row == 0 }).compactMap(\.text) {
        #expect(texts.contains(heading), "\(page.name): \(heading)")
      }
    }
  }

  /// But for those that say how exports and bills are read; settings of one subject share a line.
  @Test func `every setting of the document is on About`() throws {
    let about = try texts(of: "About")
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/SETTINGS.md"), encoding: .utf8)
    let keys = document.matches(of: /\n\| `([a-z_.]+)` \|/).map { String($0.output.1) }
    #expect(keys.count > 15)
    for key in keys where !["formats", "mappings", "bills"].contains(key) {
      let isTold = about.contains(key) || about.contains(String(key.prefix { $0 != "." }))
      #expect(isTold, "\(key)")
    }
  }

  @Test func `without usage nothing needs attention`() throws {
    #expect(try texts(of: "Summary").contains("Nothing needs attention"))
    #expect(
      try texts(of: "Summary").contains("Not checked: credit balances and vendor invoices."))
    #expect(try texts(of: "Summary").contains("Assay report: no usage"))
    #expect(try workbook.pages.flatMap(\.charts).isEmpty)
  }

  @Test func `the figures have names that formulas can use`() throws {
    #expect(
      try page("Summary").names.map(\.name).sorted() == [
        "Free_tier_loss_USD", "Margin_USD", "Margin_percent", "Plan_fees_USD", "Usage_revenue_USD",
        "Vendor_cost_USD",
      ])
    #expect(try page("About").names.map(\.name) == ["Period_from", "Period_to"])
  }

  @Test func `a link leads to a sheet of the workbook`() throws {
    let pages = try workbook.pages
    #expect(Set(pages.map(\.name)).isSuperset(of: pages.flatMap(\.cells).compactMap(\.target)))
  }

  @Test func `the workbook says what it is about, and that it was made at the end of its period`()
    throws
  {
    let properties = try workbook.properties
    #expect(properties.title == "Assay report: no usage")
    #expect(properties.subject == "Usage, cost, credits and margin, none")
    #expect(properties.created == Day(number: 20_000))
  }

  @Test func `Summary prints on two pages at full size, and About lists the files`() throws {
    let print = try page("Summary").print
    #expect(!print.isLandscape)
    #expect(print.scale == 100)
    #expect(print.breaks.count == 1)
    let about = try texts(of: "About")
    #expect(about.isSuperset(of: ["ledger/july.csv", "c0ffee"]))
  }

  /// One request of 1 USD that is not sold.
  @Test func `where nothing is sold there is no sheet of sales`() throws {
    var table = FactTable()
    table.prepare([
      FactDimensions(
        tier: "", provider: "p", model: "m", service: "", serviceTier: "", status: .completed,
        isBYOK: false,
        terms: Terms(isFree: false, creditValue: .default, targetMargin: nil, basis: .notSold))
    ])
    var record = UsageRecord()
    record.day = Day(number: 20_000)
    let cost = Money(attodollars: 1_000_000_000_000_000_000)
    table.add(
      [record],
      [
        RatedRecord(
          card: 0, disposition: .rated, notionalCost: cost, credits: Credits(microcredits: 0))
      ],
      [
        ComparisonOutcome(
          cost: .notRecorded, credits: .notRecorded, recordedCost: nil, hasNegativeMargin: false)
      ], sign: 1)
    let input = ReportInput(
      rows: RowCounts(),
      facts: Facts(merging: [(table, [UserKey(account: .empty, user: "u")])]),
      reconciliation: ReconciliationTotals(), exceptions: [], negativeMargins: [], rejects: [],
      settings: Settings())
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let names = Set(ReportBook.details(overview, input).pages.map(\.name))
    #expect(names.isSuperset(of: ["Margin by tier", "Reconciliation", "Columns"]))
    #expect(
      names.isDisjoint(with: [
        "Revenue", "Free tier by user", "Free tier by model", "Free tier by day",
        "Free-tier guards", "Guarded users", "Corrections", "Negative margin",
      ]))
    let book = try ReportBook.make(overview, input)
    let customers = try #require(book.pages.first { $0.name == "Customers" })
    let headings = customers.cells.filter { $0.row == 0 }.compactMap(\.text)
    #expect(
      headings == [
        "Account", "Tier", "Users", "Requests", "Vendor cost USD", "Share %", "Cum. %",
      ])
    let summary = try #require(book.pages.first { $0.name == "Summary" })
    #expect(!summary.cells.compactMap(\.text).contains("Usage revenue"))
  }

  // MARK: A run without a row

  private let input = ReportInput(
    rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
    exceptions: [], negativeMargins: [], rejects: [], settings: Settings())

  private var overview: Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  private var workbook: ReportWorkbook {
    get throws {
      try ReportBook.make(
        overview, input, files: [SourceFile(path: "ledger/july.csv", sha256: "c0ffee")])
    }
  }

  private func page(_ name: String) throws -> Worksheet {
    try #require(try workbook.pages.first { $0.name == name })
  }

  private func texts(of name: String) throws -> Set<String> {
    Set(try page(name).cells.compactMap(\.text))
  }
}

extension PageCell {
  fileprivate var text: String? {
    if case .text(let text) = cell.content { text } else { nil }
  }

  fileprivate var target: String? {
    if case .link(_, let sheet) = cell.content { sheet } else { nil }
  }
}
