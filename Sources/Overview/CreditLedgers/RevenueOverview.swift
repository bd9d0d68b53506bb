import Credits
import Ledger
import Reports

/// The revenue that a credit ledger realised in the period, made once for every medium.
package struct RevenueOverview: Sendable {
  /// Realised by events of the period, which may begin within a month.
  package let realised: Money
  /// Breakage in the period.
  package let breakage: Money
  /// Deferred at the end of the period.
  package let deferred: Money
  /// A payment for credits is known, in the period or before it.
  package let hasPayments: Bool
  /// The resets up to the end of the period whose payment is not known: the amounts lack it.
  package let unpricedResets: Int64
  /// The events that Assay could not read: the amounts lack them.
  private let unreadEvents: Int64
  /// Where the events end, if the period has none of them: what was realised is not known.
  let end: String?
  /// The last day of the events, where usage goes on: what is deferred is deferred then.
  let lastDay: Day?
  /// The days of the amounts, where events or usage lack days: `from 1 July to 30 September 2026`.
  private let days: String?
  /// One per month that the period touches, from the start of the month, with an amount, in order.
  let months: [MonthOfRevenue]

  /// The deferred revenue of all sources in one month.
  struct MonthOfRevenue: Sendable {
    let month: Month
    /// Payments for new grants.
    var additions = Money.zero
    /// Realised revenue, breakage and refunds.
    var reductions = Money.zero
    /// Deferred at the end of the month.
    var closing = Money.zero
  }

  /// - Parameters:
  ///   - eventEnd: the last day of the events; nil where they go on as long as the usage.
  ///   - days: the other days that events or usage lack.
  init(
    _ audit: CreditAudit, _ eventEnd: CreditEventCoverage? = nil, _ days: CreditDayGaps? = nil
  ) {
    self.days = days?.days
    end = eventEnd.flatMap { $0.isBeforePeriod ? $0.words : nil }
    lastDay = eventEnd?.events
    hasPayments = audit.revenue.contains { $0.sold != 0 }
    unpricedResets = Int64(audit.played.resets.count { $0.isUnpriced })
    unreadEvents = Int64(audit.equation.rejected)
    let postings = audit.postingsOfPeriod
    realised = Money(attodollars: postings.reduce(0) { $0 + $1.realised })
    breakage = Money(attodollars: postings.reduce(0) { $0 + $1.breakage })
    var months: [MonthOfRevenue] = []
    for row in audit.revenue
    where audit.months.contains(Int32(row.month.number)) {
      if months.last?.month != row.month { months.append(MonthOfRevenue(month: row.month)) }
      months[months.count - 1].add(row)
    }
    // A month without a row has nothing deferred, before it or after it.
    deferred = months.last?.closing ?? .zero
    self.months = months
  }
}

extension RevenueOverview {
  /// With how many decimals its amounts are shown.
  private var decimals: Int { Figures.decimals(showing: [realised, breakage, deferred]) }

  private func shown(_ amount: Money) -> String { Figures.money(amount, decimals: decimals) }

  /// The realised revenue; nil where no payment is known, but resets are for a price that is not known.
  package var knownRealised: Money? {
    end == nil && (hasPayments || unpricedResets == 0) ? realised : nil
  }

  /// The realised revenue as it is shown.
  package var figure: String { knownRealised.map(shown) ?? Figures.notKnown }

  /// The payments that the amounts lack: `plans.csv states no price for 3 resets`; nil if they lack none.
  private var gap: String? {
    unpricedResets == 0
      ? nil : "plans.csv states no price for \(Figures.count(unpricedResets, "reset"))"
  }

  /// `1 unread credit event`; nil without any.
  private var unread: String? {
    unreadEvents == 0 ? nil : Figures.count(unreadEvents, "unread credit event")
  }

  /// ` without 3 resets that have no price`; empty where the amounts lack none.
  var unpricedPart: String {
    unpricedResets == 0
      ? ""
      : " without \(Figures.count(unpricedResets, "reset")) that "
        + "\(unpricedResets == 1 ? "has" : "have") no price"
  }

  /// The other amounts: `breakage 6.10; deferred 412.77`.
  package var note: String {
    if let end { return end }
    return hasPayments
      ? "breakage \(shown(breakage)); deferred \(shown(deferred))"
        + [days, gap].compactMap(\.self).map { "; \($0)" }.joined()
      : gap ?? "the ledger has no paid credits"
  }

  /// The amounts as a sentence.
  ///
  /// `Realised 81.20 USD; deferred at the end of the period 412.77 USD; breakage 6.10 USD.`
  package var sentence: String {
    if let end { return "Realised revenue is not known: \(end)." }
    return hasPayments
      ? "Realised \(figure) USD; deferred \(deferredWhen) \(shown(deferred)) USD; "
        + "breakage \(shown(breakage)) USD." + (days.map { " These amounts are \($0)." } ?? "")
        + notIncluded
      : gap.map { "Realised revenue is not known: \($0)." } ?? "The ledger has no paid credits."
  }

  private var notIncluded: String {
    let parts = [unread, gap].compactMap(\.self)
    return parts.isEmpty ? "" : " Not included: \(parts.joined(separator: "; "))."
  }

  private var deferredWhen: String {
    lastDay.map { "on \(DayText.day($0)), the last day of credits/," } ?? "at the end of the period"
  }

  /// The source of breakage, and who decides on it.
  package static let method =
    "Realised revenue is the part of a payment for consumed credits. The payment of a reset that "
    + "states none is the price of its plan less discounts. The setting credits.breakage decides "
    + "when Assay books breakage: when credits expire, or as an expected percentage while "
    + "customers use other credits. The accountant chooses the method and the percentage. Assay "
    + "spreads deferred revenue over credits; a fee earned over time would be spread differently "
    + "within a month."
}

extension RevenueOverview.MonthOfRevenue {
  fileprivate mutating func add(_ row: DeferredRevenueRow) {
    additions = additions + Money(attodollars: row.sold)
    reductions =
      reductions + Money(attodollars: row.realised + row.breakage + row.refunded)
    closing = closing + Money(attodollars: row.closing)
  }
}
