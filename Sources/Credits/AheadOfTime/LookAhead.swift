import Ledger

/// The facts of the whole ledger that the replay needs before it plays the first event.
struct LookAhead {
  let repeated: RepeatedEvents
  let facts: RepeatedFacts
  /// The partner of each transfer event.
  let partners: [UInt32: UInt32]
  /// The events that count, as they are played: duplicates and conflicts are not in it.
  let order: [UInt32]
  /// The number of `expire` records, by account and grant id.
  let expireRecords: PairTable
  let hasExpireRecords: Bool
  /// The instant of the last event; `Int64.min` without events.
  let lastAt: Int64

  init(_ ledger: CreditLedger) {
    let repeated = RepeatedEvents(ledger)
    let byTime = EventOrder.counted(ledger) { repeated.kinds[$0] == .counted }
    let transfers = TransferPartners(ledger, order: byTime)
    order = transfers.playing(byTime, ledger)
    partners = transfers.partners
    facts = RepeatedFacts(ledger, order: order)
    var records = PairTable()
    for index in order {
      let event = ledger.events[Int(index)]
      guard event.kind == .expire else { continue }
      records[event.account, event.subject] = (records[event.account, event.subject] ?? 0) + 1
    }
    expireRecords = records
    hasExpireRecords = records.count > 0
    lastAt = order.last.map { ledger.events[Int($0)].at } ?? .min
    self.repeated = repeated
  }

  /// The time after which a missing record is reported.
  static let patience = Instant.nanosecondsPerDay
}
