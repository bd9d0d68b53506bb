import Ledger

/// A decimal as a catalog writes it, exponent and all: `1.5e-07` is exactly 15 × 10⁻⁸.
///
/// Nothing passes through binary floating point.
struct CatalogNumber: Hashable {
  private let digits: Int128
  private let exponent: Int

  /// Reads a number in the grammar of JSON; nil for any other text, or one of more than 30 digits.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    guard let whole = CatalogNumber.digits(&rest), !whole.isEmpty else { return nil }
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard let digits = CatalogNumber.digits(&rest), !digits.isEmpty else { return nil }
      fraction = digits
    }
    var power = 0
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      let sign = rest.first
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard let digits = CatalogNumber.digits(&rest), (1...4).contains(digits.count) else {
        return nil
      }
      power = Int(CatalogNumber.value(digits)) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
    guard rest.isEmpty else { return nil }
    var all = Array((whole + fraction).drop { $0 == 0x30 })
    var exponent = power - fraction.count
    while all.last == 0x30 {
      all.removeLast()
      exponent += 1
    }
    guard all.count <= 30 else { return nil }
    digits = CatalogNumber.value(all) * (isNegative ? -1 : 1)
    self.exponent = all.isEmpty ? 0 : exponent
  }

  var isNegative: Bool { digits < 0 }

  /// The number in USD for 10 to the `power` units, as the price of one; nil where that is more than 18
  /// decimals, or over the limit of a book.
  func perUnit(ofTenTo power: Int) -> Money? {
    let shift = exponent + Money.decimals - power
    if digits == 0 { return .zero }
    guard shift >= 0, shift <= 38 else { return nil }
    let (value, overflow) = digits.multipliedReportingOverflow(by: powerOfTen(shift))
    guard !overflow, value <= PriceLimits.highest.attodollars else { return nil }
    return Money(attodollars: value)
  }

  /// The number if it is whole and fits 64 bits.
  var whole: Int64? {
    guard exponent >= 0, exponent <= 18 else { return digits == 0 ? 0 : nil }
    let (value, overflow) = digits.multipliedReportingOverflow(by: powerOfTen(exponent))
    return overflow ? nil : Int64(exactly: value)
  }

  /// The number times 1 − `share`, exactly; nil where it has more than 30 digits.
  func less(_ share: CatalogNumber) -> CatalogNumber? {
    guard share.exponent <= 0, share.exponent >= -18 else { return nil }
    let one = powerOfTen(-share.exponent)
    let (value, overflow) = digits.multipliedReportingOverflow(by: one - share.digits)
    return overflow ? nil : CatalogNumber(digits: value, exponent: exponent + share.exponent)
  }

  private init(digits: Int128, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let run = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    rest = rest.dropFirst(run.count)
    return Array(run)
  }

  private static func value(_ digits: [UInt8]) -> Int128 {
    digits.reduce(0) { $0 * 10 + Int128($1 - 0x30) }
  }
}
