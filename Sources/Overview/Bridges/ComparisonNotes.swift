import Comparing
import Ledger
import Tables

extension ComparisonSummary {
  /// The notes below the table, one sentence each.
  package var notes: [String] {
    ([changedMultipliers, continuingAccounts, usage, largestCostChange] + partial + [
      perDay, withoutEffect, tooSmallToShow,
    ] + requests
      + [roundedMargin]).compactMap(\.self)
  }

  /// The usage of both periods: requests, their size, and the cached share of their prompts.
  ///
  /// Nil where a scenario leaves them as they are.
  private var usage: String? {
    if isScenario { return nil }
    let (a, b) = (comparison.usageOfA, comparison.usageOfB)
    func both(_ figure: (ComparedUsage) -> String?) -> String? {
      guard let start = figure(a), let end = figure(b) else { return nil }
      return "\(start) → \(end)"
    }
    func each(_ tokens: Int128, of usage: ComparedUsage) -> String? {
      usage.requests == 0
        ? nil
        : NumberView.grouped(decimals: 0).text(tokens * 10 / usage.requests, scale: 1)
    }
    func requests(_ figure: (ComparedUsage) -> Int128) -> String {
      "\(Figures.count(Int64(figure(a)))) → \(Figures.count(Int64(figure(b))))"
    }
    let isWhole = a.excludedRequests + b.excludedRequests == 0
    let all = "Usage: \(requests(\.allRequests)) requests"
    let parts = [
      both { each($0.promptTokens, of: $0) }.map { "\($0) prompt tokens per request" },
      both { usage in
        usage.promptTokens == 0
          ? nil : Figures.percent(usage.cachedTokens * 1_000_000 / usage.promptTokens)
      }.map { "\($0) % of prompt tokens from cache" },
      both { each($0.outputTokens, of: $0) }.map { "\($0) output tokens per request" },
    ].compactMap(\.self)
    let compared = isWhole ? all : "\(all), of which \(requests(\.requests)) are compared"
    return ([compared] + parts).joined(separator: ", ") + "."
  }

  /// Accounts and books without effect; of a scenario, books alone.
  private var withoutEffect: String? {
    guard comparison.isChangeKnown else { return nil }
    let accounts: [(Driver, String)] = [
      (.lostAccounts, "lost accounts"), (.newAccounts, "new accounts"),
    ]
    let books: [(Driver, String)] = [
      (.vendorPrices, "vendor prices"), (.multipliers, "multipliers and plans"),
      (.creditStep, "the credit step"),
    ]
    let unchanged = ((isScenario ? [] : accounts) + books).filter { driver, _ in
      (measures == [.cost] ? ![.multipliers, .creditStep].contains(driver) : true)
        && measures.allSatisfy { measure in
          driver.effects.allSatisfy { comparison.total[measure].effects[$0] == 0 }
        }
    }.map(\.1)
    if unchanged.isEmpty { return nil }
    let words = unchanged.listed
    return "\(words.withCapital) had no effect."
  }

  /// Drivers that are not 0 but shown as 0 in all measures.
  private var tooSmallToShow: String? {
    guard comparison.isChangeKnown else { return nil }
    let small = Driver.allCases.filter { driver in
      measures.allSatisfy { comparison.shown($0)[driver] == 0 }
        && measures.contains { comparison.total[$0].effects[driver] != 0 }
    }
    if small.isEmpty { return nil }
    return "Too small to show: \(small.map(\.words).listed)."
  }

  /// Cost and revenue per day, where the periods are not of as many days.
  private var perDay: String? {
    let (a, b) = (comparison.a.days, comparison.b.days)
    guard a != b, comparison.isChangeKnown else { return nil }
    func perDay(_ amount: Int128, _ days: Int) -> String {
      text(
        Money(attodollars: amount / Int128(days)).roundedHalfUp(toDecimals: decimals).attodollars
          / powerOfTen(Money.decimals - decimals))
    }
    let parts = measures.map { measure in
      let bridge = comparison.total[measure]
      return "\(measure.heading.lowercased()) \(perDay(bridge.start, a)) → \(perDay(bridge.end, b))"
    }
    return "Per day: \(parts.joined(separator: ", ")) USD."
  }

  /// Margin is rounded as the other measures are, so that its column adds up.
  private var roundedMargin: String? {
    guard comparison.isSold else { return nil }
    let most =
      lines.map(\.amounts).compactMap { amounts -> UInt128? in
        guard let revenue = amounts[0], let cost = amounts[1], let margin = amounts[2] else {
          return nil
        }
        return (revenue - cost - margin).magnitude
      }.max() ?? 0
    if most == 0 { return nil }
    return "Each column adds up as printed, so usage revenue less vendor cost may differ from "
      + "margin by up to \(text(Int128(most)))."
  }

  /// Periods that the ledger covers in part.
  private var partial: [String] {
    let periods = isScenario ? [comparison.b] : [comparison.a, comparison.b]
    return periods.filter(\.isPartial).map {
      "\($0.period.nameInText) is not complete: the ledger has "
        + "\($0.days) of its \($0.period.dayCount) days."
    }
  }

  /// Accounts that are neither lost nor new, because they have requests without a price.
  private var unpricedAccounts: String? {
    let count = comparison.unpricedAccounts
    guard count > 0, comparison.isChangeKnown else { return nil }
    return "\(Figures.count(Int64(count), "account")) \(count == 1 ? "has" : "have") requests in "
      + "both periods, but none with a price in one of them: the change of "
      + "\(count == 1 ? "this account" : "these accounts") is in \(Driver.unpriced.words)."
  }

  /// Requests that are left out, that have no price at one time, and those with customers' own keys.
  private var requests: [String] {
    func both(_ count: (ComparedCell) -> (a: Int64, b: Int64)) -> (a: Int64, b: Int64) {
      comparison.cells.reduce((0, 0)) {
        let counts = count($1)
        return ($0.a + counts.a, $0.b + counts.b)
      }
    }
    func words(_ counts: (a: Int64, b: Int64)) -> String {
      if isScenario && counts.a == counts.b { return Figures.count(counts.a, "request") }
      if isScenario {
        return "\(Figures.count(counts.a, "request")), in the scenario \(Figures.count(counts.b))"
      }
      let (a, b) = (comparison.a.period.nameInText, comparison.b.period.nameInText)
      func within(_ period: String) -> String { period.contains(" to ") ? "from" : "in" }
      return [(counts.a, a), (counts.b, b)].filter { $0.0 > 0 }.enumerated().map { index, part in
        let count = index == 0 ? Figures.count(part.0, "request") : Figures.count(part.0)
        return "\(count) \(within(part.1)) \(part.1)"
      }.joined(separator: ", ")
    }
    let excluded = both { ($0.a.excludedRequests, $0.b.excludedRequests) }
    let unpriced = both { ($0.a.unpricedRequests, $0.b.unpricedRequests) }
    let kept = both { ($0.a.keptRequests, $0.b.keptRequests) }
    let own = both { $0.place.key.isBYOK ? ($0.a.requests, $0.b.requests) : (0, 0) }
    let sentences: [((a: Int64, b: Int64), String)] = [
      (excluded, "No price, so not compared"),
      (unpriced, "No price when they started, so without cost in the reports"),
      (kept, "No price in the constant books, so compared at their price when they started"),
      (own, "With customers' own keys, so without vendor cost"),
    ]
    return sentences.filter { $0.0.a + $0.0.b > 0 }.map { "\($0.1): \(words($0.0))." }
      + [unpricedAccounts].compactMap(\.self)
  }
}
