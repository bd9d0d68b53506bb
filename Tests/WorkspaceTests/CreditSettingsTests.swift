import Ledger
import Rating
import Support
import Testing
import Workspace

/// The settings of the credit ledger and of the journal.
struct CreditSettingsTests {
  @Test func `settings may be dated`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      """
      { "credits": {
        "consumption_order": [
          { "value": ["priority", "expiry"] }, { "from": "2026-02-01", "value": ["free"] } ],
        "refund_expires_days": [{ "from": "2026-02-01", "value": 30 }, { "value": null }],
        "recorded_balance": "available", "refund_expired": "lost", "upgrade_credits": "none",
        "downgrade": "any_time", "low_balance_percent": ["50"],
        "breakage": [
          { "value": { "method": "expiry" } },
          { "from": "2026-02-01",
            "value": { "method": "proportional", "percent": { "monthly": "12.5" } } } ] },
        "journal_accounts": { "revenue": "4000" } }
      """)
    let workspace = try TestWorkspace.workspace(folder)
    #expect(workspace.findings.isEmpty)
    let settings = workspace.books.settings.credits
    let day = try #require(Day("2026-02-01"))
    let (before, after) = (Instant.distantPast, Instant(startOf: day))
    #expect(settings.consumptionOrder.value(tier: "", at: before) == [.priority, .expiry])
    #expect(settings.consumptionOrder.value(tier: "", at: after) == [.free])
    #expect(settings.refundExpiresDays.value(tier: "", at: before) == nil)
    #expect(settings.refundExpiresDays.value(tier: "", at: after) == 30)
    #expect(settings.recordedBalance.value(tier: "", at: after) == .available)
    #expect(settings.refundExpired.fallback == .lost)
    #expect(settings.upgradeCredits.fallback == UpgradeCredits.none)
    #expect(settings.downgrade.fallback == .anyTime)
    #expect(settings.lowBalancePercents.fallback == [Percent(millionths: 50_000_000)])
    let (early, late) = (
      settings.breakage.value(tier: "", at: before), settings.breakage.value(tier: "", at: after)
    )
    #expect(early.expected(of: "monthly") == 0)
    #expect(late.expected(of: "monthly") == 12_500_000)
    #expect(late.expected(of: "topup") == 0)
    let accounts = workspace.books.settings.journalAccounts
    #expect(accounts[.revenue] == "4000")
    #expect(accounts[.deferredRevenue] == "deferred_revenue")
  }
}
