import Credits
import Foundation
import Tables
import Testing

@testable import Reports

/// docs/CREDITS.md lists every check and every column of the files about credits, as the code has them.
struct CreditDocumentTests {
  private func rows(after heading: String) throws -> [[String]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "docs/CREDITS.md"), encoding: .utf8)
    let start = try #require(text.range(of: "\n\(heading)\n"))
    let lines = text[start.upperBound...].split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2).map {
      $0.dropFirst(2).dropLast(2).components(separatedBy: " | ")
    }
  }

  @Test(arguments: [
    ("audit-findings", AuditFindingsTable.columns), ("audit-summary", AuditSummaryTable.columns),
    ("credit-balances", CreditBalancesTable.columns), ("grants", GrantsTable.columns),
    ("reservations", ReservationsTable.columns), ("coupons-report", CouponsTable.columns),
    ("plan-changes", PlanChangesTable.columns),
    ("pool-usage", PoolUsageTable.columns), ("low-balances", LowBalancesTable.columns),
    ("notices", NoticesTable.columns),
    ("deferred-revenue", DeferredRevenueTable.columns),
    ("revenue-waterfall", RevenueWaterfallTable.columns), ("journal", JournalTable.columns),
    ("entitlement-findings", EntitlementFindingsTable.columns),
    ("byok-accounts", OwnKeyAccountsTable.columns),
    ("credit-rejects", CreditRejectsTable.columns),
    ("invoices", InvoicesTable.columns), ("invoice-lines", InvoiceLinesTable.columns),
    ("billing-map", BillingMapTable.columns),
    ("credit-statement-ACCOUNT", StatementTable.columns),
  ])
  func `every column has its meaning in the document`(file: String, columns: [Column]) throws {
    #expect(try rows(after: "### \(file).csv") == columns.map { [$0.name, $0.meaning] })
  }

  @Test func `every check has its severity, its sentence and its action in the document`() throws {
    let rows = try rows(after: "## Checks")
    #expect(
      rows
        == CreditCheck.allCases.map { check in
          let (equal, other) = (check.severity(effect: 0).word, check.severity(effect: 1).word)
          return [
            check.rawValue, equal == other ? equal : "\(other) or \(equal)", check.sentence(1),
            check.action,
          ]
        })
  }
}
