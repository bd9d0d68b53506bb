import Credits
import Cube
import Ledger
import Overview
import Reconciliation
import Reports
import Support
import Tables
import Testing

@testable import Workbook

/// The sheets of the credit ledger; figures by hand, see `SmallCreditExample`.
struct CreditSheetTests {
  private func auditPage(_ audit: CreditAudit) throws -> Worksheet {
    try #require(
      CreditAuditPage(
        [AuditSummaryTable.sheet(audit), AuditFindingsTable(audit).table], scope: "s")?.page)
  }

  private func details(_ audit: CreditAudit?) -> DetailsWorkbook {
    let input = ReportInput(
      rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
      exceptions: [], negativeMargins: [], rejects: [], settings: Settings())
    let credits = audit.map {
      [
        AuditSummaryTable($0).table, AuditFindingsTable($0).table, CreditBalancesTable($0).table,
        GrantsTable($0).table, ReservationsTable($0).table, CouponsTable($0).table,
        PlanChangesTable($0).table, PoolUsageTable($0).table, LowBalancesTable($0).table,
        EntitlementFindingsTable($0).table,
      ]
    }
    return DetailsWorkbook(
      Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])),
      input: input, tables: Report.all.map { $0.table(input) } + (credits ?? []), version: "1",
      created: Day(number: 20_000))
  }

  /// The first column of a page, from its second row.
  private func names(_ page: Worksheet) -> [String] {
    page.cells.filter { $0.column == 0 && $0.row > 0 }.compactMap { cell in
      if case .text(let text) = cell.cell.content { text } else { nil }
    }
  }

  @Test func `the summary has the balances of the credit ledger as one equation`() throws {
    func summary(_ audit: CreditAudit?) throws -> [String] {
      let input = ReportInput(
        rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
        exceptions: [], negativeMargins: [], rejects: [], settings: Settings(), credits: audit)
      let overview = Overview(
        input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
      let book = try ReportBook.make(overview, input)
      return names(try #require(book.pages.first { $0.name == "Summary" }))
    }
    let texts = try summary(CreditExample.audit)
    #expect(texts.contains("Credits from 2026-08-01 to 2026-08-31 (UTC)"))
    // A sentence of several lines is in as many rows.
    #expect(
      texts.joined(separator: " ").contains(
        "Opening 412,380.5 + granted 389,400 + refunded 1,204.9 - consumed 366,917.2 "
          + "- expired 37,955.5 = closing 398,112.7; 3 events unread."))
    #expect(try !summary(nil).contains { $0.hasPrefix("Credits from") })
  }

  @Test func `each check has a line with its sums and what to do`() throws {
    let page = try auditPage(SmallCreditExample.audit)
    let row = try #require(page.row(of: "By check"))
    #expect(
      page.texts(row + 1, 0..<9) == [
        "Check", "Severity", "Accounts", "USD", "Credits", "Findings", "Recommended action",
        "First at", "Last at",
      ])
    #expect(
      page.texts(row + 2, 0..<9) == [
        "Settle twice", "Critical", "2.0", "0.04", "4.0", "2.0",
        "Reverse the second settlement if the source system booked it.", "2026-08-01T10:00:09Z",
        "2026-08-01T10:00:09.500Z",
      ])
    #expect(page.texts(row + 3, 0..<2) == ["Reservation stale", "Warning"])
    #expect(
      page.texts(row + 4, 0..<6) == ["Charged twice", "Critical", "1.0", "5.01", "0.0", "2.0"])
    #expect(page.texts(row + 5, 0..<2) == ["", ""])
  }

  /// One request was charged 0.70 USD too much and one as much too little.
  @Test func `a check with findings of opposite sign has both sides`() throws {
    let page = try auditPage(
      CreditExample.audit(
        CreditExample.findings(.deductionDiffers, 1, cents: 70)
          + CreditExample.findings(.deductionDiffers, 1, cents: -70)))
    let row = try #require(page.row(of: "By check"))
    let texts = page.texts(row + 2, 0..<7)
    #expect(texts[3] == "1.4")
    #expect(
      texts[6]
        == "0.70 USD too much, 0.70 USD too little charged. \(CreditCheck.deductionDiffers.action)")
  }

  @Test func `the worst findings come first, whatever their time`() throws {
    let page = try auditPage(SmallCreditExample.audit)
    let row = try #require(page.row(of: "Findings, worst severity and largest amount first"))
    let findings = (row + 2...row + 6).map { page.texts($0, 0..<6) }
    #expect(
      findings == [
        ["Charged twice", "Critical", "acc_17", "2.51", "0.0", "0.0"],
        ["Charged twice", "Critical", "acc_17", "2.5", "0.0", "0.0"],
        ["Settle twice", "Critical", "acc_17", "-0.02", "-2.0", "-2.0"],
        ["Settle twice", "Critical", "acc_18", "-0.02", "-2.0", "-2.0"],
        ["Reservation stale", "Warning", "acc_17", "0.0", "0.0", "0.0"],
      ])
    #expect(
      page.texts(row + 4, 7..<14) == [
        "2026-08-01T10:00:09.500Z", "e-004711", "", "", "req_5c1", "credits/a.csv", "4711.0",
      ])
    #expect(page.filter == CellRange(rows: row + 1...row + 6, columns: 0...13))
  }

  @Test func `of more than 1,000 findings the sheet says so`() throws {
    let page = try auditPage(CreditExample.audit(CreditExample.findings(.chargedTwice, 1_001)))
    #expect(
      page.row(
        of: "1,000 of 1,001 rows, worst severity and largest amount first;"
          + " all in audit-findings.csv") == page.cells.map(\.row).max())
    // A title, a line and a blank; a check with its title and headings, and a blank; the findings with theirs.
    #expect(page.cells.map(\.row).max() == 3 + 3 + 1 + 2 + 1_000)
  }

  @Test func `balances and grants are largest first, with sums`() throws {
    let pages = details(SmallCreditExample.audit).pages
    let balances = try #require(pages.first { $0.name == "Balances" })
    #expect(names(balances) == ["acc_17", "acc_19", "acc_18", "Total"])
    #expect(balances.texts(0, 11..<12) == ["Closing"])
    #expect(balances.number(4, 11) == 401.800001)
    let grants = try #require(pages.first { $0.name == "Grants" })
    #expect(names(grants) == ["=g1", "g4", "g3", "g2", "Total"])
    #expect(grants.texts(1, 2..<5) == ["Top-up", "2026-08-01T00:00:00.000500Z", ""])
    #expect(grants.texts(0, 7..<10) == ["Left", "Paid USD", "Deferred USD"])
    #expect(grants.texts(5, 7..<10) == ["43.75", "30.99", "4.496"])
  }

  @Test func `reservations, coupons and plan changes have words in place of codes`() throws {
    let pages = details(SmallCreditExample.audit).pages
    let reservations = try #require(pages.first { $0.name == "Reservations" })
    #expect(reservations.texts(1, 4..<7) == ["5.0", "Settled", "2.0"])
    #expect(reservations.texts(4, 4..<7) == ["8.5", "", "2.0"])
    let coupons = try #require(pages.first { $0.name == "Coupons" })
    #expect(coupons.texts(0, 0..<2) == ["Code", "Kind"])
    #expect(coupons.texts(2, 0..<3) == ["PLUS", "Credit bonus", "3.0"])
    #expect(coupons.texts(3, 0..<5) == ["Total", "", "4.0", "", "85.0"])
    let changes = try #require(pages.first { $0.name == "Plan changes" })
    #expect(changes.texts(1, 5..<8) == ["Upgrade", "In force", "750.0"])
    #expect(changes.texts(3, 7..<11) == ["750.0", "", "15.0", ""])
    let entitlements = try #require(pages.first { $0.name == "Entitlements" })
    #expect(entitlements.texts(1, 0..<1) == ["Not entitled"])
    #expect(entitlements.texts(2, 0..<1) == ["Rate limit exceeded"])
  }

  @Test func `pools have the sum of the draws, and low balances that of the balances`() throws {
    let pages = details(SmallCreditExample.audit).pages
    let pools = try #require(pages.first { $0.name == "Pools" })
    #expect(pools.texts(0, 3..<5) == ["Drawn credits", "Cap credits"])
    #expect(pools.texts(1, 0..<6) == ["org_1", "acc_17", "2026-08", "12.0", "10.0", "0.0"])
    #expect(pools.texts(3, 3..<7) == ["14.5", "", "", "5.0"])
    let low = try #require(pages.first { $0.name == "Low balances" })
    #expect(low.texts(1, 0..<4) == ["acc_19", "", "", "-10.0"])
    #expect(low.texts(2, 3..<9) == ["5.0", "4.0", "50.0", "10.0", "10.0", "0.0"])
    #expect(low.texts(3, 3..<5) == ["-5.0", "-6.0"])
  }

  @Test func `the sheets follow on each other, and Columns has what theirs mean`() throws {
    let book = details(SmallCreditExample.audit)
    let names = book.pages.map(\.name)
    let first = try #require(names.firstIndex(of: "Credit audit"))
    #expect(
      names[first...].prefix(9) == [
        "Credit audit", "Balances", "Grants", "Reservations", "Coupons", "Plan changes", "Pools",
        "Low balances", "Entitlements",
      ])
    #expect(book.sheets["audit-findings"] == "Credit audit")
    let columns = try #require(book.pages.last)
    let described = columns.cells.filter { $0.column == 0 }.count {
      $0.cell.content == .text("Credit audit")
    }
    #expect(described == AuditSummaryTable.columns.count + AuditFindingsTable.columns.count)
  }

  @Test func `without a credit ledger there is no sheet, and without a finding no audit`() {
    let without = details(nil)
    #expect(
      Set(without.pages.map(\.name)).isDisjoint(with: ["Credit audit", "Balances", "Grants"]))
    #expect(!without.empty.contains("Credit audit"))
    let clean = details(CreditExample.audit([]))
    #expect(clean.empty.contains("Credit audit"))
    #expect(!clean.pages.contains { $0.name == "Credit audit" })
  }
}

extension Worksheet {
  /// The cells of a row as texts; empty where there is none.
  fileprivate func texts(_ row: Int, _ columns: Range<Int>) -> [String] {
    columns.map { column in
      switch cells.first(where: { $0.row == row && $0.column == column })?.cell.content {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .blank, .link, .formula, nil: ""
      }
    }
  }
}
