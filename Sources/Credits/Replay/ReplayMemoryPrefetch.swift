import Intake

extension ReplayState {
  /// Prefetches the scattered memory that the events after a place in the order will read: first
  /// the account and the entries of its texts, then the grants that are next in turn.
  ///
  /// It changes nothing but the time that the replay takes.
  @inline(__always)
  func fetchAhead(of place: Int) {
    let order = ahead.order
    if place + 24 < order.count {
      let event = ledger.events[Int(order[place + 24])]
      let account = accountOfName[Int(event.account)]
      if account != CreditEvent.none {
        ReplayState.fetch(accounts, account, bytes: 192)
        if event.request != CreditNames.blank {
          useOfRequest.fetch(account, event.request)
        } else if event.kind == .grant || event.kind == .reset {
          grantOfID.fetch(account, event.eventID)
        }
      }
    }
    if place + 8 < order.count, let account = knownAccount(order[place + 8]) {
      ReplayState.fetch(grants, accounts[account].firstGrant, bytes: 96)
      let pool = accounts[account].pool
      if pool != CreditEvent.none {
        ReplayState.fetch(grants, accounts[Int(pool)].firstGrant, bytes: 96)
      }
    }
  }

  /// The account of an event; nil if it has none yet.
  @inline(__always)
  private func knownAccount(_ event: UInt32) -> Int? {
    let account = accountOfName[Int(ledger.events[Int(event)].account)]
    return account == CreditEvent.none ? nil : Int(account)
  }

  /// Asks for the first bytes of an element; for none with `CreditEvent.none`.
  @inline(__always)
  static func fetch<Element>(_ elements: [Element], _ index: UInt32, bytes: Int) {
    if index == CreditEvent.none { return }
    elements.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      let start = UnsafeRawPointer(base + Int(index))
      for line in stride(from: 0, to: bytes, by: 64) { prefetch(start + line) }
    }
  }
}
