/// The accounts that a journal of revenue names.
package enum JournalAccount: String, CaseIterable, Hashable, Sendable {
  case cashOrReceivable = "cash_or_receivable"
  case deferredRevenue = "deferred_revenue"
  case revenue
  case breakageRevenue = "breakage_revenue"
}

/// The names of the accounts of the journal: `journal_accounts` in the settings.
package struct JournalAccounts: Hashable, Sendable {
  /// The names that the settings state; of another account, its word.
  private var names: [JournalAccount: String] = [:]

  package init() {}

  package subscript(account: JournalAccount) -> String {
    get { names[account] ?? account.rawValue }
    set { names[account] = newValue }
  }
}
