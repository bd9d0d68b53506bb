import Cube
import Ledger
import Reports

/// The revenue, cost and margin of each tier against its target.
///
/// Tiers are ordered by revenue, or by cost where nothing is sold, free ones last, then the total.
package struct TierMargins: Sendable {
  /// At most the first `most`.
  package let tiers: [TierMargin]
  /// The number of tiers.
  package let count: Int
  package let total: TierMargin
  /// Why the shown figures of all tiers do not add up; nil where they do.
  let roundingNote: String?
  /// The requests of each tier that no figure of it has, because they have no price; nil where all have one.
  package let unpricedNote: String?
  /// The revenue of which targets are, where a part of it has none; nil elsewhere.
  let targetNote: String?
  /// The revenue that rests on defaults, by tier, a sentence for each default; empty where none does.
  let basisNotes: [String]

  /// No medium shows more.
  package static let most = 50

  /// - Parameter decimals: of the shown amounts.
  init(_ input: ReportInput, decimals: Int) {
    let facts = input.facts
    let paid = facts.values(byDimensions: \.tier) { !$0.terms.isFree }
    let sums = facts.totals(byDimensions: \.tier)
    let areFree = sums.map { !paid.contains($0.key) }
    let order = sums.indices.sorted { left, right in
      if areFree[left] != areFree[right] { return areFree[right] }
      let (mine, others) =
        input.isCostOnly
        ? (sums[left].totals.vendorCost, sums[right].totals.vendorCost)
        : (sums[left].totals.revenue, sums[right].totals.revenue)
      return mine == others ? left < right : mine > others
    }
    let weeks = Weeks(facts)
    let shown = order.prefix(TierMargins.most)
    let series = weeks.series(of: shown.map { sums[$0].key }, areFree: shown.map { areFree[$0] })
    tiers = zip(shown, series).map { index, series in
      TierMargin(
        tier: sums[index].key, isFree: areFree[index], totals: sums[index].totals,
        byPeriod: series)
    }
    count = sums.count
    total = TierMargin(tier: Name("Total"), isFree: false, totals: input.total, byPeriod: [])
    roundingNote = RoundingNote.text(
      sums.lazy.map(\.totals), total: total.totals, decimals: decimals)
    unpricedNote = TierMargins.unpricedNote(
      sums.map { ($0.key, $0.totals.unpriced) },
      figures: input.isCostOnly ? "Cost excludes" : "Cost, revenue and margin exclude")
    targetNote = TierMargins.targetNote([total] + tiers, decimals: decimals)
    let tiers = sums.map { ($0.key, $0.totals) }
    basisNotes = [
      TierMargins.basisNote("by the default multiplier", tiers, \.defaultRevenue, decimals),
      TierMargins.basisNote(
        "from tiers not in plans.csv, which count as paid", tiers, \.unlistedRevenue, decimals),
    ].compactMap(\.self)
    isByDay = weeks.length == 1
  }

  /// The periods of `byPeriod` are days and not weeks.
  package let isByDay: Bool

  /// The maximum number of tiers that the note names.
  private static let named = 3

  /// - Parameter rows: the total, then the tiers.
  private static func targetNote(_ rows: [TierMargin], decimals: Int) -> String? {
    let partial = rows.enumerated().filter {
      $1.totals.targetPercent != nil && !$1.totals.isWhollyTargeted
    }
    guard !partial.isEmpty else { return nil }
    let parts = partial.prefix(named).map { index, row in
      let figures = [row.totals.targetedRevenue, row.totals.revenue].map {
        Figures.money($0, decimals: decimals)
      }
      return "\(figures[0]) of \(figures[1]) USD of \(index == 0 ? "all revenue" : row.name)"
    }
    return "Assay compares a margin with a target only if all of its revenue has a target. Targets "
      + "are stated for \(parts.listed)\(partial.count > named ? " and parts of other tiers" : "")."
  }

  private static func basisNote(
    _ basis: String, _ tiers: [(tier: Name, totals: MoneyTotals)],
    _ part: (MoneyTotals) -> Money, _ decimals: Int
  ) -> String? {
    let parts = tiers.map { (tier: $0.tier, amount: part($0.totals)) }.filter { $0.amount > .zero }
      .sorted { ($1.amount, $0.tier) < ($0.amount, $1.tier) }
    if parts.isEmpty { return nil }
    func text(_ parts: some Sequence<(tier: Name, amount: Money)>) -> String {
      Figures.money(parts.reduce(.zero) { $0 + $1.amount }, decimals: decimals)
    }
    // One more is named as well.
    let shown = parts.count == named + 1 ? named + 1 : named
    let words =
      parts.prefix(shown).map { "\(text([$0])) of \(TierText.name($0.tier))" }
      + (parts.count > shown ? ["\(text(parts.dropFirst(shown))) of other tiers"] : [])
    let tiers = parts.count == 1 ? TierText.name(parts[0].tier) : words.listed
    return "\(text(parts)) USD of the revenue is \(basis): \(tiers)."
  }

  /// - Parameter figures: the figures that lack the requests, with the verb.
  private static func unpricedNote(
    _ tiers: [(tier: Name, unpriced: Int64)], figures: String
  ) -> String? {
    let lacking = tiers.filter { $0.unpriced > 0 }
      .sorted { ($1.unpriced, $0.tier) < ($0.unpriced, $1.tier) }
    if lacking.isEmpty { return nil }
    // One more is named as well.
    let shown = lacking.count == named + 1 ? named + 1 : named
    let rest = lacking.dropFirst(shown).reduce(0) { $0 + $1.unpriced }
    let parts =
      lacking.prefix(shown).map { "\(Figures.count($0.unpriced)) of \(TierText.name($0.tier))" }
      + (rest > 0 ? ["\(Figures.count(rest)) of other tiers"] : [])
    return "\(figures) requests without a price: \(parts.listed)."
  }
}

