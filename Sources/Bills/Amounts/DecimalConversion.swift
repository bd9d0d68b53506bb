import Ledger

extension PrintedDecimal {
  /// The value at 10 to the −`scale`, rounded half to even once, and whether that lost anything.
  struct Rounded: Hashable {
    let value: Int128
    let isExact: Bool
  }

  /// Returns the number × `factor` at 10 to the −`scale`; nil where that does not fit 128 bits.
  func rounded(scale: Int, times factor: Int128 = 1) -> Rounded? {
    precondition(factor >= 0, "the sign is that of the number")
    if isZero || factor == 0 { return Rounded(value: 0, isExact: true) }
    let shift = scale - decimals
    if let product = shortProduct(shift: shift, times: factor) {
      return Rounded(value: isNegative ? -product : product, isExact: true)
    }
    let signed: (Int128) -> Int128 = { isNegative ? -$0 : $0 }
    guard case .few(let few) = digits, let value = Int128(exactly: few), shift >= -38 else {
      return longRounded(shift: shift, times: factor)
    }
    if shift >= 0 {
      guard shift <= 38 else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: factor)
      if isTooLarge { return longRounded(shift: shift, times: factor) }
      let (moved, overflow) = product.multipliedReportingOverflow(by: powerOfTen(shift))
      return overflow ? nil : Rounded(value: signed(moved), isExact: true)
    }
    let divisor = powerOfTen(-shift)
    guard let result = Quotient.halfEven(value, times: factor, over: divisor) else { return nil }
    let product = value.magnitude.multipliedFullWidth(by: factor.magnitude)
    let back = result.magnitude.multipliedFullWidth(by: divisor.magnitude)
    return Rounded(value: signed(result), isExact: product == back)
  }

  /// The number without its sign × `factor` × 10^`shift`, where one product of the processor gives it; else nil.
  @inline(__always)
  private func shortProduct(shift: Int, times factor: Int128) -> Int128? {
    guard case .few(let few) = digits, let value = UInt64(exactly: few), (0...18).contains(shift),
      let factor = UInt64(exactly: factor)
    else { return nil }
    let (multiplier, overflow) = factor.multipliedReportingOverflow(
      by: UInt64(truncatingIfNeeded: powerOfTen(shift)))
    if overflow { return nil }
    let product = multiplier.multipliedFullWidth(by: value)
    return Int128(exactly: UInt128(product.high) << 64 | UInt128(product.low))
  }

  /// The same by digits, for numbers of any length.
  private func longRounded(shift: Int, times factor: Int128) -> Rounded? {
    var digits = DigitProduct.of(digitBytes, String(factor).utf8.map { $0 - 0x30 })
    if shift >= 0 {
      digits += Array(repeating: 0, count: shift)
      guard let value = Int128(text(digits)) else { return nil }
      return Rounded(value: isNegative ? -value : value, isExact: true)
    }
    let cut = digits.count + shift
    let whole = cut > 0 ? digits[..<cut] : []
    // Digits that are all below the first that is cut come after zeros.
    let rest = cut >= 0 ? Array(digits[cut...]) : Array(repeating: 0, count: -cut) + digits
    guard var value = whole.isEmpty ? 0 : Int128(text(Array(whole))) else { return nil }
    let isExact = rest.allSatisfy { $0 == 0 }
    if let first = rest.first, first >= 5 {
      let isHalf = first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
      if !isHalf || value % 2 != 0 { value += 1 }
    }
    return Rounded(value: isNegative ? -value : value, isExact: isExact)
  }

  private func text(_ digits: [UInt8]) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  /// Returns the exact product with another number.
  package static func * (left: PrintedDecimal, right: PrintedDecimal) -> PrintedDecimal {
    let decimals = left.decimals + right.decimals
    let isNegative = left.isNegative != right.isNegative
    if case .few(let a) = left.digits, case .few(let b) = right.digits {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if !overflow && product < UInt128(powerOfTen(38)) {
        return PrintedDecimal(isNegative: isNegative, digits: .few(product), decimals: decimals)
      }
    }
    let digits = DigitProduct.of(left.digitBytes, right.digitBytes)
    return PrintedDecimal(
      isNegative: isNegative, digits: digits.isEmpty ? .few(0) : .many(digits), decimals: decimals)
  }
}
