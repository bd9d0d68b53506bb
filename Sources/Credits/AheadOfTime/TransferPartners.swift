/// The two events of each transfer: the n-th `transfer_out` and the n-th `transfer_in` with one id.
struct TransferPartners {
  /// The partner of an out or in, by event.
  private(set) var partners: [UInt32: UInt32] = [:]

  /// - Parameter order: the events that count, by instant, path and line.
  /// - Parameter repeated: those of them that repeat another one's idempotency key, and are not applied.
  init(_ ledger: CreditLedger, order: [UInt32], repeated: [UInt32: UInt32]) {
    var waiting: [UInt32: Waiting] = [:]
    for index in order where repeated[index] == nil {
      let event = ledger.events[Int(index)]
      switch event.kind {
      case .transferOut:
        pair(index, waiting: &waiting[event.subject, default: Waiting()], isOut: true)
      case .transferIn:
        pair(index, waiting: &waiting[event.subject, default: Waiting()], isOut: false)
      case .grant, .reset, .deduct, .reserve, .settle, .release, .refund, .reverse, .adjust,
        .redeem, .planChange, .paymentRefund, .expire, .rollover, .balance, .notice:
        break
      }
    }
  }

  /// The events of one id, all outs or all ins, of which the first have a partner.
  private struct Waiting {
    var areOuts = false
    var events: [UInt32] = []
    var paired = 0
  }

  private mutating func pair(_ event: UInt32, waiting: inout Waiting, isOut: Bool) {
    if waiting.paired == waiting.events.count { waiting = Waiting(areOuts: isOut) }
    if waiting.areOuts == isOut { return waiting.events.append(event) }
    let other = waiting.events[waiting.paired]
    waiting.paired += 1
    partners[event] = other
    partners[other] = event
  }

  /// Returns `order` with each `transfer_in` that comes before its `transfer_out` at one instant right after it.
  func playing(_ order: [UInt32], _ ledger: CreditLedger) -> [UInt32] {
    var outs: [UInt32: UInt32] = [:]
    var ins: Set<UInt32> = []
    var played: Set<UInt32> = []
    if partners.isEmpty { return order }
    for index in order {
      let kind = ledger.events[Int(index)].kind
      guard kind == .transferOut || kind == .transferIn, let partner = partners[index] else {
        continue
      }
      played.insert(index)
      let (event, other) = (ledger.events[Int(index)], ledger.events[Int(partner)])
      guard event.kind == .transferOut, event.at == other.at, played.contains(partner) else {
        continue
      }
      outs[index] = partner
      ins.insert(partner)
    }
    if outs.isEmpty { return order }
    var result: [UInt32] = []
    result.reserveCapacity(order.count)
    for index in order where !ins.contains(index) {
      result.append(index)
      if let partner = outs[index] { result.append(partner) }
    }
    return result
  }
}
