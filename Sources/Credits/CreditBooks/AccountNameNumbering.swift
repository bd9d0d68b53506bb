import Ledger

extension CreditLedger {
  /// Gives numbers to the accounts and organisations of the books.
  ///
  /// The replay does the same, but then it has to copy the table of texts. Call this once after reading.
  package mutating func enterNames(of books: CreditBooks) {
    for (name, terms) in (books.accountTerms ?? [:]).sorted(by: { $0.key < $1.key }) {
      _ = names.number(of: name)
      if let organisation = terms.organisation { _ = names.number(of: organisation) }
      for entry in books.accounts.plans(of: UserKey(account: name, user: .empty)) {
        _ = names.number(of: entry.value.plan)
      }
    }
  }
}
