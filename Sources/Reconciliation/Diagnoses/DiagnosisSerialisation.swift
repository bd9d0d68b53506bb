import Ledger

extension Diagnosis: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(day)
    part.put(startedAt)
    part.put(cost)
    part.put(credits)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(day: try part.value(), startedAt: try part.time())
    cost = try part.value()
    credits = try part.value()
  }
}

extension Diagnosis.Side: PartValue {
  package func write(to part: inout PartWriter) { part.put(fits) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(packed: try part.value())
  }
}

extension Fit: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(cause)
    part.put(figure)
    part.put(places)
    part.put(change)
    part.put(leftOut)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      cause: try part.value(), figure: try part.value(), places: try part.value(),
      change: try part.value(), leftOut: try part.value())
  }
}

extension DiagnosisCode: PartValue {}

extension Cause: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(first)
    part.put(second)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(try part.value(), with: try part.value())
  }
}

extension Fit.Figure: PartValue {
  package func write(to part: inout PartWriter) {
    switch self {
    case .cost(let cost):
      part.put(false)
      part.put(cost)
    case .credits(let credits, let cost):
      part.put(true)
      part.put(credits)
      part.put(cost)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let isOfCredits: Bool = try part.value()
    self =
      isOfCredits
      ? .credits(try part.value(), of: try part.value()) : .cost(try part.value())
  }
}

extension OmittedClass: PartValue {
  package func write(to part: inout PartWriter) { part.put(bits) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(bits: try part.number())
  }
}

extension DiagnosisSubject: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(card)
    part.put(isBYOK)
    part.put(startedAt)
    part.put(day)
    part.put(quantities)
    part.put(notionalCost)
    part.put(expectedCredits)
    part.put(recordedCost)
    part.put(recordedAmount)
    part.put(usdTrillionths)
    part.put(recordedCredits)
    part.put(costDiffers)
    part.put(creditsDiffer)
    part.put(isRefund)
    part.put(details)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    card = try part.number()
    // A diagnoser has a list as long as this.
    guard card >= 0, card < 1 << 24 else { throw .number }
    isBYOK = try part.value()
    startedAt = try part.time()
    day = try part.value()
    quantities = try part.quantities(of: 1)
    notionalCost = try part.value()
    expectedCredits = try part.value()
    recordedCost = try part.value()
    recordedAmount = try part.value()
    usdTrillionths = try part.value()
    recordedCredits = try part.value()
    costDiffers = try part.value()
    creditsDiffer = try part.value()
    isRefund = try part.value()
    details = try part.value()
  }
}

extension DiagnosisSubject.Details: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(completedAt)
    part.put(blanks)
    part.put(multiplier)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      completedAt: try part.value(), blanks: try part.value(), multiplier: try part.value())
  }
}
