/// The money and the consumed credits of a replay, line by line in its order.
struct RevenueEntryLog {
  var postings: [RevenuePosting] = []
  /// The number of postings before the period.
  var postingsBefore = 0
  var billed: [BilledEvent] = []
  private(set) var consumed: [ConsumedCredits] = []
  /// The months of sale of the grants that have several, by index of the grant.
  var shares: [UInt32: ValueBySaleMonth] = [:]

  /// Makes room for what a number of events that consume will make.
  mutating func reserve(consuming: Int) {
    postings.reserveCapacity(consuming)
    consumed.reserveCapacity(consuming)
  }

  /// Adds credits that an event took from one account, or gave back to it: one entry for each event, account and request.
  mutating func add(_ more: ConsumedCredits) {
    // An event touches at most two accounts in turn: its own and its pool's.
    for place in consumed.indices.suffix(2).reversed() where consumed[place].isAlike(more) {
      consumed[place] = consumed[place].adding(more.credits)
      return
    }
    consumed.append(more)
  }
}

extension ConsumedCredits {
  /// True for the same event, account and request.
  fileprivate func isAlike(_ other: ConsumedCredits) -> Bool {
    event == other.event && owner == other.owner && request == other.request
  }

  fileprivate func adding(_ more: Int64) -> ConsumedCredits {
    ConsumedCredits(
      event: event, owner: owner, user: user, request: request, month: month,
      credits: credits + more)
  }
}
