import Pricing

/// The sums by rate in the order of their models.
struct RatesByModel {
  private let rates: RateSums
  /// Per sum with requests, the number of its model and its place among all; by both.
  private let order: [(model: Int, place: Int)]
  /// Per model, its first place in the order, and the end.
  private let starts: [Int]

  /// - Parameter models: each once; sums of others are left out.
  init(_ sums: InsightSums, _ models: [ModelKey]) {
    rates = sums.rates
    let numbers = Dictionary(uniqueKeysWithValues: zip(models, 0...))
    order = sums.rates.all.enumerated().compactMap { place, use in
      if use.sum.requests == 0 { return nil }
      let model = ModelKey(provider: use.rate.kind.provider, model: use.rate.model)
      return numbers[model].map { ($0, place) }
    }.sorted { $0 < $1 }
    var starts = [Int](repeating: 0, count: models.count + 1)
    for (model, _) in order { starts[model + 1] += 1 }
    for model in models.indices { starts[model + 1] += starts[model] }
    self.starts = starts
  }

  /// Returns the uses of a model by its number.
  func uses(ofModel number: Int) -> [RateUse] {
    order[starts[number]..<starts[number + 1]].map { rates[$0.place] }
  }
}
