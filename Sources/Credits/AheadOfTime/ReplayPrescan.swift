import Ledger

/// The facts of the whole ledger that the replay needs before it plays the first event.
struct ReplayPrescan {
  let repeated: RepeatedEvents
  let facts: RepeatedIdempotencyKeys
  /// The partner of each transfer event.
  let partners: [UInt32: UInt32]
  /// The events that count, as they are played: duplicates and conflicts are not in it.
  let order: [UInt32]
  /// The number of `expire` records, by account and grant id.
  let expireRecords: PairTable
  let hasExpireRecords: Bool
  let hasNotices: Bool
  /// The `rollover` records that a reset of their account follows within a second.
  let rollingRecords: Set<UInt32>
  /// The credits that rolled over before and in the second after a `rollover` record that differs, by record: known from
  /// an earlier replay.
  var lateRollovers: [UInt32: Int128] = [:]
  /// The instant of the last event; `Int64.min` without events.
  let lastAt: Int64

  init(_ ledger: CreditLedger) {
    let repeated = RepeatedEvents(ledger)
    let byTime = EventOrder.counted(ledger) { repeated.kinds[$0] == .counted }
    facts = RepeatedIdempotencyKeys(ledger, order: byTime)
    let transfers = TransferPartners(ledger, order: byTime, repeated: facts.keys)
    order = transfers.playing(byTime, ledger)
    partners = transfers.partners
    var records = PairTable()
    var rolling: Set<UInt32> = []
    var notices = 0
    var waiting: [UInt32: [UInt32]] = [:]
    for index in order {
      let event = ledger.events[Int(index)]
      switch event.kind {
      case .rollover: waiting[event.account, default: []].append(index)
      case .reset:
        for record in waiting.removeValue(forKey: event.account) ?? [] {
          let (time, overflow) = event.at.subtractingReportingOverflow(
            ledger.events[Int(record)].at)
          if !overflow && time <= Instant.nanosecondsPerSecond { rolling.insert(record) }
        }
      case .expire:
        records[event.account, event.subject] = (records[event.account, event.subject] ?? 0) + 1
      case .notice: notices += 1
      default: break
      }
    }
    rollingRecords = rolling
    expireRecords = records
    hasExpireRecords = records.count > 0
    hasNotices = notices > 0
    lastAt = order.last.map { ledger.events[Int($0)].at } ?? .min
    self.repeated = repeated
  }

  /// The time after which a missing record is reported.
  static let patience = Instant.nanosecondsPerDay
}
