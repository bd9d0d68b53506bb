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
    var places: [UInt32: Int32] = [:]
    for (place, request) in (charges?.named ?? []).enumerated() where request.request != 0 {
      places[request.request] = Int32(place)
    }
    invoices = Invoices(of: audit, terms: books.accountTerms, zone: books.zone) { request in
      guard let charges, let place = places[request] else { return nil }
      let dimensions = charges.dimensions(of: charges.named[Int(place)])
      return (dimensions.service, dimensions.model)
    }
    map = BillingMap(audit, invoices, books: books, facts: facts)
  }
}
