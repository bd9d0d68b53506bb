import Ledger
import Rating

/// The ledger, the books and the replay, as every check of the whole ledger reads them.
struct WholeLedgerContext {
  let ledger: CreditLedger
  let books: CreditBooks
  let played: ReplayResult
  let plans: PlanHistory

  /// The texts of the replay.
  let names: CreditNames

  init(
    _ played: ReplayResult, _ ledger: CreditLedger, _ books: CreditBooks, _ names: CreditNames
  ) {
    self.ledger = ledger
    self.books = books
    self.played = played
    self.names = names
    plans = PlanHistory(played, names, books)
  }

  /// The first instant after the replay: the end of the period, or just after the last event.
  var end: Int64 { played.end == .max ? .max : played.end + 1 }

  /// The time after which a missing record counts as missing.
  static let grace = 24 * 3600 * Instant.nanosecondsPerSecond

  /// True if 24 hours have passed since `instant` by the last event of the ledger.
  func isOverdue(_ instant: Int64) -> Bool {
    played.lastEventAt != .min && instant <= played.lastEventAt - WholeLedgerContext.grace
  }

  /// True for an event that is a fact of its own: neither a duplicate nor a conflict, played or later.
  func isFact(_ event: Int) -> Bool {
    switch played.outcomes[event] {
    case .afterPeriod, .applied, .notApplied: !ledger.events[event].isBookBalance
    case .duplicate, .conflict: false
    }
  }

  /// The plan in force before an applied transfer event; empty for none.
  func planBefore(transfer event: UInt32) -> Name {
    names.name(played.plansBeforeTransfers[event] ?? CreditNames.blank)
  }

  /// Returns a finding at the event of a use.
  func finding(_ check: CreditCheck, of use: Consumption, credits: Int128) -> CreditFinding {
    finding(check, at: use.event, credits: credits, plan: names.name(use.plan))
  }

  /// Returns a finding at an event, worth `credits` microcredits.
  ///
  /// - Parameter plan: the plan in force before the event; empty for none.
  func finding(
    _ check: CreditCheck, at index: UInt32, credits: Int128, plan: Name
  ) -> CreditFinding {
    let event = ledger.events[Int(index)]
    var finding = CreditFinding(check, at: event.at, account: event.account)
    finding.eventID = event.eventID
    finding.request = event.request
    finding.event = index
    finding.file = event.file
    finding.line = event.line
    finding.credits = credits
    finding.usd = plans.value(of: credits, plan: plan, at: event.at)
    return finding
  }
}
