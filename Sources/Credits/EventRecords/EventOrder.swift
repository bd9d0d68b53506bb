/// The order in which events are played: by instant, then path, then line, with one exception for transfers.
enum EventOrder {
  /// Returns the indices of the events that count, in that order.
  static func counted(_ ledger: CreditLedger, counts: (Int) -> Bool) -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(ledger.events.count)
    var isAscending = true
    var latest = Int64.min
    for index in ledger.events.indices where counts(index) {
      let at = ledger.events[index].at
      if at < latest { isAscending = false }
      latest = max(latest, at)
      order.append(UInt32(index))
    }
    if isAscending { return order }
    return ledger.events.withUnsafeBufferPointer { events in
      order.sorted { left, right in
        let (a, b) = (events[Int(left)].at, events[Int(right)].at)
        return a != b ? a < b : left < right
      }
    }
  }
}
