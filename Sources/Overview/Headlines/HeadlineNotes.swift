import Ledger
import Reports

/// The parts of the headline that come from free use and from defaults.
extension Headline {
  /// The numbers of requests without a price and of rows that the figures lack; nil where they have all.
  package var coverageNote: String? {
    let notes =
      [unpricedNote, unreadNote, withoutRowNote, coverage.endOfEvents.map { $0 + "." }]
      .compactMap(\.self) + (coverage.days?.sentences ?? [])
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  /// The same with the number of rows in conflict, where a table of row outcomes is not beside it.
  package var longCoverageNote: String? {
    let notes = [coverageNote, conflictNote].compactMap(\.self)
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  /// The rows that are left out because an earlier row has their request ID; nil without any.
  private var conflictNote: String? {
    let count = coverage.conflicts
    if count == 0 { return nil }
    return
      "\(Figures.count(count, "row")) \(count == 1 ? "conflicts" : "conflict") with an earlier row of "
      + "the same request ID: figures use the first one."
  }

  /// The charged requests that usage lacks, with the figures that have them; nil without any.
  private var withoutRowNote: String? {
    let count = coverage.withoutRow
    if count == 0 { return nil }
    return
      "\(Figures.count(count, "charged request")) \(count == 1 ? "has" : "have") no usage row: "
      + "only figures from credits/ include \(count == 1 ? "it" : "them")."
  }

  /// The rows and credit events that could not be read, with the figures that lack them; nil without any.
  private var unreadNote: String? {
    let (count, eventCount) = (coverage.rejected, coverage.unreadEvents)
    let rows = count == 0 ? nil : coverage.rejectedSubject
    let events = eventCount == 0 ? nil : Figures.count(eventCount, "credit event")
    let unread = [rows, events].compactMap(\.self)
    if unread.isEmpty { return nil }
    // Without paid credits no figure is of credits/ alone.
    guard hasPaidCredits else {
      return "Assay could not read \(unread.joined(separator: " and ")); all figures exclude "
        + "\(count + eventCount == 1 ? "it" : "them")."
    }
    guard rows != nil else {
      return "Assay could not read \(unread[0]), which credit figures exclude."
    }
    // Events may name the rows: figures from credits/ have their deductions.
    return
      "Assay could not read \(unread[0]) (usage figures exclude \(coverage.rejected == 1 ? "it" : "them"))"
      + (events.map { " and \($0)" } ?? "") + "."
  }

  /// The cost note with the number of requests with customers' own keys, where there is room for it.
  package var longCostNote: String {
    let own = coverage.ownKeys
    return costNote
      + (own == 0 || pricedNote != nil
        ? "" : "; \(Figures.count(own)) with customers' own keys at no cost")
  }

  /// The note on the free-tier loss: `included in vendor cost; 240 free users`, or `12 free users and 2 accounts`.
  package var freeTierNote: String {
    let (free, withoutPlan) = (coverage.free, coverage.withoutPlan)
    if free == 0 {
      guard freeTierLoss == nil else { return "no free-tier usage" }
      return withoutPlan == coverage.requests || withoutPlan == 0
        ? "plans.csv lists none of the tiers" : unplannedNote
    }
    let users = freeUsers.words("free")
    let unplanned = withoutPlan > 0 ? "; \(unplannedNote)" : ""
    guard freeTierLoss != nil else { return "no free request has a price; \(users)\(unplanned)" }
    let part = coverage.freeUnpriced > 0 ? "\(freeCoverage); " : ""
    return part + "included in vendor cost; \(users)\(unplanned)"
  }

  private var unplannedNote: String {
    "\(Figures.count(coverage.withoutPlan, "request")) \(coverage.withoutPlan == 1 ? "has" : "have") no plan"
  }

  /// `for 2,170 of 5,542 free requests`.
  private var freeCoverage: String {
    "for \(Figures.count(coverage.free - coverage.freeUnpriced)) of "
      + Figures.count(coverage.free, "free request")
  }

  /// The free tiers' part of the vendor cost: `4.11 of it from free tiers`.
  package var freeTierPart: String {
    guard freeTierLoss != nil else { return "free-tier cost not known: \(freeTierNote)" }
    guard coverage.free > 0 else { return freeTierNote }
    let unplanned = coverage.withoutPlan > 0 ? ", \(unplannedNote)" : ""
    return "\(shown(freeTierLoss)) of it from free tiers"
      + (coverage.freeUnpriced > 0 ? ", \(freeCoverage)" : "") + unplanned
  }
}

extension Headline {
  /// The formula of the margin, `usage revenue − vendor cost`, and the part that rests on defaults.
  package var marginBasis: String { "usage revenue − vendor cost" + assumedPart }

  /// `; 61.50 USD of the revenue is by the default multiplier`; empty where none is.
  package var assumedPart: String {
    guard revenue != nil, coverage.assumedRevenue > .zero else { return "" }
    let sources = [
      (coverage.defaultRevenue, "by the default multiplier"),
      (coverage.unlistedRevenue, "from tiers not in plans.csv"),
    ].filter { $0.0 != .zero }.map(\.1)
    return "; \(shown(coverage.assumedRevenue)) USD of the revenue is "
      + sources.joined(separator: " or ")
  }
}

extension ReportInput {
  /// The currencies of the recorded costs without an exchange rate, most costs first: ` in EUR and SEK`.
  package var unconvertedCurrencies: String {
    let ranked = unconvertedCosts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if ranked.isEmpty { return "" }
    if ranked.count > 3 { return " in \(ranked.count) currencies" }
    return " in \(ranked.map(\.key.description).listed)"
  }
}
