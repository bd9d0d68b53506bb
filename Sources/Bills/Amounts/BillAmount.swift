import Ledger

/// An amount of a bill: as printed, in dollars of its currency.
package struct BillAmount: Hashable, Sendable {
  /// Cents are divided by 100 already.
  package let value: PrintedDecimal
  /// It was written as a number of JSON, which may have passed through binary floating point.
  package let isJSONNumber: Bool

  package init(_ value: PrintedDecimal, isJSONNumber: Bool = false) {
    self.value = value
    self.isJSONNumber = isJSONNumber
  }

  /// A JSON number with more significant digits has binary noise.
  static let binaryDigits = 15

  /// The decimals that count for the digits of the file; nil for a number with binary noise.
  package var decimalsOfFile: Int? {
    isJSONNumber && value.digitsThatMatter > BillAmount.binaryDigits ? nil : value.decimals
  }

  /// Half a unit in the last place of these decimals is the least that a tolerance may be; nil where nothing is lost.
  var decimalsOfBinary: Int? {
    guard isJSONNumber, !value.isZero else { return nil }
    return value.decimals - value.significantDigits + BillAmount.binaryDigits
  }

  package var negated: BillAmount { BillAmount(value.negated, isJSONNumber: isJSONNumber) }

  /// An amount in US dollars, and how exact it is.
  struct Converted: Hashable {
    let money: Money
    let tolerance: Tolerance
  }

  /// Returns the amount in US dollars at 10⁻¹⁸, rounded half to even once; nil where it is out of range.
  ///
  /// - Parameters:
  ///   - rate: 10⁻¹² US dollars for one unit of the currency; nil for US dollars.
  ///   - fileDecimals: the most decimals of an amount of the currency in the file; nil where none counts.
  func inDollars(rate: Int128?, fileDecimals: Int?) -> Converted? {
    let scale = Money.decimals
    let rounded =
      rate.map { value.rounded(scale: scale - BillRate.decimals, times: $0) }
      ?? value.rounded(scale: scale)
    guard let rounded, rounded.value.magnitude <= Money.totalLimit.attodollars else { return nil }
    let places = [fileDecimals, decimalsOfBinary].compactMap { $0 }.min()
    var tolerance = places.map { Tolerance(halfAUnitAt: $0, rate: rate) } ?? .zero
    if rate != nil || !rounded.isExact { tolerance = tolerance + .ofRounding }
    return Converted(money: Money(attodollars: rounded.value), tolerance: tolerance)
  }
}

/// Rates of currencies.
package enum BillRate {
  /// A rate is a number of 10⁻¹² US dollars, as in `fx.csv`.
  package static let decimals = 12
}

extension Tolerance {
  /// Half an attodollar: what rounding to 10⁻¹⁸ loses at most.
  package static let ofRounding = Tolerance(
    attodollars: 0, parts: Tolerance.partsPerAttodollar / 2)

  /// Makes half a unit of the last of `decimals`, times a rate in 10⁻¹².
  package init(halfAUnitAt decimals: Int, rate: Int128?) {
    // 5 × 10^-(decimals + 1) dollars, in attodollars.
    let five = UInt128(5) * (rate.map { UInt128($0.magnitude) } ?? 1)
    let power = Money.decimals - decimals - 1 - (rate == nil ? 0 : BillRate.decimals)
    if power >= 0 {
      let (value, overflow) = five.multipliedReportingOverflow(
        by: power <= 38 ? UInt128(powerOfTen(power)) : .max)
      // Such an amount says nothing at all.
      self.init(attodollars: overflow ? UInt128(Int128.max) : value, parts: 0)
      return
    }
    guard power >= -38 else {
      self.init(attodollars: 0, parts: power >= -60 ? five / UInt128(powerOfTen(-power - 36)) : 0)
      return
    }
    let (whole, rest) = five.quotientAndRemainder(dividingBy: UInt128(powerOfTen(-power)))
    let scale = 36 + power
    let parts =
      scale >= 0
      ? rest * UInt128(powerOfTen(scale)) : rest / UInt128(powerOfTen(-scale))
    self.init(attodollars: whole, parts: parts)
  }
}

extension BilledQuantity {
  /// Makes a quantity in single units from a printed one in blocks of `factor`; nil where it does not fit.
  package init?(_ printed: PrintedDecimal, times factor: Int64) {
    guard let rounded = printed.rounded(scale: 18, times: Int128(factor)), rounded.isExact,
      rounded.value.magnitude <= BilledQuantity.limit
    else { return nil }
    self.init(attounits: rounded.value)
  }

  /// 10¹⁴ units, the most of one line: sums of a million lines fit 128 bits.
  private static let limit = UInt128(powerOfTen(32))
}

extension PrintedDecimal {
  /// An amount of money that no line may have.
  var isBeyondLimit: Bool {
    rounded(scale: Money.decimals).map { $0.value.magnitude > Money.totalLimit.attodollars } ?? true
  }
}
