/// The events that repeat an idempotency key or a payment of an earlier event.
struct RepeatedIdempotencyKeys {
  /// The earlier event with the same account, kind and key, by event.
  private(set) var keys: [UInt32: UInt32] = [:]
  /// The earlier event with the same payment, kind and source, by event.
  private(set) var payments: [UInt32: UInt32] = [:]

  /// - Parameter order: the events that count, by instant, path and line.
  init(_ ledger: CreditLedger, order: [UInt32]) {
    var scopes = PairTable()
    var keyed = PairTable()
    var paid = PairTable()
    for index in order {
      let event = ledger.events[Int(index)]
      if event.key != CreditNames.blank {
        let kind = UInt32(event.kind.rawValue)
        let scope = scopes[event.account, kind] ?? UInt32(scopes.count + 1)
        scopes[event.account, kind] = scope
        if let earlier = keyed[scope, event.key] {
          keys[index] = earlier
        } else {
          keyed[scope, event.key] = index
        }
      }
      guard RepeatedIdempotencyKeys.isPaid(event.kind) else { continue }
      let payment = ledger.text(.paymentID, of: event)
      if payment == CreditNames.blank { continue }
      let source = UInt32(event.kind.rawValue) << 8 | UInt32(event.source)
      if let earlier = paid[payment, source] {
        payments[index] = earlier
      } else {
        paid[payment, source] = index
      }
    }
  }

  /// True for a kind that a payment may pay for.
  private static func isPaid(_ kind: EventKind) -> Bool {
    switch kind {
    case .grant, .reset, .redeem, .planChange: true
    case .deduct, .reserve, .settle, .release, .refund, .reverse, .adjust, .transferOut,
      .transferIn, .paymentRefund, .expire, .rollover, .balance, .notice:
      false
    }
  }
}
