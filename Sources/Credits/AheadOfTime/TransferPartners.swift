/// The two events of each transfer: the n-th `transfer_out` and the n-th `transfer_in` with one id.
struct TransferPartners {
  /// The partner of an out or in, by event.
  private(set) var partners: [UInt32: UInt32] = [:]

  /// - Parameter order: the events that count, by instant, path and line.
  init(_ ledger: CreditLedger, order: [UInt32]) {
    var waiting: [UInt32: Waiting] = [:]
    for index in order {
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

  /// The events of one id that have no partner yet, oldest first; one of the lists is empty.
  private struct Waiting {
    var outs: [UInt32] = []
    var ins: [UInt32] = []
    /// The number at the start of the longer list that have a partner.
    var used = 0
  }

  private mutating func pair(_ event: UInt32, waiting: inout Waiting, isOut: Bool) {
    let others = isOut ? waiting.ins : waiting.outs
    guard waiting.used < others.count else {
      if waiting.used > 0 { waiting = Waiting() }
      if isOut { waiting.outs.append(event) } else { waiting.ins.append(event) }
      return
    }
    partners[event] = others[waiting.used]
    partners[others[waiting.used]] = event
    waiting.used += 1
    if waiting.used == others.count { waiting = Waiting() }
  }

  /// Returns `order` with each `transfer_in` that comes before its `transfer_out` at one instant right after it.
  func playing(_ order: [UInt32], _ ledger: CreditLedger) -> [UInt32] {
    var outs: [UInt32: UInt32] = [:]
    var ins: Set<UInt32> = []
    var played: Set<UInt32> = []
    if partners.isEmpty { return order }
    for index in order {
      guard let partner = partners[index] else { continue }
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
