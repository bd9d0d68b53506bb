/// The requests with a deduction or settlement, by what is known of their charge.
package struct DeductionCounts: Hashable, Sendable {
  /// The first deduction is the charge by the books.
  package private(set) var agreeing = 0
  /// It is not, or the status of the request is not charged.
  package private(set) var differing = 0
  /// The request has no price.
  package private(set) var unpriced = 0
  /// The usage ledger has no usable row of the request.
  package private(set) var withoutRow = 0

  /// The number of requests.
  package var deducted: Int { agreeing + differing + unpriced + withoutRow }

  /// Counts the requests of the whole replay, each once by its first deduction.
  package init(_ audit: CreditAudit, _ requests: RequestCharges) {
    var seen: Set<UInt32> = []
    for (place, use) in audit.played.uses.enumerated()
    where use.request != CreditNames.blank && audit.played.used[place] > 0 {
      guard audit.ledger.events[Int(use.event)].kind.isDeduction,
        seen.insert(use.request).inserted
      else { continue }
      guard let row = requests.place(of: use.request).map({ requests.named[$0] }) else {
        withoutRow += 1
        continue
      }
      if row.isCharged && !row.isPriced {
        unpriced += 1
      } else if row.isCharged && row.rated.microcredits == audit.played.used[place] {
        agreeing += 1
      } else {
        differing += 1
      }
    }
  }
}
