/// Why a text is not the number it should be; the codes are those of the rejects.
package enum NumberFault: Hashable, Sendable {
  /// Not digits with at most one point: an exponent, letters, `NaN`, full-width digits, nothing.
  case form
  /// A comma or a blank among the digits, which may group or mean a decimal point.
  case comma
  /// A currency sign or word beside the digits.
  case currency
  /// A minus where none is allowed, or a plus.
  case sign
  /// Decimals in a count.
  case fraction
  /// More decimals than the quantity keeps.
  case scale
  /// Larger than the quantity may be.
  case range
}

/// A number as read, and what was odd about its spelling but harmless.
package struct ReadNumber<Value: Sendable>: Sendable {
  package let value: Value
  /// Blanks or tabs stood around it.
  package let wasTrimmed: Bool
  /// A count was written with zero decimals, as in `10.0`.
  package let hadZeroDecimals: Bool
}

/// Reads exact numbers from text: ASCII digits, an optional minus, at most one point, nothing else.
package enum NumberText {
  /// Returns `text` times 10 to the `scale`, exactly.
  ///
  /// - Parameters:
  ///   - scale: the decimals kept; more of them are a fault, zeros after them are not.
  ///   - limit: the largest magnitude allowed, at that scale.
  ///   - allowsNegative: whether a minus may lead.
  package static func decimal(
    _ text: Bytes, scale: Int, limit: Int128, allowsNegative: Bool
  ) -> Result<ReadNumber<Int128>, Failure> {
    let (digits, wasTrimmed) = trimmed(text)
    guard let parts = split(digits) else { return .failure(Failure(fault: classify(digits))) }
    if parts.isNegative && !allowsNegative {
      // A zero amount may be written with a minus; it is zero.
      guard parts.isZero else { return .failure(Failure(fault: .sign)) }
    }
    let fraction = parts.fraction.prefix(parts.fraction.count - trailingZeros(parts.fraction))
    guard parts.whole.count <= 18 else { return .failure(Failure(fault: .range)) }
    guard fraction.count <= scale else { return .failure(Failure(fault: .scale)) }
    let value =
      integer(parts.whole) * powerOfTen(scale)
      + integer(fraction) * powerOfTen(scale - fraction.count)
    guard value <= limit else { return .failure(Failure(fault: .range)) }
    return .success(
      ReadNumber(
        value: parts.isNegative ? -value : value, wasTrimmed: wasTrimmed, hadZeroDecimals: false))
  }

  /// Returns the whole number in `text`, 0 … `limit`; `10.0` is 10.
  ///
  /// - Parameter allowsGroupOfZeros: it is known that a point precedes decimals: else `12.000` may as well be 12000.
  package static func count(
    _ text: Bytes, limit: Int64, allowsGroupOfZeros: Bool = false
  ) -> Result<ReadNumber<Int64>, Failure> {
    let (digits, wasTrimmed) = trimmed(text)
    guard let parts = split(digits) else { return .failure(Failure(fault: classify(digits))) }
    guard !parts.isNegative else { return .failure(Failure(fault: .sign)) }
    guard trailingZeros(parts.fraction) == parts.fraction.count else {
      return .failure(Failure(fault: .fraction))
    }
    // Nobody groups digits after a zero.
    if !allowsGroupOfZeros, parts.fraction.count == 3, (1...3).contains(parts.whole.count) {
      return .failure(Failure(fault: .comma))
    }
    guard parts.whole.count <= 16, let value = Int64(exactly: integer(parts.whole)), value <= limit
    else { return .failure(Failure(fault: .range)) }
    return .success(
      ReadNumber(value: value, wasTrimmed: wasTrimmed, hadZeroDecimals: !parts.fraction.isEmpty))
  }

  /// A fault wrapped so that `Result` can carry it.
  package struct Failure: Error, Hashable {
    package let fault: NumberFault

    package init(fault: NumberFault) { self.fault = fault }
  }

  private struct Parts {
    let isNegative: Bool
    /// Without leading zeros.
    let whole: Slice<Bytes>
    let fraction: Slice<Bytes>

    var isZero: Bool { whole.allSatisfy { $0 == 0x30 } && fraction.allSatisfy { $0 == 0x30 } }
  }

  private static func trimmed(_ text: Bytes) -> (Bytes, Bool) {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var from = 0
    var to = text.count
    while from < to && isBlank(text[from]) { from += 1 }
    while to > from && isBlank(text[to - 1]) { to -= 1 }
    return (Bytes(rebasing: text[from..<to]), to - from < text.count)
  }

  /// Splits `-?digits(.digits)?`; nil when the text has another shape.
  private static func split(_ text: Bytes) -> Parts? {
    let isNegative = text.first == 0x2D
    let start = isNegative ? 1 : 0
    var point: Int?
    for index in start..<max(start, text.count) {
      if text[index] == 0x2E, point == nil {
        point = index
      } else if text[index] < 0x30 || text[index] > 0x39 {
        return nil
      }
    }
    let whole = text[start..<(point ?? max(start, text.count))]
    let fraction = point.map { text[($0 + 1)...] } ?? text[text.count...]
    if whole.isEmpty || (point != nil && fraction.isEmpty) { return nil }
    return Parts(isNegative: isNegative, whole: whole.drop { $0 == 0x30 }, fraction: fraction)
  }

  private static func trailingZeros(_ digits: Slice<Bytes>) -> Int {
    digits.reversed().prefix { $0 == 0x30 }.count
  }

  /// The value of at most 18 digits, or of the first 19 of more: enough to fail every limit.
  private static func integer(_ digits: some Sequence<UInt8>) -> Int128 {
    digits.prefix(19).reduce(0) { $0 * 10 + Int128($1 &- 0x30) }
  }

  /// Names what is wrong with a text that `split` refused.
  private static func classify(_ text: Bytes) -> NumberFault {
    if text.first == 0x2B { return .sign }
    let letters = text.filter { $0 != 0x2C && $0 != 0x20 && $0 != 0x2E && $0 != 0x2D }
    let hasDigits = text.contains { $0 >= 0x30 && $0 <= 0x39 }
    let isGrouped = text.contains { $0 == 0x2C || $0 == 0x20 } || isGroupedByPoints(text)
    if hasDigits && isGrouped && letters.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return .comma }
    let string = String(decoding: text, as: UTF8.self)
    let signs = ["$", "€", "£", "¥", "USD", "EUR", "usd", "eur"]
    if hasDigits && signs.contains(where: { string.hasPrefix($0) || string.hasSuffix($0) }) {
      return .currency
    }
    return .form
  }

  /// True if points precede groups of three digits, as in `1.250.000`.
  private static func isGroupedByPoints(_ text: Bytes) -> Bool {
    let groups = text.drop { $0 == 0x2D }.split(separator: 0x2E, omittingEmptySubsequences: false)
    return groups.count > 2 && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}

extension NumberText {
  /// Returns the decimal in `text` as `decimal(_:scale:limit:allowsNegative:)` does, from a name.
  package static func decimal(
    _ text: Name, scale: Int, limit: Int128, allowsNegative: Bool = false
  ) -> Result<ReadNumber<Int128>, Failure> {
    text.bytes.withUnsafeBufferPointer {
      decimal($0, scale: scale, limit: limit, allowsNegative: allowsNegative)
    }
  }

  /// Returns the whole number in `text` as `count(_:limit:allowsGroupOfZeros:)` does, from a name.
  package static func count(
    _ text: Name, limit: Int64, allowsGroupOfZeros: Bool = false
  ) -> Result<ReadNumber<Int64>, Failure> {
    text.bytes.withUnsafeBufferPointer {
      count($0, limit: limit, allowsGroupOfZeros: allowsGroupOfZeros)
    }
  }
}
