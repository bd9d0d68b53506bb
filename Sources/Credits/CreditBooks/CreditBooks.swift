import Ledger
import Pricing
import Rating

/// The books and settings that the replay reads.
///
/// Plain values: no file and no terminal.
package struct CreditBooks: Sendable {
  package let plans: PlanBook
  /// The plans of accounts over time.
  package let accounts: AccountBook
  /// The other columns of `accounts.csv`, one per account; nil without the file: then no account is unknown.
  package let accountTerms: [Name: AccountTerms]?
  package let coupons: CouponBook
  package let topUps: TopUpBook
  /// The requests that plans include; nil without the file: then nothing is checked.
  package let entitlements: EntitlementBook?
  package let models: ModelBook
  package let allocations: AllocationBook
  /// Nil without the file: then every actor may write every event.
  package let permissions: PermissionBook?
  package let settings: CreditSettings
  /// The credit value, dated and by tier.
  package let creditValues: DatedSetting<CreditValue>
  /// The step to which credits are rounded, dated and by tier.
  package let creditIncrements: DatedSetting<Credits>
  package let zone: ReportingZone
  package let journalAccounts: JournalAccounts

  package init(
    plans: PlanBook, accounts: AccountBook, accountTerms: [Name: AccountTerms]?,
    coupons: CouponBook, topUps: TopUpBook, allocations: AllocationBook = .empty,
    permissions: PermissionBook? = nil, entitlements: EntitlementBook? = nil,
    models: ModelBook = .empty, settings: CreditSettings,
    creditValues: DatedSetting<CreditValue>, creditIncrements: DatedSetting<Credits>,
    zone: ReportingZone, journalAccounts: JournalAccounts = JournalAccounts()
  ) {
    self.plans = plans
    self.accounts = accounts
    self.accountTerms = accountTerms
    self.coupons = coupons
    self.topUps = topUps
    self.entitlements = entitlements
    self.models = models
    self.allocations = allocations
    self.permissions = permissions
    self.settings = settings
    self.creditValues = creditValues
    self.creditIncrements = creditIncrements
    self.zone = zone
    self.journalAccounts = journalAccounts
  }
}
