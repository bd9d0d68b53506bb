import Cube
import Foundation
import Ledger
import Overview
import Reconciliation
import Reports
import Tables
import Testing
import Workbook

@Suite struct ReportWorkbookTests {
  @Test func `the sheets are those of the reports, in their order, between Summary and About`() {
    let titles = Report.all.dropFirst().map(\.title)
    #expect(workbook.pages.map(\.name) == ["Summary", "Charts"] + titles + ["About"])
  }

  @Test func `a report says what its columns mean and what its link leads to`() {
    for report in Report.all {
      for column in report.columns {
        #expect(column.meaning.hasSuffix("."), "\(report.name): \(column.name)")
      }
      #expect(!report.link.text(rowCount: 0).isEmpty, "\(report.name)")
    }
  }

  @Test func `every column and every measure stands on About with its meaning`() throws {
    let about = try texts(of: "About")
    for column in Report.all.dropFirst().flatMap(\.columns) {
      #expect(about.isSuperset(of: [column.name, column.meaning]), "\(column.name)")
    }
    for measure in SummaryMeasure.all {
      #expect(measure.meaning.hasSuffix("."), "\(measure.name)")
      #expect(about.isSuperset(of: [measure.name, measure.meaning]), "\(measure.name)")
    }
  }

  /// But for those that say how exports are read; the classes of keys of customers share a line.
  @Test func `every setting of the document stands on About`() throws {
    let about = try texts(of: "About")
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/SETTINGS.md"), encoding: .utf8)
    let keys = document.matches(of: /\n\| `([a-z_.]+)` \|/).map { String($0.output.1) }
    #expect(keys.count > 15)
    for key in keys where !["formats", "mappings"].contains(key) {
      let isTold = about.contains(key) || about.contains(String(key.prefix { $0 != "." }))
      #expect(isTold, "\(key)")
    }
  }

  @Test func `a column for the view is in the list of columns`() throws {
    let about = try texts(of: "About")
    for page in workbook.pages {
      for heading in page.cells.compactMap(\.text) where heading.hasSuffix("(view only)") {
        #expect(about.contains(heading) || page.name == "Charts", "\(page.name): \(heading)")
      }
    }
  }

  @Test func `without usage nothing needs attention, and nothing is drawn`() throws {
    #expect(try texts(of: "Summary").contains("Nothing needs attention"))
    #expect(
      try texts(of: "Summary").contains(
        "Not checked: credit balances and vendor invoices."))
    #expect(try texts(of: "Summary").contains("Assay report: no usage"))
    #expect(try texts(of: "Charts").contains("Nothing to draw in this period."))
    #expect(workbook.pages.flatMap(\.charts).isEmpty)
  }

  @Test func `the figures have names that formulas can use`() throws {
    #expect(
      try page("Summary").names.map(\.name).sorted() == [
        "Credits", "Free_tier_loss_USD", "Margin_USD", "Margin_percent",
        "Margin_with_plan_fees_USD", "Period_from",
        "Period_to", "Plan_fees_USD", "Usage_revenue_USD", "Vendor_cost_USD",
      ])
  }

  @Test func `a link leads to a sheet of the workbook`() {
    let names = Set(workbook.pages.map(\.name))
    let targets = workbook.pages.flatMap(\.cells).compactMap(\.target)
    #expect(targets.count > 30)
    #expect(names.isSuperset(of: targets))
  }

  @Test func `the workbook says what it is about, and that it was made at the end of its period`() {
    #expect(workbook.properties.title == "Assay report: no usage")
    #expect(workbook.properties.subject == "Usage, cost, credits and margin, no usage")
    #expect(workbook.properties.created == Day(number: 20_000))
  }

  @Test func `Summary prints on one page and About lists the files with their digests`() throws {
    let print = try page("Summary").print
    #expect(!print.isLandscape)
    #expect(print.pagesWide == 1)
    #expect(print.pagesHigh == 1)
    let about = try texts(of: "About")
    #expect(about.contains("ledger/july.csv"))
    #expect(about.contains("c0ffee"))
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
        Outcome(
          cost: .notRecorded, credits: .notRecorded, recordedCost: nil, hasNegativeMargin: false)
      ], sign: 1)
    let input = ReportInput(
      rows: RowCounts(),
      facts: Facts(merging: [(table, [UserKey(account: .empty, user: "u")])]),
      reconciliation: ReconciliationTotals(), exceptions: [], negativeMargins: [], rejects: [],
      settings: Settings())
    let book = ReportWorkbook(
      Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])),
      input: input, tables: Report.all.map { $0.table(input) },
      source: WorkbookSource(version: "1", created: Day(number: 20_000), knownAt: nil, files: []))
    let names = Set(book.pages.map(\.name))
    #expect(names.isSuperset(of: ["Summary", "Margin by tier", "Reconciliation", "About"]))
    #expect(
      names.isDisjoint(with: [
        "Revenue", "Free tier by user", "Free tier by model", "Free tier by day",
        "Free-tier guards", "Guarded users", "Corrections", "Negative margin",
      ]))
    let summary = try #require(book.pages.first { $0.name == "Summary" })
    let texts = summary.cells.compactMap(\.text)
    #expect(!texts.contains { $0.contains("Credits: ") || $0 == "Revenue" }, "\(texts)")
  }

  // MARK: A run without a row

  private let input = ReportInput(
    rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
    exceptions: [], negativeMargins: [], rejects: [], settings: Settings())

  private var tables: [Table] { Report.all.map { $0.table(input) } }

  private var workbook: ReportWorkbook {
    ReportWorkbook(
      Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])),
      input: input, tables: tables,
      source: WorkbookSource(
        version: "1", created: Day(number: 20_000), knownAt: nil,
        files: [SourceFile(path: "ledger/july.csv", size: 7, sha256: "c0ffee")]))
  }

  private func page(_ name: String) throws -> Page {
    try #require(workbook.pages.first { $0.name == name })
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
