import Comparing
import Ledger
import Tables

/// The content of a comparison for every medium: a table whose columns add up as printed, movers and notes.
package struct ComparisonSummary: Sendable {
  package let comparison: PeriodComparison
  /// The measures, in the order of the columns.
  package let measures: [BridgeMeasure]
  /// The decimals of all amounts.
  package let decimals: Int
  /// The start, the drivers of which one is not shown as 0, and the end.
  package let lines: [BridgeRow]
  /// The measure by which movers are chosen and shown.
  package let moved: BridgeMeasure

  package init(_ comparison: PeriodComparison) {
    self.comparison = comparison
    measures = comparison.measures
    decimals = comparison.decimals
    moved = comparison.isSold ? .margin : .cost
    lines = BridgeRow.all(of: comparison)
  }

  /// As in `September against August 2026`.
  package var title: String {
    let (a, b) = (comparison.a.period, comparison.b.period)
    if a == b { return "\(b.nameInText): scenario against actual" }
    let (first, last) = (a.nameInText + comparison.a.coverage, comparison.b.coverage)
    guard let month = b.wholeMonth, month.year == a.wholeMonth?.year else {
      return "\(b.nameInText)\(last) against \(first)"
    }
    return "\(DayText.months[month.month - 1])\(last) against \(first)"
  }

  /// The reported period within a sentence: `September`, or days.
  package var nameOfReported: String {
    let period = comparison.b.period
    return period.wholeMonth.map { DayText.months[$0.month - 1] } ?? period.nameInText
  }

  /// The base period within a sentence: `August`, or `December 2025` where the other is of another year.
  package var nameOfBase: String {
    let (a, b) = (comparison.a.period, comparison.b.period)
    guard let month = a.wholeMonth, month.year == b.wholeMonth?.year else { return a.nameInText }
    return DayText.months[month.month - 1]
  }

  /// As in `Revenue against August`.
  package func heading(ofChangeOf measure: String) -> String { "\(measure) against \(nameOfBase)" }

  /// The margin rate of the base period in 10⁻⁴ percent; nil without revenue, or where prices are not known.
  package var marginPercentBefore: Int128? {
    let (margin, revenue) = (comparison.total.margin.start, comparison.total.revenue.start)
    guard comparison.hasPricesInBase, comparison.isSold, revenue > 0 else { return nil }
    return Quotient.halfEven(margin * 1_000_000, revenue)
  }

  /// One period is compared with itself by the books of a scenario.
  var isScenario: Bool { comparison.a.period == comparison.b.period }

  /// An amount of a shown figure, in the decimals of all.
  package func text(_ shown: Int128, signed: Bool = false) -> String {
    let text = NumberView.grouped(decimals: decimals).text(shown, scale: decimals)
    return signed && shown > 0 ? "+" + text : text
  }

  /// The parts of the change of the moved measure, in the order of the drivers; nil where the headline names them all.
  package var changeParts: String? {
    guard comparison.isChangeKnown else { return nil }
    let shown = comparison.shown(moved)
    let parts = Driver.allCases.filter { shown[$0] != 0 }.map {
      "\($0.shortWords) \(text(shown[$0], signed: true))"
    }
    return parts.count < 3 ? nil : "Drivers: \(parts.joined(separator: ", "))."
  }
}

extension ComparisonSummary {
  /// A mover as people see it.
  package struct ShownMover: Sendable {
    package let name: String
    /// The same in cells of its own: the account, or model and tier.
    package let names: [String]
    package let mover: Mover
    package let shown: ShownBridge
    /// The largest parts first, and the others together, as in `mix -5.34, request size -4.13`.
    package let largestDrivers: [String]
  }

  /// Returns at most `limit` movers of a dimension, the largest change of the moved measure first; none whose change is
  /// not known.
  package func movers(by dimension: MoverDimension, atMost limit: Int) -> [ShownMover] {
    guard comparison.isChangeKnown else { return [] }
    return comparison.movers(by: dimension, of: moved).prefix(limit).compactMap { mover in
      guard let key = mover.key, mover.isChangeKnown else { return nil }
      let shown = ShownBridge(mover.bridges[moved], decimals: decimals)
      // Of a key that did not move there is nothing to tell.
      if shown.change == 0 && !Driver.allCases.contains(where: { shown[$0] != 0 }) { return nil }
      return ShownMover(
        name: ComparisonSummary.name(of: key), names: ComparisonSummary.names(of: key),
        mover: mover, shown: shown,
        largestDrivers: largestDrivers(shown))
    }
  }

  /// The drivers that are not shown as 0, the largest first, with their amounts; those behind the first three together.
  private func largestDrivers(_ shown: ShownBridge) -> [String] {
    let drivers = shown.largestDrivers
    let named = drivers.count == 4 ? 4 : 3
    let others = drivers.dropFirst(named).reduce(0) { $0 + shown[$1] }
    return drivers.prefix(named).map { "\($0.shortWords) \(text(shown[$0], signed: true))" }
      + (others == 0 ? [] : ["others \(text(others, signed: true))"])
  }

  /// The number of keys of a dimension.
  package func moverCount(by dimension: MoverDimension) -> Int {
    comparison.keyCount(by: dimension)
  }

  private static func name(of key: MoverKey) -> String {
    names(of: key).joined(separator: " in ")
  }

  private static func names(of key: MoverKey) -> [String] {
    func named(_ name: Name) -> String { name.isEmpty ? "(none)" : name.description }
    if let account = key.account { return [named(account)] }
    return [key.model.map(named), key.tier.map { TierText.name($0) }].compactMap(\.self)
  }

  /// The largest change of vendor cost of one model in one tier, in a sentence.
  package var largestCostChange: String? {
    guard let mover = comparison.movers(by: .tierAndModel, of: .cost).first,
      mover.isChangeKnown, let key = mover.key
    else { return nil }
    let shown = ShownBridge(mover.bridges.cost, decimals: decimals)
    guard shown.change != 0 else { return nil }
    let requests = (Figures.count(mover.requests.a), Figures.count(mover.requests.b))
    return "Largest change of vendor cost: \(ComparisonSummary.name(of: key)), "
      + "\(requests.0) → \(requests.1) requests, \(text(shown.start)) → \(text(shown.end)) USD."
  }
}

extension ComparedPeriod {
  /// How much of the period the ledger has, as in ` (26 of 30 days)`; empty where it has all.
  fileprivate var coverage: String {
    isPartial ? " (\(days) of \(period.dayCount) days)" : ""
  }
}

extension Driver {
  /// The driver within a sentence.
  package var words: String {
    switch self {
    case .lostAccounts: "lost accounts"
    case .newAccounts: "new accounts"
    case .volume: "volume"
    case .mix: "mix of requests"
    case .requestSize: "request size"
    case .cacheShare: "cache share"
    case .vendorPrices: "vendor prices"
    case .multipliers: "multipliers and plans"
    case .creditStep: "credit step"
    case .unpriced: "usage without a price"
    case .corrections: "corrections"
    case .rest: "rest"
    }
  }
}

extension Driver {
  /// The same in a list of amounts.
  package var shortWords: String {
    switch self {
    case .mix: "mix"
    case .multipliers: "multipliers"
    default: words
    }
  }
}

extension Period {
  /// The month, if it is one.
  var wholeMonth: Month? { from.month.period == self ? from.month : nil }

  /// The period as people write it: `August 2026`, `2026-Q3` or days.
  package var nameInText: String {
    if let month = wholeMonth { return "\(DayText.months[month.month - 1]) \(month.year)" }
    if let name, !name.contains("..") { return name }
    return DayText.range(from...lastDay)
  }
}
