import Ledger

/// Prices of classes by band become rows: where a model has bands, each class has its price in each.
enum CatalogBands {
  /// Returns the keys with their prices, in order.
  ///
  /// A price that is not known, nil, is that of its band like any other. A class without a band of its own has one price for all sizes. It is stated in every band, or a derivation
  /// within the band would go before it.
  static func keys(
    of model: ModelKey, _ bands: [UnitClass: [Int64?: Money?]]
  ) -> [(key: Price.Key, perUnit: Money?)] {
    let thresholds = Set(bands.values.flatMap { $0.keys.compactMap(\.self) }).sorted()
    var keys: [(key: Price.Key, perUnit: Money?)] = []
    for (unitClass, prices) in bands.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for threshold in [nil] + thresholds.map(Optional.some) {
        let isFee = unitClass == .request
        if isFee && threshold != nil { continue }
        let below = prices.keys.filter { ($0 ?? -1) <= (threshold ?? -1) }
        guard let band = below.max(by: { ($0 ?? -1) < ($1 ?? -1) }), let perUnit = prices[band]
        else { continue }
        let key = Price.Key(
          provider: model.provider, model: model.model, unitClass: unitClass,
          serviceTier: RateKey.standardServiceTier, region: .empty, contextOver: threshold)
        keys.append((key, perUnit))
      }
    }
    return keys
  }
}
