import Ledger

extension QuarterHourUse: PartValue {
  /// Without the slice, which a partial does not know.
  package func write(to part: inout PartWriter) {
    part.put(rates)
    part.put(rows)
    part.put(hasOverflowed)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let rates: [UseRate] = try part.value()
    let rows: [UseRow] = try part.value()
    guard rows.allSatisfy({ $0.rate >= 0 && Int($0.rate) < rates.count }) else { throw .number }
    try part.requireRows(rows.map(\.requests))
    self.init(rates: rates, rows: rows, hasOverflowed: try part.value())
  }
}

extension UseRate: PartValue {
  package func write(to part: inout PartWriter) {
    for name in [provider, model, tier, service, serviceTier, region] { part.put(name) }
    part.put(contextOver)
    part.put(status)
    part.put(isBYOK)
    part.put(isUnpriced)
    part.put(prices)
    part.put(account)
    part.put(priceRows)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let (provider, model, tier) = (try part.name(), try part.name(), try part.name())
    let (service, serviceTier) = (try part.name(), try part.name())
    self.init(
      provider: provider, model: model, tier: tier, service: service, serviceTier: serviceTier,
      region: try part.name(), contextOver: try part.number(), status: try part.value(),
      isBYOK: try part.value(), isUnpriced: try part.value(), prices: try part.value(),
      account: try part.name(), priceRows: try part.value())
    let classes = UnitClass.allCases.count
    guard isUnpriced || prices.count == classes, priceRows.isEmpty || priceRows.count == classes
    else { throw .number }
  }
}

extension UseRow: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(quarterHour)
    part.put(endQuarterHour)
    part.put(rate)
    part.put(standing)
    part.put(requests)
    part.put(quantities)
    part.put(largest)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let (start, end): (Int32, Int32) = (try part.number(), try part.number())
    let (rate, standing): (Int32, Standing) = (try part.number(), try part.value())
    let requests = try part.rows()
    self.init(
      quarterHour: start, endQuarterHour: end, rate: rate, standing: standing, requests: requests,
      quantities: try part.quantities(of: requests), largest: try part.value())
    let quarterHours = 0..<96 * PartReader.endOfDays
    guard quarterHours.contains(quarterHour), quarterHours.contains(endQuarterHour) else {
      throw .number
    }
  }
}

extension UseRow.Standing: PartValue {}

extension LargestRequest: PartValue {
  /// Without the slice, which a partial does not know.
  package func write(to part: inout PartWriter) {
    part.put(weight)
    part.put(position)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(weight: try part.number(), position: try part.number())
    guard position >= -1, position < part.byteCount else { throw .number }
  }
}
