import Ledger
import Pricing

/// The price and limits for a tier's customers, from one day on.
package struct Plan: Hashable, Sendable {
  package let tier: Name
  package let isFree: Bool
  package let monthlyPrice: Money?
  package let monthlyCredits: Credits?
  package let targetMargin: Percent?
  package let allowedModels: [Name]
  /// The share of an allowance's remaining credits that rolls over: 0 … 100.
  package let rolloverPercent: Percent
  /// The most credits that roll over; nil is no limit.
  package let rolloverLimit: Credits?
  /// The credits by which a balance may fall below 0.
  package let overdraft: Credits

  package init(
    tier: Name, isFree: Bool, monthlyPrice: Money?, monthlyCredits: Credits?,
    targetMargin: Percent?, allowedModels: [Name],
    rolloverPercent: Percent = Percent(millionths: 0), rolloverLimit: Credits? = nil,
    overdraft: Credits = .zero
  ) {
    self.tier = tier
    self.isFree = isFree
    self.monthlyPrice = monthlyPrice
    self.monthlyCredits = monthlyCredits
    self.targetMargin = targetMargin
    self.allowedModels = allowedModels
    self.rolloverPercent = rolloverPercent
    self.rolloverLimit = rolloverLimit
    self.overdraft = overdraft
  }
}

/// The plans of all tiers, by day.
package struct PlanBook: Sendable {
  let histories: [Name: History<Plan>]
  /// The rows recorded after the known-at instant.
  private let later: [DatedRow<Plan>]

  /// Makes a book like another with other histories.
  init(_ book: PlanBook, histories: [Name: History<Plan>]) {
    self.histories = histories
    later = book.later
  }

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<Plan>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.tier, what: { "plan \($0.tier)" }, faults: &faults)
    later = rows.filter { !$0.isKnown(at: knownAt) }
  }

  /// Returns the plan of `tier` in force at `instant`; nil when the book knows none then.
  package func plan(tier: Name, at instant: Instant) -> Plan? {
    histories[tier]?.entry(at: instant)?.value
  }

  /// Returns the plan of `tier` by which a month is paid: the one in force as the month begins, else the first that
  /// begins in it; nil when there is none.
  package func plan(tier: Name, in month: Month, zone: ReportingZone) -> Plan? {
    let days = month.period
    let start = zone.startInBooks(of: days.from)
    if let plan = plan(tier: tier, at: start) { return plan }
    let end = zone.endInBooks(of: days.lastDay)
    return histories[tier]?.entries.first {
      start < $0.validity.from && $0.validity.from < end
    }?.value
  }

  /// True if a tier is free at the same times by another book.
  package func isFreeAsOften(_ tier: Name, by other: PlanBook) -> Bool {
    ([.distantPast] + boundaries(tier: tier) + other.boundaries(tier: tier)).allSatisfy {
      (plan(tier: tier, at: $0)?.isFree ?? false)
        == (other.plan(tier: tier, at: $0)?.isFree ?? false)
    }
  }

  /// Returns the row of the book that states the plan of `tier` in force at `instant`.
  func place(tier: Name, at instant: Instant) -> Place? {
    histories[tier]?.entry(at: instant)?.place
  }

  /// Returns the row that speaks of `tier` at other times, where none is in force at `instant`; nil where the book never
  /// has the tier.
  package func outOfForce(tier: Name, at instant: Instant) -> OutOfForce<Plan>? {
    later.filter { $0.value.tier == tier }.firstNotKnown(at: instant)
      ?? Pricing.outOfForce(histories[tier]?.entries ?? [], at: instant)
  }

  /// The instants at which a plan of `tier` begins or ends.
  func boundaries(tier: Name) -> [Instant] { histories[tier]?.boundaries ?? [] }

  /// The instants from which the plans of `tier` count, in order.
  package func starts(of tier: Name) -> [Instant] {
    histories[tier]?.entries.map(\.validity.from) ?? []
  }

  /// The instants at which any plan begins or ends.
  var boundaries: [Instant] { histories.values.flatMap(\.boundaries) }

  /// Returns the place of the first plan of `tier`; nil if the book has none.
  package func place(of tier: Name) -> Place? { histories[tier]?.entries.first?.place }

  /// The tiers that a row names, whenever it was recorded.
  package var namedTiers: Set<Name> { Set(histories.keys).union(later.map(\.value.tier)) }

  /// True if no tier has a plan, not even one recorded after the known instant.
  package var isEmpty: Bool { histories.isEmpty && later.isEmpty }

  /// True if any tier is free at any time.
  package var hasFreePlan: Bool {
    histories.values.contains { $0.entries.contains { $0.value.isFree } }
  }

  /// The tiers that the book knows, to suggest one.
  package var tiers: [String] { histories.keys.map(\.description).sorted() }
}
