import Credits
import Ledger
import Rating

/// The invoices of a period, one per account or organisation and month, with all their lines.
///
/// Empty if no grant of the whole replay was paid for.
package struct Invoices: Sendable {
  /// By account id, then month.
  package let list: [Invoice]
  /// The lines of each invoice together, in the order of their numbers.
  package let lines: [InvoiceLine]
  /// The index in `list` of the invoice of each line.
  package let invoiceOfLine: [Int32]
  /// The indices of all lines by account id, month and number.
  package let linesByAccount: [Int]
  package let texts: LineTexts

  /// Makes the invoices of an audit.
  ///
  /// - Parameters:
  ///   - terms: the rows of `accounts.csv`; nil without the file.
  ///   - use: returns the service and model of a request, given as a number of the audit's names; nil if the usage
  ///     ledger lacks it.
  package init(
    of audit: CreditAudit, terms: [Name: AccountTerms]?, zone: ReportingZone,
    use: (_ request: UInt32) -> (service: Name, model: Name)?
  ) {
    texts = LineTexts(audit, zone)
    var builder = InvoiceBuilder(audit, PayerBook(terms ?? [:]), zone)
    if audit.hasPaidGrants { builder.addAll(use) }
    (list, lines, invoiceOfLine) = (builder.list, builder.lines, builder.invoiceOfLine)
    linesByAccount = builder.linesByAccount
  }

  /// Returns the description of the line at `index`.
  package func description(ofLine index: Int) -> String {
    texts.description(of: lines[index], on: list[Int(invoiceOfLine[index])].days)
  }
}
