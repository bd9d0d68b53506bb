import Ledger

extension PriceTraffic: PartValue {
  package func write(to part: inout PartWriter) {
    for uses in [ours, ownKeys] {
      part.put(uses.amounts) { $1.put($0) }
    }
    part.put(payers) { $1.put($0) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    ours.amounts = try part.entries { part throws(PartFault) in try Amount(from: &part) }
    ownKeys.amounts = try part.entries { part throws(PartFault) in try Amount(from: &part) }
    payers = try part.entries { part throws(PartFault) in try Sides(from: &part) }
  }
}

extension PriceTraffic.Use: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(serviceTier)
    part.put(region)
    part.put(band)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(serviceTier: try part.name(), region: try part.name(), band: try part.value())
  }
}

extension PriceTraffic.Payer: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(tier)
    part.put(provider)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(tier: try part.name(), provider: try part.name())
  }
}

extension PriceTraffic.Amount: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(requests)
    part.put(quantities)
    part.put(further) { $1.put($0) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    quantities = try part.quantities(of: requests)
    further = try part.entries { part throws(PartFault) in
      try part.amount(of: part.rowLimit)
    }
  }
}

extension PriceTraffic.Sides: PartValue {
  package func write(to part: inout PartWriter) {
    for rows in [requests, ownKeyRequests, unpriced] { part.put(rows) }
    for sum in [
      costNow, revenueNow, costBefore, revenueBefore, costAfter, revenueAfter, chargedBefore,
      chargedAfter,
    ] { part.put(sum) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    ownKeyRequests = try part.rows()
    unpriced = try part.rows()
    costNow = try part.sum()
    revenueNow = try part.sum()
    costBefore = try part.sum()
    revenueBefore = try part.sum()
    costAfter = try part.sum()
    revenueAfter = try part.sum()
    chargedBefore = try part.sum()
    chargedAfter = try part.sum()
  }
}
