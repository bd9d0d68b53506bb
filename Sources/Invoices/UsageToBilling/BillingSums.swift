import Credits
import Cube
import Ledger
import Rating

/// The sums of `billing-map.csv` while they are added up, one row per account and month.
struct BillingSums {
  /// In the order of their first appearance.
  private(set) var rows: [BillingMapRow] = []
  private let audit: CreditAudit
  private var names: [Name] = []
  private var accounts: [Name: Int32] = [:]
  /// The account of each text of the audit's names; -1 while it has none.
  private var accountOfText: [Int32]
  /// By account and month.
  private var places = PairTable()

  init(_ audit: CreditAudit) {
    self.audit = audit
    accountOfText = Array(repeating: -1, count: audit.names.count)
  }

  /// Adds the credits that events consumed and gave back, and rows for other movements.
  mutating func addCredits() {
    for month in audit.accountMonths where month.hasMovement {
      _ = place(month.account, month.month)
    }
    for taken in audit.consumedCredits {
      let place = place(taken.user, taken.month)
      if taken.credits > 0 {
        rows[place].consumed += Int128(taken.credits)
      } else {
        rows[place].refunded -= Int128(taken.credits)
      }
    }
  }

  /// Adds realised revenue and breakage of the period.
  mutating func addRevenue() {
    for posting in audit.postingsOfPeriod where posting.usd != 0 {
      switch posting.kind {
      case .realised: rows[place(posting.account, posting.month)].realised += posting.usd
      case .breakage: rows[place(posting.account, posting.month)].breakage += posting.usd
      case .sold, .refunded, .transferred: continue
      }
    }
  }

  /// Adds the lines of money of invoices.
  mutating func addBilled(_ invoices: Invoices) {
    for (index, line) in invoices.lines.enumerated() where line.kind.isMoney {
      let month = invoices.list[Int(invoices.invoiceOfLine[index])].month.number
      rows[place(number(of: line.account), Int32(month))].billed += line.cents
    }
  }

  /// Adds the requests of the usage ledger and their credits.
  mutating func addUsage(_ facts: Facts) {
    let users = facts.users.indices.map { index in
      facts.hasFactOfUser[index] ? number(of: facts.users[index].accountOrUser) : -1
    }
    for index in facts.rows.indices {
      let month = Int32(facts.rows[index].day.month.number)
      let place = place(users[Int(facts.rows[index].user)], month)
      facts.rows.withMeasures(of: facts.rows[index]) { measures in
        rows[place].requests = (rows[place].requests ?? 0) + Int128(measures.requests)
        rows[place].rated = (rows[place].rated ?? 0) + Int128(measures.credits)
      }
    }
  }

  private mutating func place(_ account: UInt32, _ month: Int32) -> Int {
    if accountOfText[Int(account)] < 0 {
      accountOfText[Int(account)] = number(of: audit.names.name(account))
    }
    return place(accountOfText[Int(account)], month)
  }

  private mutating func number(of account: Name) -> Int32 {
    if let number = accounts[account] { return number }
    let number = Int32(accounts.count)
    accounts[account] = number
    names.append(account)
    return number
  }

  private mutating func place(_ account: Int32, _ month: Int32) -> Int {
    let key = (UInt32(account), UInt32(bitPattern: month))
    if let place = places[key.0, key.1] { return Int(place) }
    let place = rows.count
    places[key.0, key.1] = UInt32(place)
    rows.append(
      BillingMapRow(account: names[Int(account)], month: Month(number: Int(month))))
    return place
  }
}

extension AccountMonth {
  /// True if a credit of the account moved in the month.
  fileprivate var hasMovement: Bool {
    granted.contains { $0 != 0 } || refunded != 0 || transferredIn != 0 || consumed != 0
      || expired != 0 || revoked != 0 || transferredOut != 0
  }
}
