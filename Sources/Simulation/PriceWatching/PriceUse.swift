import Cube
import Ledger
import Pricing

/// Which classes of which models were used at which service tiers.
package struct PriceUse: Sendable {
  let models: Set<ModelKey>
  private let classes: [Served: Set<UnitClass>]
  private let derivations: DerivationBook

  private struct Served: Hashable {
    let model: ModelKey
    let serviceTier: Name
  }

  package init(_ facts: Facts, derivations: DerivationBook) {
    // Bit n is set where class n was used.
    var usedBits = [UInt32](repeating: 0, count: facts.dimensions.count)
    let all = UnitClass.quantities
    for daily in facts.byDayAndDimensions {
      var bits: UInt32 = 0
      let quantities = daily.measures.quantities
      for unitClass in all where quantities[unitClass] != 0 {
        bits |= 1 << UInt32(unitClass.rawValue)
      }
      usedBits[Int(daily.dimensions)] |= bits
    }
    var classes: [Served: Set<UnitClass>] = [:]
    for (dimensions, bits) in zip(facts.dimensions, usedBits) {
      let served = Served(
        model: ModelKey(provider: dimensions.provider, model: dimensions.model),
        serviceTier: dimensions.serviceTier)
      let used = UnitClass.quantities.filter { bits & 1 << UInt32($0.rawValue) != 0 }
      classes[served, default: [.request]].formUnion(used)
    }
    self.classes = classes
    models = Set(classes.keys.map(\.model))
    self.derivations = derivations
  }

  /// The rows of `book` in force at `instant` that some request may have taken its price from: in whatever region
  /// and band, which facts do not tell.
  func rows(of book: PriceBook, at instant: Instant) -> Set<Place> {
    var rows: Set<Place> = []
    for (served, classes) in classes {
      guard let list = book.prices(of: served.model, at: instant) else { continue }
      for region in Set(list.quotes.keys.map(\.region)).union([.empty]) {
        let search = PriceSearch(
          list: list, derivations: derivations, at: instant, serviceTier: served.serviceTier,
          region: region)
        for threshold in [nil] + list.thresholds.map(Optional.some) {
          for unitClass in classes {
            do throws(BookProblem) {
              let found = try search.price(of: unitClass, inBandOver: threshold)
              if let row = found?.places.first { rows.insert(row) }
            } catch {
              // Only requests in a band that none is in would find this price, which does not fit.
              continue
            }
          }
        }
      }
    }
    return rows
  }
}
