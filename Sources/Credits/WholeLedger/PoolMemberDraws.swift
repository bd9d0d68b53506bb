import Ledger
import Rating

/// The members of organisations with the credits that they drew from their pools and received from them, by month.
struct PoolMemberDraws {
  /// A member, by the number of its name, and a month as months since January of year 0.
  struct MonthKey: Hashable {
    let account: UInt32
    let month: Int
  }

  /// Microcredits drawn, without refunds, and received by transfers of source `allocation`.
  private(set) var drawn: [MonthKey: Int128] = [:]
  private(set) var received: [MonthKey: Int128] = [:]
  /// The members of `accounts.csv`, by account id.
  private(set) var terms: [(account: UInt32, terms: AccountTerms)] = []
  private let context: WholeLedgerContext
  private var clock: ReportingMonths

  init(_ context: WholeLedgerContext) {
    self.context = context
    clock = ReportingMonths(context.books.zone)
    guard let stated = context.books.accountTerms else { return }
    terms = stated.values.filter { $0.organisation != nil && $0.organisation != $0.account }
      .sorted { $0.account < $1.account }
      .compactMap { terms in context.names.find(terms.account).map { ($0, terms) } }
    if terms.isEmpty { return }
    for draw in context.played.draws {
      let event = context.ledger.events[Int(draw.event)]
      let month = clock.number(at: event.at)
      drawn[MonthKey(account: event.account, month: month), default: 0] += Int128(draw.credits)
    }
    addTransfers()
  }

  /// Adds the transfers from an organisation to its members that are marked as their share.
  private mutating func addTransfers() {
    guard let mark = context.names.find("allocation") else { return }
    var organisations: [UInt32: UInt32] = [:]
    for (account, terms) in terms {
      organisations[account] = terms.organisation.flatMap { context.names.find($0) }
    }
    for index in context.played.order {
      let event = context.ledger.events[Int(index)]
      guard event.kind == .transferIn, event.source == CreditEvent.otherSource,
        context.played.outcomes[Int(index)] == .applied,
        let organisation = organisations[event.account],
        context.ledger.text(.counterparty, of: event) == organisation,
        context.ledger.text(.source, of: event) == mark
      else { continue }
      let month = clock.number(at: event.at)
      received[MonthKey(account: event.account, month: month), default: 0] += Int128(event.credits)
    }
  }

  /// Returns the first instant of a month, in nanoseconds since 1970.
  func start(of month: Int) -> Int64 { clock.start(of: month) }

  /// Returns the month of an instant.
  mutating func month(at instant: Int64) -> Int { clock.number(at: instant) }

  /// Returns the shares that a member should have received, in microcredits: one per allocation month with a share.
  ///
  /// - Parameter first: the account's first event, for one without `opened_at`; nil if it has none.
  mutating func shares(of terms: AccountTerms, first: Int64?) -> [(month: Int, credits: Int128)] {
    guard let opened = terms.openedAt?.nanoseconds ?? first else { return [] }
    let end = min(context.end, terms.closedAt?.nanoseconds ?? .max)
    var shares: [(month: Int, credits: Int128)] = []
    var month = clock.number(at: opened) + 1
    while clock.start(of: month) < clock.start(of: month + 1), clock.start(of: month + 1) <= end {
      let start = Instant(nanoseconds: clock.start(of: month))
      if let credits = context.books.allocations.credits(.transfer, of: terms, at: start) {
        shares.append((month, Int128(credits.microcredits)))
      }
      month += 1
    }
    return shares
  }

  /// Returns the instants of the first events of accounts, by number of their names.
  static func firstEvents(_ context: WholeLedgerContext) -> [UInt32: Int64] {
    var firsts: [UInt32: Int64] = [:]
    for index in context.played.order {
      let event = context.ledger.events[Int(index)]
      if firsts[event.account] == nil { firsts[event.account] = event.at }
    }
    return firsts
  }
}
