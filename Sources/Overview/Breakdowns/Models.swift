import Comparing
import Cube
import Ledger
import Reports

/// A model of a vendor, or all of them together.
package struct ModelLine: Sendable {
  /// `(none)` where a row names none.
  package let name: String
  package let vendor: String
  /// The name, with the vendor where two vendors have a model of that name.
  package let label: String
  package let totals: MoneyTotals
  package let tokens: ModelTokens
  /// The shown vendor cost less that of the period before, in units of the last shown
  /// decimal; nil without a period before, or where either is not known.
  package let change: Int128?
  /// It has requests in the period before, and none in this one.
  package let isLost: Bool

  init(
    name: String, vendor: String, isNameShared: Bool = false, totals: MoneyTotals,
    tokens: ModelTokens, change: Int128?, isLost: Bool
  ) {
    (self.name, self.vendor) = (name, vendor)
    label = isNameShared ? "\(name) (\(vendor))" : name
    (self.totals, self.tokens, self.change, self.isLost) = (totals, tokens, change, isLost)
  }

  /// Of the requests with a price; nil where none has one.
  package var costOf1000Requests: Money? { cost(of: Int128(totals.requests - totals.unpriced)) }
  /// Nil where no price is known, or there is no output.
  package var costOf1000OutputTokens: Money? { cost(of: tokens.output) }
  /// Cached tokens in 10⁻⁴ percent of all prompt tokens; nil without any.
  package var cachedShare: Int128? {
    Quotient.halfEven(tokens.cached * 1_000_000, tokens.prompt)
  }

  /// Nil where requests have no price and the others cost nothing, as those without tokens.
  package var knownVendorCost: Money? { isCostMissing ? nil : totals.knownVendorCost }

  /// Nil where requests that customers pay for have no price and the others earned nothing.
  package var knownRevenue: Money? {
    totals.paidUnpriced > 0 && totals.revenue == .zero ? nil : totals.knownRevenue
  }

  /// Nil where the revenue or the vendor cost is.
  package var knownMargin: Money? {
    isCostMissing || knownRevenue == nil ? nil : totals.knownMargin
  }

  /// In 10⁻⁴ percent; nil without revenue, or where the vendor cost is not known.
  package var marginPercent: Int128? { isCostMissing ? nil : totals.marginPercent }

  static func isCostMissing(of totals: MoneyTotals) -> Bool {
    totals.unpriced > 0 && totals.vendorCost == .zero
  }

  private var isCostMissing: Bool { ModelLine.isCostMissing(of: totals) }

  private func cost(of count: Int128) -> Money? {
    guard let cost = knownVendorCost else { return nil }
    return Quotient.halfEven(cost.attodollars * 1000, count).map { Money(attodollars: $0) }
  }
}

/// The tokens of some requests.
package struct ModelTokens: Hashable, Sendable {
  /// Of every class, audio and images too.
  package private(set) var all: Int128 = 0
  /// Input, cache reads and cache writes.
  package private(set) var prompt: Int128 = 0
  package private(set) var cached: Int128 = 0
  /// Output with reasoning.
  package private(set) var output: Int128 = 0

  mutating func add(_ quantities: Quantities) {
    prompt += quantities.promptTokens
    cached += Int128(quantities.cacheRead)
    output += quantities.outputTokens
    all += quantities.allTokens
  }

  mutating func add(_ other: ModelTokens) {
    all += other.all
    prompt += other.prompt
    cached += other.cached
    output += other.output
  }
}

/// All models of a period, the largest vendor cost first; those that are not used any more are last.
package struct Models: Sendable {
  package let lines: [ModelLine]
  package let total: ModelLine
  /// As in `Cost against August`; nil without a period before.
  package let changeHeading: String?
  /// The decimals of the shown amounts.
  package let decimals: Int

  private struct Key: Hashable, Comparable {
    let model: Name
    let vendor: Name

    static func < (left: Key, right: Key) -> Bool {
      left.model == right.model ? left.vendor < right.vendor : left.model < right.model
    }
  }

  /// - Parameters:
  ///   - decimals: those of the summary.
  ///   - changed: the comparison with the period before.
  init(_ input: ReportInput, decimals: Int, changed: ComparisonSummary?) {
    self.decimals = decimals
    let facts = input.facts
    var tokens: [Key: ModelTokens] = [:]
    let keys = facts.dimensions.map { Key(model: $0.model, vendor: $0.provider) }
    for daily in facts.byDayAndDimensions {
      tokens[keys[Int(daily.dimensions)], default: ModelTokens()].add(daily.measures.quantities)
    }
    var before: [Key: Int128] = [:]
    var pricedBefore: [Key: PricedRequests] = [:]
    for cell in changed?.comparison.cells ?? [] {
      let key = Key(model: cell.place.key.model, vendor: cell.place.key.provider)
      before[key, default: 0] += cell.a.vendorCost(of: cell.place.key)
      pricedBefore[key, default: PricedRequests()].add(cell.a)
    }
    let isComparable = changed?.comparison.hasPricesInBase == true
    func change(to cost: Money?, from before: Int128) -> Int128? {
      guard isComparable, let cost else { return nil }
      return ShownChange.units(of: cost, decimals: decimals)
        - ShownChange.units(of: Money(attodollars: before), decimals: decimals)
    }
    let sums = facts.totals(byDimensions: { Key(model: $0.model, vendor: $0.provider) })
    let used = Set(sums.map(\.key))
    let lost = before.filter { !used.contains($0.key) }.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }.map { ($0.key, MoneyTotals()) }
    let ordered = sums.sorted {
      $0.totals.vendorCost == $1.totals.vendorCost
        ? $0.key < $1.key : $0.totals.vendorCost > $1.totals.vendorCost
    }.map { ($0.key, $0.totals) }
    let names = Dictionary((ordered + lost).map { ($0.0.model, 1) }, uniquingKeysWith: +)
    // There may be as many as rows: each line is made once.
    lines = (ordered + lost).map { key, totals in
      let change =
        pricedBefore[key]?.areKnown == false || ModelLine.isCostMissing(of: totals)
        ? nil : change(to: totals.knownVendorCost, from: before[key] ?? 0)
      return ModelLine(
        name: key.model.isEmpty ? "(none)" : key.model.description,
        vendor: key.vendor.description, isNameShared: names[key.model, default: 0] > 1,
        totals: totals, tokens: tokens[key] ?? ModelTokens(), change: change,
        isLost: !used.contains(key))
    }
    var all = ModelTokens()
    for each in tokens.values { all.add(each) }
    total = ModelLine(
      name: "Total", vendor: "", totals: input.total, tokens: all,
      change: change(
        to: input.total.knownVendorCost, from: changed?.comparison.total.cost.start ?? 0),
      isLost: false)
    changeHeading = changed?.heading(ofChangeOf: "Cost")
  }
}
