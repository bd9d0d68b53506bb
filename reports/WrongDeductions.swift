import Credits
import Cube
import Ledger

/// The wrong deductions of the requests of a period, on which corrections rest where credit events exist.
struct WrongDeductions {
  /// In the order of requests; of days with a fact.
  let list: [WrongDeduction]
  private let names: CreditNames
  private let requests: RequestCharges

  init(
    _ audit: CreditAudit, _ requests: RequestCharges, beside facts: Facts, zone: ReportingZone
  ) {
    names = audit.names
    self.requests = requests
    guard let first = facts.byDayAndDimensions.first, let last = facts.byDayAndDimensions.last
    else {
      list = []
      return
    }
    let days = first.day...last.day
    let lastDeduction = audit.ledger.events.lazy.filter { $0.kind.isDeduction }.map(\.at).max()
    let end = lastDeduction.map { zone.day(of: Instant(nanoseconds: $0)) }
    list = audit.wrongDeductions(of: requests).filter { deduction in
      let day = deduction.fact.day
      // Requests after the last deduction may only lack their export of events: they owe nothing yet.
      let isKnown = deduction.checks != [.requestWithoutDeduction] || end.map { day <= $0 } ?? false
      return days.contains(day) && isKnown
        && requests.dimensions[Int(deduction.fact.dimensions)].terms.basis != .notSold
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
