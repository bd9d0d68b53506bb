extension ReplayState {
  /// Bills an event: a sale, or money that goes back to the customer.
  ///
  /// - Parameters:
  ///   - usd: added to the month's bill, in 10⁻¹⁸ USD.
  ///   - paid: the money that moved with the event, in 10⁻¹⁸ USD.
  ///   - payment: the number of the payment id, if it is not the event's own.
  mutating func bill(
    _ kind: BilledEvent.Kind, _ usd: Int128, paid: Int128, _ play: EventInProgress,
    payment: UInt32? = nil, until: Int64 = .max
  ) {
    money.billed.append(
      BilledEvent(
        kind, event: play.index, account: play.event.account,
        month: Int32(monthNumber(at: play.at)), usd: usd,
        payment: payment ?? ledger.text(.paymentID, of: play.event), paid: paid, until: until))
  }

  /// Bills a sale; its money moved if the event states an amount or a payment id.
  mutating func billSale(
    _ kind: BilledEvent.Kind, _ usd: Int128, _ play: EventInProgress, until: Int64
  ) {
    let hasMoved = play.hasPaid || play.terms.payment != CreditNames.blank
    bill(kind, usd, paid: hasMoved ? usd : 0, play, until: until)
  }
}
