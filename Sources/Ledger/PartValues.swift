// The values of this module as partials hold them.

extension PartValue where Self: FixedWidthInteger {
  package func write(to part: inout PartWriter) { part.putNumber(self) }
  package init(from part: inout PartReader) throws(PartFault) { self = try part.number() }
}

extension Int: PartValue {}
extension Int32: PartValue {}
extension Int64: PartValue {}
extension Int128: PartValue {}
extension UInt8: PartValue {}
extension UInt16: PartValue {}
extension UInt32: PartValue {}
extension UInt64: PartValue {}

extension PartValue where Self: RawRepresentable, RawValue: FixedWidthInteger {
  package func write(to part: inout PartWriter) { part.putNumber(rawValue) }
  package init(from part: inout PartReader) throws(PartFault) {
    guard let value = Self(rawValue: try part.number()) else { throw .number }
    self = value
  }
}

extension UnitClass: PartValue {}
extension RequestStatus: PartValue {}
extension RequestCondition: PartValue {}
extension ChargeBasis: PartValue {}

extension Bool: PartValue {
  package func write(to part: inout PartWriter) { part.put(UInt8(self ? 1 : 0)) }
  package init(from part: inout PartReader) throws(PartFault) {
    let number: UInt8 = try part.number()
    guard number < 2 else { throw .number }
    self = number == 1
  }
}

extension Optional: PartValue where Wrapped: PartValue {
  package func write(to part: inout PartWriter) {
    if let value = self {
      part.put(true)
      part.put(value)
    } else {
      part.put(false)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self = try Bool(from: &part) ? try Wrapped(from: &part) : nil
  }
}

extension Array: PartValue where Element: PartValue {
  package func write(to part: inout PartWriter) { part.put(all: self) }
  package init(from part: inout PartReader) throws(PartFault) { self = try part.all() }
}

extension Name: PartValue {
  package func write(to part: inout PartWriter) { part.put(text: bytes) }
  package init(from part: inout PartReader) throws(PartFault) { self = try part.name() }
}

extension String: PartValue {
  package func write(to part: inout PartWriter) { part.put(text: Array(utf8)) }
  package init(from part: inout PartReader) throws(PartFault) { self = try part.text() }
}

extension Day: PartValue {
  package func write(to part: inout PartWriter) { part.put(number) }
  /// Takes a day within about 8,000 years of 1970.
  package init(from part: inout PartReader) throws(PartFault) {
    let number: Int32 = try part.number()
    guard number.magnitude < 3_000_000 else { throw .number }
    self.init(number: number)
  }
}

extension Instant: PartValue {
  package func write(to part: inout PartWriter) { part.put(nanoseconds) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(nanoseconds: try part.number())
  }
}

extension Money: PartValue {
  package func write(to part: inout PartWriter) { part.put(attodollars) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(attodollars: try part.sum())
  }
}

extension Credits: PartValue {
  package func write(to part: inout PartWriter) { part.put(microcredits) }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(microcredits: try part.number())
  }
}

extension Multiplier: PartValue {
  package func write(to part: inout PartWriter) { part.put(millionths) }
  package init(from part: inout PartReader) throws(PartFault) {
    let millionths: Int64 = try part.number()
    guard millionths >= 0 else { throw .number }
    self.init(millionths: millionths)
  }
}

extension UserKey: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(account)
    part.put(user)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(account: try part.name(), user: try part.name())
  }
}

extension Place: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(file)
    part.put(line)
    part.put(column)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(file: try part.text(), line: try part.value(), column: try part.value())
  }
}

extension PartReader {
  /// Takes a sum that may be added to 2⁴⁰ others like it within 128 bits.
  package mutating func sum() throws(PartFault) -> Int128 {
    let sum: Int128 = try number()
    guard sum.magnitude < 1 << 120 else { throw .number }
    return sum
  }

  /// Takes a number of rows below 2⁴⁰ either way: 2²² such numbers add up within 64 bits.
  package mutating func rows() throws(PartFault) -> Int64 {
    let rows: Int64 = try number()
    guard rows.magnitude < 1 << 40 else { throw .number }
    return rows
  }
}
