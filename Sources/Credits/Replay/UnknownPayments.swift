/// The requests of a period that used credits whose payment is unknown.
struct UnknownPayments {
  /// The resets of accounts with one whose payment is not known, by number of the account's name, in their order.
  private let resets: [UInt32: [AppliedReset]]
  private let audit: CreditAudit

  init(_ audit: CreditAudit) {
    self.audit = audit
    let unpriced = Set(audit.played.resets.filter(\.isUnpriced).map(\.account))
    let accounts = audit.played.accounts
    resets = Dictionary(
      grouping: audit.played.resets.filter { unpriced.contains($0.account) }
    ) { accounts[Int($0.account)] }
  }

  /// Returns one value per named request: true if an event of the period took credits for it from an account whose last
  /// reset up to then has no known payment.
  func ofRequests(_ requests: RequestCharges) -> [Bool] {
    var isUnknown = Array(repeating: false, count: requests.named.count)
    if resets.isEmpty { return isUnknown }
    for taken in audit.consumedCredits where taken.credits > 0 {
      guard let place = requests.place(of: taken.request), let resets = resets[taken.owner],
        let last = resets.last(where: { $0.at <= audit.ledger.events[Int(taken.event)].at }),
        last.isUnpriced
      else { continue }
      isUnknown[place] = true
    }
    return isUnknown
  }
}
