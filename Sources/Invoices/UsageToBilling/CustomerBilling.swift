import Credits
import Cube
import Ledger

/// The invoices of a period, and usage mapped to them.
package struct CustomerBilling: Sendable {
  package let invoices: Invoices
  package let map: BillingMap

  /// - Parameters:
  ///   - charges: the requests of the usage ledger; nil without one.
  ///   - facts: of the usage ledger in the period; nil without one.
  package init(
    of audit: CreditAudit, books: CreditBooks, charges: RequestCharges?, facts: Facts?
  ) {
    invoices = Invoices(of: audit, terms: books.accountTerms, zone: books.zone) { request in
      guard let charges, let place = charges.place(of: request) else { return nil }
      let dimensions = charges.dimensions(of: charges.named[place])
      return (dimensions.service, dimensions.model)
    }
    map = BillingMap(audit, invoices, books: books, facts: facts)
  }
}
