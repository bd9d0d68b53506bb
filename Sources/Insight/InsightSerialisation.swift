import Ledger

extension InsightSums: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(hours.tiers)
    part.put(hours.sums)
    part.put(count: hours.rare.places.count)
    for (place, use) in zip(hours.rare.places, hours.rare.uses) {
      part.put(place)
      part.put(use)
    }
    part.put(count: rates.count)
    for use in rates.all {
      part.put(use.rate)
      part.put(use.sum)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    var hours = HourTable()
    let (tiers, sums): ([Name], [HourUse]) = (try part.value(), try part.value())
    for tier in tiers { _ = hours.place(of: tier) }
    guard hours.tiers.count == tiers.count, hours.sums.count == sums.count else { throw .number }
    hours.sums = sums
    for _ in 0..<(try part.count()) {
      let place: Int = try part.value()
      guard place >= sums.count, place < tiers.count * WeekClock.hours else { throw .number }
      hours.add(try part.value(), at: place)
    }
    var rates = RateSums()
    for _ in 0..<(try part.count()) {
      rates.add(RateUse(rate: try part.value(), sum: try part.value()))
    }
    for uses in [hours.sums, hours.rare.uses] {
      try part.requireRows(uses.flatMap { [$0.requests, $0.unpriced] })
    }
    try part.requireRows(rates.all.map(\.sum.requests))
    self.init(hours: hours, rates: rates)
  }
}

extension HourUse: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(requests)
    part.put(unpriced)
    part.put(promptTokens)
    part.put(outputTokens)
    part.put(vendorCost)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    unpriced = try part.rows()
    promptTokens = try part.amount(of: part.rowLimit)
    outputTokens = try part.amount(of: part.rowLimit)
    vendorCost = try part.amount(of: requests)
  }
}

extension InsightRateKey: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(kind)
    part.put(model)
    part.put(since)
    part.put(over)
    part.put(isPriced)
    part.put(isWithoutFee)
    part.put(classes)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      kind: try part.value(), model: try part.name(), since: try part.value(),
      over: try part.number(), isPriced: try part.value(), isWithoutFee: try part.value(),
      classes: try part.value())
  }
}

extension UsedClasses: PartValue {
  package func write(to part: inout PartWriter) { part.put(rawValue) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(rawValue: try part.number())
  }
}

extension RateSum: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(requests)
    part.put(quantities)
    part.put(cost)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    quantities = try part.quantities(of: requests)
    cost = try part.amount(of: requests)
  }
}
