import Ledger
import Pricing
import Rating

extension CreditBooks {
  /// Returns the row of a plan in force at an instant; nil if `plans.csv` lacks it then, or for a blank name.
  func plan(_ name: Name, at instant: Int64) -> Plan? {
    plans.plan(tier: name, at: Instant(nanoseconds: instant))
  }

  /// Returns the credit value of a plan, in 10⁻¹⁸ USD per microcredit.
  func creditValue(_ plan: Name, at instant: Int64) -> Int128 {
    creditValues.value(tier: plan, at: Instant(nanoseconds: instant)).attodollarsPerMicrocredit
  }

  /// Returns the credit increment of a plan, in microcredits.
  func increment(_ plan: Name, at instant: Int64) -> Int64 {
    creditIncrements.value(tier: plan, at: Instant(nanoseconds: instant)).microcredits
  }

  /// Returns a setting of the credit ledger at an instant.
  func value<Value>(_ setting: DatedSetting<Value>, at instant: Int64) -> Value {
    setting.value(tier: .empty, at: Instant(nanoseconds: instant))
  }

  /// Returns the plan that `accounts.csv` gives an account at an instant; nil if it gives none.
  func statedPlan(of account: Name, at instant: Int64) -> Name? {
    accounts.entry(of: UserKey(account: account, user: .empty), at: Instant(nanoseconds: instant))?
      .value.plan
  }
}
