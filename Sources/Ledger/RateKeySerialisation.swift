extension RateKey: PartValue {
  package func write(to part: inout PartWriter) {
    for name in [tier, service, provider, model] { part.put(name) }
    part.put(status)
    part.put(isBYOK)
    for name in [serviceTier, region, currency] { part.put(name) }
    part.put(all: conditions.all)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let (tier, service) = (try part.name(), try part.name())
    let (provider, model) = (try part.name(), try part.name())
    let status: RequestStatus = try part.value()
    let isBYOK: Bool = try part.value()
    let (serviceTier, region, currency) = (try part.name(), try part.name(), try part.name())
    var conditions = RequestConditions()
    for condition: RequestCondition in try part.all() { conditions.insert(condition) }
    self.init(
      tier: tier, service: service, provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: currency,
      conditions: conditions)
  }
}

extension Terms: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(isFree)
    part.put(creditValue.attodollarsPerMicrocredit)
    part.put(targetMargin?.millionths)
    part.put(basis)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let isFree: Bool = try part.value()
    let worth: Int128 = try part.number()
    guard worth > 0, worth < 1 << 64,
      let value = CreditValue(perCredit: Money(attodollars: worth * 1_000_000))
    else { throw .number }
    let margin: Int64? = try part.value()
    self.init(
      isFree: isFree, creditValue: value, targetMargin: margin.map { Percent(millionths: $0) },
      basis: try part.value())
  }
}

extension FactDimensions: PartValue {
  package func write(to part: inout PartWriter) {
    for name in [tier, provider, model, service, serviceTier] { part.put(name) }
    part.put(status)
    part.put(isBYOK)
    part.put(terms)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      tier: try part.name(), provider: try part.name(), model: try part.name(),
      service: try part.name(), serviceTier: try part.name(), status: try part.value(),
      isBYOK: try part.value(), terms: try part.value())
  }
}

extension Quantities: PartValue {
  /// Which classes there are, as bits, and each of these.
  package func write(to part: inout PartWriter) {
    var bits: UInt32 = 0
    for unitClass in UnitClass.quantities where self[unitClass] != 0 {
      bits |= 1 << UInt32(unitClass.rawValue)
    }
    part.put(bits)
    for unitClass in UnitClass.quantities where self[unitClass] != 0 { part.put(self[unitClass]) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    let bits: UInt32 = try part.number()
    guard bits < 1 << UInt32(UnitClass.request.rawValue) else { throw .number }
    for unitClass in UnitClass.quantities where bits & 1 << UInt32(unitClass.rawValue) != 0 {
      self[unitClass] = try part.number()
    }
  }
}

extension NameFault: PartValue {
  package func write(to part: inout PartWriter) {
    switch self {
    case .byteOrderMark: part.put(UInt8(0))
    case .control(let code):
      part.put(UInt8(1))
      part.put(code)
    case .hidden(let code):
      part.put(UInt8(2))
      part.put(code)
    case .blankAtEnd: part.put(UInt8(3))
    case .long(let bytes):
      part.put(UInt8(4))
      part.put(bytes)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    switch tag {
    case 0: self = .byteOrderMark
    case 1: self = .control(try part.number())
    case 2: self = .hidden(try part.number())
    case 3: self = .blankAtEnd
    case 4: self = .long(bytes: try part.number())
    default: throw .number
    }
  }
}

extension PartWriter {
  /// Puts a value of a short list by its place in it.
  package mutating func put<Value: Equatable>(_ value: Value, of list: [Value]) {
    guard let place = list.firstIndex(of: value) else {
      preconditionFailure("a value is in the list of all")
    }
    put(UInt8(place))
  }
}

extension PartReader {
  /// Takes a value of a short list.
  package mutating func value<Value>(of list: [Value]) throws(PartFault) -> Value {
    let place: UInt8 = try number()
    guard place < list.count else { throw .number }
    return list[Int(place)]
  }
}

extension NumberFault: PartValue {
  private static let all: [NumberFault] = [
    .form, .comma, .currency, .sign, .fraction, .scale, .range,
  ]
  package func write(to part: inout PartWriter) { part.put(self, of: NumberFault.all) }
  package init(from part: inout PartReader) throws(PartFault) {
    self = try part.value(of: NumberFault.all)
  }
}

extension InstantFault: PartValue {
  private static let all: [InstantFault] = [.zone, .range, .window, .epoch, .serial]
  package func write(to part: inout PartWriter) { part.put(self, of: InstantFault.all) }
  package init(from part: inout PartReader) throws(PartFault) {
    self = try part.value(of: InstantFault.all)
  }
}
