/// Every setting, in the order in which they are documented.
enum SettingKey: String, CaseIterable {
  case organization
  case timeZone = "time_zone"
  case creditValue = "credit_value_usd"
  case creditIncrement = "credit_increment"
  case ledgerCostDecimals = "ledger_cost_decimals"
  case costTolerance = "cost_tolerance_usd"
  case defaultMultiplier = "default_multiplier"
  case charge
  case markup = "byok_markup_percent"
  case freeTier = "free_tier"
  case watch
  case materiality
  case segments
  case batchableServices = "batchable_services"
  case credits
  case journalAccounts = "journal_accounts"
  case close
  case formats
  case mappings
  case bills
  case ignore
  case confirmedDays = "confirmed_days"
}
