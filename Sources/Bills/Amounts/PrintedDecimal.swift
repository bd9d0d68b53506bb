import Ledger

/// A decimal as a bill prints it: exact, with as many digits as there are.
///
/// Bills print up to 40 decimals, JSON numbers also an exponent. Nothing passes through binary floating point.
package struct PrintedDecimal: Hashable, Sendable {
  package let isNegative: Bool
  /// Digits from 0 to 9, the most significant first, without leading zeros; none is 0.
  let digits: Digits
  /// The decimals that were printed; below 0 where an exponent moved the point to the right.
  package let decimals: Int

  /// The digits of a number: nearly always they fit 128 bits.
  enum Digits: Hashable, Sendable {
    case few(UInt128)
    /// More than 38 digits, one per byte.
    case many([UInt8])
  }

  init(isNegative: Bool, digits: Digits, decimals: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.decimals = decimals
  }

  /// Makes a whole number.
  package init(_ value: Int64) {
    self.init(isNegative: value < 0, digits: .few(UInt128(value.magnitude)), decimals: 0)
  }

  package static let zero = PrintedDecimal(0)

  /// The most digits, and the largest exponent, that a text may have.
  static let longest = 400

  /// The digits of a number of at most 64 bits with at most 18 decimals; nil for any other.
  package var plain: UInt64? {
    guard case .few(let few) = digits, (0...18).contains(decimals) else { return nil }
    return UInt64(exactly: few)
  }

  package var isZero: Bool {
    switch digits {
    case .few(let value): value == 0
    case .many: false
    }
  }

  /// The digits from the first that is not 0; 0 for a zero.
  package var significantDigits: Int {
    switch digits {
    case .few(let value): value == 0 ? 0 : String(value).utf8.count
    case .many(let digits): digits.count
    }
  }

  /// The significant digits without the zeros at their end.
  package var digitsThatMatter: Int {
    let bytes = digitBytes
    return bytes.count - bytes.reversed().prefix { $0 == 0 }.count
  }

  /// The digits, one per byte, without leading zeros.
  var digitBytes: [UInt8] {
    switch digits {
    case .few(let value): value == 0 ? [] : String(value).utf8.map { $0 - 0x30 }
    case .many(let digits): digits
    }
  }

  /// The same times 10 to the `power`: cents become dollars by −2.
  package func shifted(by power: Int) -> PrintedDecimal {
    PrintedDecimal(isNegative: isNegative, digits: digits, decimals: decimals - power)
  }

  package var negated: PrintedDecimal {
    PrintedDecimal(isNegative: !isNegative, digits: digits, decimals: decimals)
  }

  /// The number as text: a point before its decimals, no exponent.
  package var text: Name {
    if case .few(let value) = digits, value == 0, decimals <= 0 { return "0" }
    var whole = digitBytes.map { $0 + 0x30 }
    let sign: [UInt8] = isNegative && !isZero ? [0x2D] : []
    if decimals <= 0 {
      if !whole.isEmpty { whole += Array(repeating: 0x30, count: -decimals) }
      return Name(bytes: sign + (whole.isEmpty ? [0x30] : whole))
    }
    if whole.count <= decimals {
      whole = Array(repeating: 0x30, count: decimals - whole.count + 1) + whole
    }
    let point = whole.count - decimals
    return Name(bytes: sign + whole[..<point] + [0x2E] + whole[point...])
  }
}

extension PrintedDecimal {
  /// Reads a number of at most 18 digits with nothing around it, as nearly all are; nil for any other text.
  @inline(__always)
  static func readPlain(_ text: Bytes) -> PrintedDecimal? {
    // A sign, a point and 18 digits.
    guard text.count <= 20, let first = text.first else { return nil }
    var value: UInt64 = 0
    var point: Int?
    var index = first == 0x2D ? 1 : 0
    let start = index
    while index < text.count {
      let digit = text[index] &- 0x30
      if digit < 10 {
        value = value &* 10 &+ UInt64(digit)
      } else {
        guard text[index] == 0x2E, point == nil, index > start else { return nil }
        point = index
      }
      index &+= 1
    }
    let digits = index &- start &- (point == nil ? 0 : 1)
    let decimals = point.map { index &- $0 &- 1 } ?? 0
    guard (1...18).contains(digits), point == nil || decimals > 0 else { return nil }
    return PrintedDecimal(isNegative: start > 0, digits: .few(UInt128(value)), decimals: decimals)
  }

  /// Reads `-12.340`, also with an exponent: `1.5E-7`.
  ///
  /// Blanks around it are dropped. The fault is what `NumberText` calls such a text.
  package static func read(_ text: Bytes) -> Result<PrintedDecimal, NumberText.Failure> {
    if let plain = readPlain(text) { return .success(plain) }
    var at = 0
    var end = text.count
    while at < end && isBlank(text[at]) { at += 1 }
    while end > at && isBlank(text[end - 1]) { end -= 1 }
    let isNegative = at < end && text[at] == 0x2D
    if isNegative { at += 1 }
    var few: UInt128 = 0
    var many: [UInt8] = []
    var significant = 0
    var decimals = 0
    var seen = 0
    var point: Int?
    while at < end {
      let byte = text[at]
      if byte == 0x2E, point == nil, seen > 0 {
        point = at
      } else if byte &- 0x30 < 10 {
        seen += 1
        if point != nil { decimals += 1 }
        if significant > 0 || byte != 0x30 { significant += 1 }
        if significant <= 38 {
          few = few * 10 + UInt128(byte &- 0x30)
        } else {
          if many.isEmpty { many = String(few).utf8.map { $0 - 0x30 } }
          many.append(byte &- 0x30)
        }
      } else {
        break
      }
      at += 1
    }
    // A point needs a digit on both sides.
    guard seen > 0, point == nil || decimals > 0 else { return .failure(fault(text)) }
    if at < end {
      guard let exponent = exponent(text, from: at, to: end) else { return .failure(fault(text)) }
      guard exponent.magnitude <= longest else {
        return .failure(NumberText.Failure(fault: .range))
      }
      decimals -= exponent
    }
    guard significant <= longest, decimals <= longest else {
      return .failure(NumberText.Failure(fault: .range))
    }
    return .success(
      PrintedDecimal(
        isNegative: isNegative, digits: many.isEmpty ? .few(few) : .many(many),
        decimals: decimals))
  }

  /// Reads the same from a name.
  package static func read(_ text: Name) -> Result<PrintedDecimal, NumberText.Failure> {
    text.bytes.withUnsafeBufferPointer { read($0) }
  }

  /// Reads `E-7` up to `end`; nil for another text.
  private static func exponent(_ text: Bytes, from start: Int, to end: Int) -> Int? {
    guard text[start] | 0x20 == 0x65, start + 1 < end else { return nil }
    var at = start + 1
    let isBelow = text[at] == 0x2D
    if isBelow || text[at] == 0x2B { at += 1 }
    guard (1...5).contains(end - at) else { return nil }
    var value = 0
    while at < end {
      guard text[at] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return isBelow ? -value : value
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The fault of a text that is not a number, in the words of all other numbers.
  private static func fault(_ text: Bytes) -> NumberText.Failure {
    let read = NumberText.decimal(
      text, scale: Money.decimals, limit: Money.totalLimit.attodollars, allowsNegative: true)
    if case .failure(let failure) = read { return failure }
    return NumberText.Failure(fault: .form)
  }
}
