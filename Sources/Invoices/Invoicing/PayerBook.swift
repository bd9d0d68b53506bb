import Ledger
import Rating

/// The payer of each account's invoice, and its tax.
struct PayerBook {
  private let terms: [Name: AccountTerms]
  /// The ids of organisations, which are also those of their pool accounts.
  private let organisations: Set<Name>
  /// The tax of each organisation: that of its pool account, or else of the first member by id that has one.
  private let taxes: [Name: Percent]

  init(_ terms: [Name: AccountTerms]) {
    self.terms = terms
    var (organisations, taxes): (Set<Name>, [Name: Percent]) = ([], [:])
    for member in terms.keys.sorted() {
      guard let row = terms[member], let organisation = row.organisation else { continue }
      organisations.insert(organisation)
      if taxes[organisation] == nil {
        taxes[organisation] = terms[organisation]?.taxPercent ?? row.taxPercent
      }
    }
    (self.organisations, self.taxes) = (organisations, taxes)
  }

  /// Returns the organisation of an account, of which its pool account is one; nil for an account of its own.
  func organisation(of account: Name) -> Name? {
    terms[account]?.organisation ?? (organisations.contains(account) ? account : nil)
  }

  /// Returns the tax rate of an invoice; nil without one.
  func tax(of payer: Name) -> Percent? {
    organisations.contains(payer) ? taxes[payer] : terms[payer]?.taxPercent
  }
}
