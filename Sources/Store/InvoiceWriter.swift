import Credits
import Invoices
import Reports

/// Writes deferred revenue and invoices into the database.
enum InvoiceWriter {
  static func write(
    _ audit: CreditAudit, _ billing: CustomerBilling?, _ database: Database
  ) throws {
    try CreditWriter.write(DeferredRevenueTable(audit).table, into: .deferredRevenue, database)
    try CreditWriter.write(JournalTable(audit).table, into: .journalLine, database)
    guard let billing else { return }
    try CreditWriter.write(InvoicesTable(billing.invoices).table, into: .invoice, database)
    try CreditWriter.write(
      InvoiceLinesTable(billing.invoices, audit).table, into: .invoiceLine, database)
    try CreditWriter.write(BillingMapTable(billing.map).table, into: .billingMap, database)
  }
}
