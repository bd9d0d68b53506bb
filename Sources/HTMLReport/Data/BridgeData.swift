import Comparing
import Ledger
import Overview

/// The bridges of the page, with every driver and detail: of each model in each tier, and of the customers that moved most.
///
/// Members: `decimals` of what is shown; `measures`; `start`, `end` and `days` as labels, the last null where both
/// periods have as many; `moved`, the place of the measure by which movers are ranked; `drivers`: label, short label and the
/// places of its parts; `isWhole`: all models in tiers have a bridge; `lost` and `new` accounts; `models`: tier, model, measure; the start and every part, in 10⁻¹⁸ USD; `unknown`: tier, model of those whose change is not known;
/// `customers`: names, of those whose change is known;
/// `accounts`: customer, measure; the same figures.
struct BridgeData {
  private let changed: ComparisonSummary
  private let tiers: [Name: Int]
  private let models: [CellModel]

  /// The number of customers with a bridge of their own.
  static let customers = 40

  /// - Parameter tiers: the place of each.
  init(_ changed: ComparisonSummary, tiers: [Name: Int], models: [CellModel]) {
    self.changed = changed
    self.tiers = tiers
    self.models = models
  }

  private var measures: [BridgeMeasure] {
    changed.measures.filter { $0 != .margin }
  }

  var json: String {
    let comparison = changed.comparison
    let models = moversOfModels
    let accounts = comparison.movers(by: .account, of: changed.moved)
      .filter { $0.key != nil && $0.isChangeKnown }.prefix(BridgeData.customers)
    return PageJSONText.object([
      "decimals": String(changed.decimals),
      "measures": PageJSONText.array(changed.measures.map { PageJSONText.string($0.heading) }),
      "start": PageJSONText.string(changed.lines.first?.label ?? ""),
      "end": PageJSONText.string(changed.lines.last?.label ?? ""),
      "days": comparison.dayDifference.map(PageJSONText.string) ?? "null",
      "moved": String(changed.measures.firstIndex(of: changed.moved) ?? 0),
      "isWhole": String(comparison.keyCount(by: .tierAndModel) <= PeriodComparison.listedMovers),
      "lost": String(comparison.lostAccounts), "new": String(comparison.newAccounts),
      "drivers": PageJSONText.array(
        Driver.allCases.map { driver in
          PageJSONText.array([
            PageJSONText.string(driver.heading), PageJSONText.string(driver.shortWords),
            PageJSONText.array(driver.effects.map { String($0.rawValue) }),
          ])
        }),
      "models": rows(models.map { ($0.places, $0.mover.bridges) }),
      "unknown": PageJSONText.array(
        models.filter { !$0.mover.isChangeKnown }.map {
          PageJSONText.array($0.places.map(String.init))
        }
      ),
      "customers": PageJSONText.array(
        accounts.map { PageJSONText.name($0.key?.account ?? .empty) }),
      "accounts": rows(
        accounts.enumerated().map { ([$0.offset], $0.element.bridges) }),
    ])
  }

  /// The movers by model and tier with the places of both.
  private var moversOfModels: [(places: [Int], mover: Mover)] {
    let numbers = Dictionary(uniqueKeysWithValues: zip(models, models.indices))
    let movers = changed.comparison.movers(by: .tierAndModel, of: changed.moved)
    return movers.compactMap { mover in
      guard let key = mover.key, let tier = key.tier.flatMap({ tiers[$0] }),
        let name = key.model, let vendor = key.provider,
        let model = numbers[CellModel(name: name, vendor: vendor)]
      else { return nil }
      return ([tier, model], mover)
    }
  }

  private func rows(_ bridges: [(places: [Int], bridges: Bridges)]) -> String {
    var rows = CompactTableText()
    for (places, bridges) in bridges {
      for (index, measure) in measures.enumerated() {
        let bridge = bridges[measure]
        for place in places + [index] { rows.addPlace(place) }
        rows.addFigure(bridge.start)
        for effect in Effect.allCases { rows.addFigure(bridge.effects[effect]) }
        rows.endRow()
      }
    }
    return rows.json
  }
}
