import Credits
import Ledger

extension CreditRun {
  /// The days of the first and last event in the reporting zone, in the period or not; nil without events.
  package var eventDays: ClosedRange<Day>? {
    let instants = audit.ledger.events.lazy.map(\.at)
    guard let first = instants.min(), let last = instants.max() else { return nil }
    return books.zone.day(
      of: Instant(nanoseconds: first))...books.zone.day(of: Instant(nanoseconds: last))
  }

  /// Returns true if a rejected row has the id.
  package func isRejected(_ id: Name) -> Bool {
    guard let number = audit.names.find(id), number != CreditNames.blank else { return false }
    return audit.ledger.rejected.contains { $0.eventID == number }
  }

  /// Returns true if an event or the usage ledger names a request with the id.
  package func isRequest(_ id: Name) -> Bool {
    if requests?.unnamed.contains(where: { $0.request == id }) == true { return true }
    guard let number = audit.names.find(id), number != CreditNames.blank else { return false }
    return requests?.place(of: number) != nil
      || audit.ledger.events.contains { $0.request == number }
  }

  /// Returns the use of an id in `credits/` that `explain` has no screen for; nil if no event has it.
  package func use(of id: Name) -> CreditIDKind? {
    guard let number = audit.names.find(id), number != CreditNames.blank else { return nil }
    if books.accountTerms?.values.contains(where: { $0.organisation == id }) == true {
      return .organisation
    }
    for event in audit.ledger.events {
      if event.kind == .redeem && event.subject == number { return .coupon }
      if event.kind == .paymentRefund && event.subject == number
        || audit.ledger.text(.paymentID, of: event) == number
      {
        return .payment(event: audit.names.name(event.eventID))
      }
    }
    return nil
  }
}
