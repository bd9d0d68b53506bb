import Ledger

extension InsightSums: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(hours.tiers)
    part.put(hours.sums)
    part.put(count: rates.count)
    for (rate, sum) in rates {
      part.put(rate)
      part.put(sum)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    var hours = HourTable()
    hours.tiers = try part.value()
    hours.sums = try part.value()
    guard hours.sums.count == hours.tiers.count * WeekClock.hours,
      Set(hours.tiers).count == hours.tiers.count
    else { throw .number }
    let count = try part.count()
    var rates: [(rate: UsedRate, sum: RateSum)] = []
    for _ in 0..<count { rates.append((try part.value(), try part.value())) }
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
    promptTokens = try part.sum()
    outputTokens = try part.sum()
    vendorCost = try part.sum()
  }
}

extension UsedRate: PartValue {
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
    quantities = try part.value()
    cost = try part.sum()
  }
}
