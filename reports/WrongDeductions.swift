import Credits
import Cube
import Ledger

/// The wrong deductions of the requests of a period, on which corrections rest where credit events exist.
struct WrongDeductions {
  /// In the order of requests; of days with a fact.
  let list: [WrongDeduction]
  private let names: CreditNames
  private let requests: RequestCharges

  init(_ audit: CreditAudit, _ requests: RequestCharges, beside facts: Facts) {
    names = audit.names
    self.requests = requests
    guard let first = facts.byDayAndDimensions.first, let last = facts.byDayAndDimensions.last
    else {
      list = []
      return
    }
    let days = first.day...last.day
    list = audit.wrongDeductions(of: requests).filter {
      days.contains($0.fact.day)
        && requests.dimensions[Int($0.fact.dimensions)].terms.basis != .notSold
    }
  }

  func requestID(of deduction: WrongDeduction) -> Name { names.name(deduction.request) }

  /// The user, or the account where the ledger names no user.
  func customer(of deduction: WrongDeduction) -> Name {
    requests.users[Int(deduction.fact.user)].reported
  }

  func dimensions(of deduction: WrongDeduction) -> FactDimensions {
    requests.dimensions[Int(deduction.fact.dimensions)]
  }
}