/// One tier, or all.
package struct TierMargin: Sendable {
  package let tier: Name
  /// Nothing that the tier was charged earned anything.
  package let isFree: Bool
  package let totals: MoneyTotals
  /// Revenue per whole week, or per day of a short report, oldest first; of a free tier its vendor cost.
  package let byPeriod: [Money]

  /// The name for people: `(none)` where the ledger has none.
  package var name: String { TierText.name(tier) }

  /// The state of the tier in words with a sign: `▼ 7.2 points`, `free tier`, `no target`.
  package var state: String {
    guard let points = totals.comparedPoints else {
      if isFree { return "free tier" }
      if totals.knownMargin == nil { return Figures.notKnown }
      if totals.revenue == .zero { return "no revenue" }
      return totals.targetPercent == nil ? "no target" : "partial target"
    }
    let size = Figures.pointsSize(points)
    if points == 0 { return "on target" }
    return (points < 0 ? "▼ " : "▲ ") + size + " points"
  }
}

/// Facts cut into whole weeks from the first day on, or into days where there are at most fourteen.
private struct Weeks {
  /// In days.
  let length: Int
  private let facts: Facts
  private let first: Day
  private let count: Int

  init(_ facts: Facts) {
    self.facts = facts
    let usual = facts.usualDays
    let first = usual?.lowerBound ?? Day(number: 0)
    let days = (usual?.upperBound ?? Day(number: -1)) - first + 1
    self.first = first
    length = days <= 14 ? 1 : 7
    count = days / length
  }

  /// The revenue of tiers by period, or the vendor cost of free ones; the days after the last whole period are left out.
  func series(of tiers: [Name], areFree: [Bool]) -> [[Money]] {
    let numbers = Dictionary(uniqueKeysWithValues: zip(tiers, tiers.indices))
    let numberOfDimensions = facts.dimensions.map { numbers[$0.tier] }
    var series = tiers.map { _ in [Money](repeating: .zero, count: count) }
    for daily in facts.byDayAndDimensions {
      let place = (daily.day - first) / length
      guard let number = numberOfDimensions[Int(daily.dimensions)], (0..<count).contains(place)
      else { continue }
      let totals = daily.totals
      series[number][place] =
        series[number][place] + (areFree[number] ? totals.vendorCost : totals.revenue)
    }
    return series
  }
}
