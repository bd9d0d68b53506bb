import Credits
import Cube
import Ledger

/// A row of `billing-map.csv`: rated, consumed and billed credits of one account and month.
package struct BillingMapRow: Hashable, Sendable {
  package let account: Name
  package let month: Month
  /// The plan in force at the end of the month; empty without one.
  package var plan: Name = .empty
  /// Of the usage ledger; nil without one.
  package var requests: Int128?
  /// Microcredits; nil without a usage ledger.
  package var rated: Int128?
  /// Microcredits of the account's events, also of what they took from a pool.
  package var consumed: Int128 = 0
  package var refunded: Int128 = 0
  /// 10⁻¹⁸ USD.
  package var realised: Int128 = 0
  package var breakage: Int128 = 0
  /// US cents of the account's lines of money.
  package var billed: Int128 = 0
  /// The number of the invoice; nil without one.
  package var invoice: Name?

  /// Consumed less refunded less rated, in microcredits; nil without a usage ledger.
  package var difference: Int128? { rated.map { consumed - refunded - $0 } }

  init(account: Name, month: Month) {
    self.account = account
    self.month = month
  }
}

/// The rows of `billing-map.csv`.
package struct BillingMap: Sendable {
  /// By account id, then month: one for each account with requests, a movement of credits or value, or a line of money.
  package let rows: [BillingMapRow]

  /// Makes the rows of an audit.
  ///
  /// - Parameter facts: of the usage ledger in the period; nil without a usage ledger.
  package init(
    _ audit: CreditAudit, _ invoices: Invoices, books: CreditBooks, facts: Facts?
  ) {
    var sums = BillingSums(audit)
    sums.addCredits()
    sums.addRevenue()
    sums.addBilled(invoices)
    if let facts { sums.addUsage(facts) }
    var rows = sums.rows.sorted {
      $0.account == $1.account ? $0.month < $1.month : $0.account < $1.account
    }
    let numbers = InvoiceNumbers(invoices, PayerBook(books.accountTerms ?? [:]))
    let plans = MonthEndPlans(audit, books)
    for index in rows.indices {
      rows[index].plan = plans.plan(of: rows[index].account, rows[index].month)
      rows[index].invoice = numbers.number(of: rows[index].account, rows[index].month)
      if facts != nil {
        rows[index].requests = rows[index].requests ?? 0
        rows[index].rated = rows[index].rated ?? 0
      }
    }
    self.rows = rows
  }
}

/// The plans of accounts at the ends of months, or of the replay.
private struct MonthEndPlans {
  private let history: PlanHistory
  private let zone: ReportingZone
  private let end: Int64

  init(_ audit: CreditAudit, _ books: CreditBooks) {
    history = PlanHistory(audit, books: books)
    zone = books.zone
    end = audit.played.end
  }

  func plan(of account: Name, _ month: Month) -> Name {
    history.plan(of: account, at: min(zone.start(of: month.period.to).nanoseconds - 1, end))
  }
}

/// The numbers of invoices by payer and month.
private struct InvoiceNumbers {
  private let payers: PayerBook
  private let numbers: [Key: Name]

  private struct Key: Hashable {
    let payer: Name
    let month: Month
  }

  init(_ invoices: Invoices, _ payers: PayerBook) {
    self.payers = payers
    numbers = Dictionary(
      uniqueKeysWithValues: invoices.list.map { invoice in
        (Key(payer: invoice.account, month: invoice.month), invoice.number)
      })
  }

  func number(of account: Name, _ month: Month) -> Name? {
    numbers[Key(payer: payers.organisation(of: account) ?? account, month: month)]
  }
}
