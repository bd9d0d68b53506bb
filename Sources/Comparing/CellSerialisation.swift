import Ledger

extension CellID: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(account)
    for name in [key.tier, key.provider, key.model, key.service, key.serviceTier] { part.put(name) }
    part.put(key.isBYOK)
    part.put(key.isCharged)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      account: try part.name(),
      key: CellKey(
        tier: try part.name(), provider: try part.name(), model: try part.name(),
        service: try part.name(), serviceTier: try part.name(), isBYOK: try part.value(),
        isCharged: try part.value()))
  }
}

extension CellSums: PartValue {
  package func write(to part: inout PartWriter) {
    for rows in [requests, keptRequests, unpricedRequests, excludedRequests] { part.put(rows) }
    part.put(quantities)
    part.put(factor)
    part.put(constantCosts)
    part.put(constantFees)
    part.put(constantRevenue)
    part.put(unpricedCost)
    part.put(unpricedRevenue)
    part.put(priceCost)
    part.put(priceRevenue)
    part.put(multiplierRevenue)
    part.put(settingRevenue)
    part.put(startFactors)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    keptRequests = try part.count(of: requests)
    unpricedRequests = try part.count(of: requests)
    excludedRequests = try part.rows()
    quantities = try part.value()
    factor = try part.value()
    constantCosts = try part.value()
    constantFees = try part.sum()
    constantRevenue = try part.sum()
    unpricedCost = try part.sum()
    unpricedRevenue = try part.sum()
    priceCost = try part.sum()
    priceRevenue = try part.sum()
    multiplierRevenue = try part.sum()
    settingRevenue = try part.sum()
    startFactors = try part.value()
  }
}

extension ClassAmounts: PartValue {
  package func write(to part: inout PartWriter) {
    for index in indices { part.put(self[index]) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    for index in indices { self[index] = try part.amount(of: part.rowLimit) }
  }
}

extension ChargeFactor: PartValue {
  package func write(to part: inout PartWriter) { part.put(value) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(value: try part.number())
    // A multiplier has 64 bits, in 10⁻⁶.
    guard value >= 0, value < 1 << 71 else { throw .number }
  }
}

extension FactorRange: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(least)
    part.put(most)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(try part.value(), try part.value())
  }
}
