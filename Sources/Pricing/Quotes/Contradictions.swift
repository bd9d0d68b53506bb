import Ledger

extension PriceBook {
  /// A price that cannot well be right as long as another of its model is.
  package struct Contradiction: Sendable {
    package let price: Price
    package let place: Place
    /// The row that contradicts it and the contradiction, in words.
    package let detail: String
    package let other: Place
  }

  /// A cache write at more than this multiple of the price of input contradicts it; Anthropic takes twice as much at most,
  /// for an hour (https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-11-26).
  private static let largestWrite: Int128 = 3

  /// Returns the prices in force at `instant` that contradict others of their model, for the same service tier, region and
  /// band; in the order of the quotes.
  ///
  /// Of 8,532 entries in eight snapshots of LiteLLM's catalog these rules name 8 models for output below input and 2 for a
  /// cache write at 13 times input; of 1,481 prices of genai-prices, 2.
  ///
  /// - Parameter quotes: what is in force at `instant`.
  package func contradictions(
    among quotes: [(price: Price, row: DatedRow<Price>)], at instant: Instant
  ) -> [Contradiction] {
    quotes.compactMap { price, row -> Contradiction? in
      guard let perUnit = price.perUnit, perUnit > .zero else { return nil }
      /// Returns a contradiction if another price of the model makes this one implausible.
      func against(
        _ unitClass: UnitClass, tier: Name? = nil, _ words: String, isOdd: (Money) -> Bool
      ) -> Contradiction? {
        let key = price.key.with(unitClass, serviceTier: tier)
        guard let other = history(of: key)?.entry(at: instant), let known = other.value.perUnit,
          known > .zero, isOdd(known)
        else { return nil }
        let per = price.key.unitClass.defaultPer
        return Contradiction(
          price: price, place: row.place,
          detail: "\(perUnit * per), \(words) of \(known * per)", other: other.place)
      }
      if price.key.serviceTier == "batch" {
        let standard = RateKey.standardServiceTier
        let found = against(
          price.key.unitClass, tier: standard, "in batch above the standard price"
        ) { perUnit > $0 }
        if let found { return found }
      }
      switch price.key.unitClass {
      case .cacheRead:
        return against(.input, "a cache read above the input price") { perUnit > $0 }
      case .cacheWrite5m, .cacheWrite1h:
        let found = against(.input, "a cache write at more than 3 times the input price") {
          perUnit.attodollars > PriceBook.largestWrite * $0.attodollars
        }
        if found != nil || price.key.unitClass == .cacheWrite5m { return found }
        return against(.cacheWrite5m, "for an hour below the five-minute price") { perUnit < $0 }
      case .output:
        return against(.input, "output below the input price") { perUnit < $0 }
      default: return nil
      }
    }
  }
}

extension Price.Key {
  fileprivate func with(_ unitClass: UnitClass, serviceTier: Name?) -> Price.Key {
    Price.Key(
      provider: provider, model: model, unitClass: unitClass,
      serviceTier: serviceTier ?? self.serviceTier, region: region, contextOver: contextOver)
  }
}
