import Ledger
import Rating
import Reconciliation

extension MissingPrices: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(uses) { $1.put($0) }
    part.put(cards) { $1.put($0) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    uses = try part.entries { part throws(PartFault) in try Instant(from: &part) }
    cards = try part.entries { part throws(PartFault) in try part.card() }
    guard uses.keys.allSatisfy({ cards[$0.card] != nil }) else { throw .number }
  }
}

extension MissingPrices.Use: PartValue {
  /// Without the file, which the partial names.
  package func write(to part: inout PartWriter) {
    part.put(card)
    part.put(classes)
    part.put(over)
    part.put(hasImageTokens)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      file: part.file, card: try part.number(), classes: try part.number(),
      over: try part.value(), hasImageTokens: try part.value())
  }
}

extension MissingExchangeRates: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(uses) { use, part in
      part.put(use.count)
      part.put(use.rows)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    uses = try part.entries { part throws(PartFault) in
      MissingExchangeRates.Use(count: try part.rows(), rows: try part.value())
    }
  }
}

extension MissingExchangeRates.Key: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(currency)
    part.put(day)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(currency: try part.name(), day: try part.value())
  }
}

extension RegionsWithoutPrice: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(uses) { use, part in
      part.put(use.requests)
      part.put(use.cost)
      part.put(use.rows)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    uses = try part.entries { part throws(PartFault) in
      RegionsWithoutPrice.Use(
        requests: try part.rows(), cost: try part.sum(), rows: try part.value())
    }
  }
}

extension RegionsWithoutPrice.Key: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(region)
    part.put(provider)
    part.put(model)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(region: try part.name(), provider: try part.name(), model: try part.name())
  }
}

extension TierDifferences: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(uses) { use, part in
      part.put(use.requests)
      part.put(use.first)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    uses = try part.entries { part throws(PartFault) in
      TierDifferences.Use(requests: try part.rows(), first: try part.value())
    }
  }
}

extension TierDifferences.Key: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(place)
    part.put(account)
    part.put(plan)
    part.put(stated)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      place: try part.value(), account: try part.name(), plan: try part.name(),
      stated: try part.name())
  }
}
