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
  /// Takes the day of a row, which its reader holds to years of this century.
  package init(from part: inout PartReader) throws(PartFault) {
    let number: Int32 = try part.number()
    guard 0..<PartReader.endOfDays ~= number else { throw .number }
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
    self.init(attodollars: try part.number())
    guard attodollars.magnitude <= 1 << 100 else { throw .number }
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
  /// Takes a number of rows, of which the piece has as many.
  package mutating func rows() throws(PartFault) -> Int64 { try count(of: rowLimit) }

  /// Takes a count of rows, at most the given number.
  package mutating func count(of rows: Int64) throws(PartFault) -> Int64 {
    let count: Int64 = try number()
    guard count >= 0, count <= rows else { throw .number }
    return count
  }

  /// Takes a sum of amounts of the rows of the piece.
  package mutating func sum() throws(PartFault) -> Int128 { try sum(of: rowLimit) }

  /// Takes a sum over the given number of rows, of at most ±10¹¹ USD or credits each.
  package mutating func sum(of rows: Int64) throws(PartFault) -> Int128 {
    let sum: Int128 = try number()
    let (limit, isLarger) = Money.totalLimit.attodollars.multipliedReportingOverflow(
      by: Int128(rows))
    // Sixteen such sums add up within 128 bits.
    guard sum.magnitude <= min(isLarger ? .max : limit.magnitude, 1 << 123) else { throw .number }
    return sum
  }

  /// Takes a sum of amounts that are not below 0.
  package mutating func amount(of rows: Int64) throws(PartFault) -> Int128 {
    let sum = try sum(of: rows)
    guard sum >= 0 else { throw .number }
    return sum
  }

  /// Takes the quantities of the given number of rows.
  package mutating func quantities(of rows: Int64) throws(PartFault) -> Quantities {
    let quantities: Quantities = try value()
    for unitClass in UnitClass.quantities {
      let most =
        unitClass == .second
        ? Quantities.secondsLimit * Quantities.nanosecondsPerSecond : Quantities.countLimit
      guard quantities[unitClass] >= 0,
        Int128(quantities[unitClass]) <= Int128(most) * Int128(rows)
      else { throw .number }
    }
    return quantities
  }

  /// Takes the time of a row, which its reader holds to years of this century.
  package mutating func time() throws(PartFault) -> Instant {
    let time = Instant(nanoseconds: try number())
    guard time >= PartReader.firstTime, time < PartReader.endOfTime else { throw .number }
    return time
  }

  private static let firstTime = Instant(startOf: Day(number: 0))
  private static let endOfTime = Instant(startOf: Day(number: endOfDays))
  /// In 2106.
  package static let endOfDays: Int32 = 50_000

  /// The bytes of the records of the piece.
  package var byteCount: Int64 { offsets.upperBound - offsets.lowerBound }

  /// Takes the position of a row in the piece.
  package mutating func position() throws(PartFault) -> Int64 {
    let position: Int64 = try number()
    guard position >= 0, position < byteCount else { throw .number }
    return position
  }

  /// Requires that groups of rows, none of which is in two, have as many as the piece at most.
  ///
  /// The counts are a plain array: partials are read on several threads, and lazy sequences, whose types are first made
  /// there, crashed once in some thousand runs.
  package func requireRows(_ counts: [Int64]) throws(PartFault) {
    var left = rowLimit
    for count in counts {
      left -= count
      if left < 0 { throw .number }
    }
  }
}
