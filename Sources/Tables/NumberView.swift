import Ledger

/// The look of a number of a table: its decimals, groups and sign.
package enum NumberView: Hashable, Sendable {
  /// Groups of three digits and a fixed number of decimals.
  case grouped(decimals: Int)
  /// One decimal; the heading names the unit.
  case percent
  /// One decimal and a sign.
  case points

  /// The format of a spreadsheet cell.
  package var pattern: String {
    switch self {
    case .grouped(decimals: 0): "#,##0"
    case .grouped(let decimals):
      NumberView.fixed(decimals: decimals) + ";-" + NumberView.fixed(decimals: decimals)
    case .percent: "0.0;-0.0"
    case .points: "+0.0\" ▲\";-0.0\" ▼\";0.0"
    }
  }

  /// The format of a spreadsheet cell for changes, which have their sign.
  package var signedPattern: String {
    guard case .grouped(let decimals) = self else { return pattern }
    let digits = decimals == 0 ? "#,##0" : NumberView.fixed(decimals: decimals)
    return "+\(digits);-\(digits);\(digits.dropFirst(4))"
  }

  /// Returns `value` × 10⁻ˢᶜᵃˡᵉ as a spreadsheet shows it, a half rounded away from zero.
  package func text(_ value: Int128, scale: Int) -> String {
    let decimals =
      switch self {
      case .grouped(let decimals): decimals
      case .percent, .points: 1
      }
    let kept = min(decimals, scale)
    let dropped = UInt128(powerOfTen(scale - kept))
    let rounded = (value.magnitude + dropped / 2) / dropped
    let (whole, fraction) = rounded.quotientAndRemainder(dividingBy: UInt128(powerOfTen(kept)))
    let digits = NumberView.padded(String(fraction), to: kept)
    let zeros = String(repeating: "0", count: decimals - kept)
    return sign(of: value) + grouped(String(whole))
      + (decimals == 0 ? "" : "." + (kept == 0 ? "" : digits) + zeros)
  }

  /// The number of characters of the longest of `numbers` as a spreadsheet shows them; 0 where there are none.
  func longest(of numbers: [(value: Int128, scale: Int)]) -> Int {
    // Among those of one scale it is the least or the largest.
    let ends = Set(numbers.map(\.scale)).flatMap { scale in
      let values = numbers.filter { $0.scale == scale }.map(\.value)
      return [values.min(), values.max()].compactMap(\.self).map { text($0, scale: scale) }
    }
    // A sign of the points follows them.
    return (ends.map(\.count).max() ?? 0) + (self == .points ? 2 : 0)
  }

  private func sign(of value: Int128) -> String {
    if value < 0 { return "-" }
    return self == .points && value > 0 ? "+" : ""
  }

  private func grouped(_ digits: String) -> String {
    guard case .grouped = self else { return digits }
    return GroupedDigits.text(digits)
  }

  private static func fixed(decimals: Int) -> String {
    "#,##0." + String(repeating: "0", count: decimals)
  }

  private static func padded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension NumberView {
  /// Returns how the numbers of `kind` in one column are shown, given all of them; nil for kinds
  /// that are no numbers.
  package static func view(
    of numbers: [(value: Int128, scale: Int)], kind: Column.Kind
  ) -> NumberView? {
    switch kind {
    case .text, .day: nil
    case .count: .grouped(decimals: 0)
    case .money: .grouped(decimals: leastDecimals(showing: numbers))
    case .requestMoney: .grouped(decimals: 8)
    case .credits, .multiplier: .grouped(decimals: mostDecimals(of: numbers))
    case .seconds, .decimal:
      .grouped(decimals: min(mostDecimals(of: numbers), leastDecimals(showing: numbers)))
    case .percent: .percent
    case .points: .points
    }
  }

  /// Returns how amounts of US dollars of one sheet are shown: cents, but 4 decimals where the largest is under 1 USD,
  /// and 6 where it is under 0.01.
  static func sheetMoney(of numbers: [(value: Int128, scale: Int)]) -> NumberView {
    let isLarge = { (decimals: Int) in
      numbers.contains { $0.value.magnitude >= UInt128(powerOfTen(max(0, $0.scale - decimals))) }
    }
    if numbers.allSatisfy({ $0.value == 0 }) || isLarge(0) { return .grouped(decimals: 2) }
    return .grouped(decimals: isLarge(2) ? 4 : 6)
  }

  /// The least of 2, 4, 6 and 8 decimals that shows no number but 0 as 0; 8 when none does.
  private static func leastDecimals(showing numbers: [(value: Int128, scale: Int)]) -> Int {
    let choices = [2, 4, 6, 8]
    return choices.first { decimals in
      numbers.allSatisfy { value, scale in
        value == 0 || scale <= decimals
          || value.magnitude >= 5 * UInt128(powerOfTen(scale - decimals - 1))
      }
    } ?? 8
  }

  /// The most decimals that any of the numbers has, without trailing zeros.
  static func mostDecimals(of numbers: [(value: Int128, scale: Int)]) -> Int {
    numbers.map { decimals(of: $0.value, scale: $0.scale) }.max() ?? 0
  }

  private static func decimals(of value: Int128, scale: Int) -> Int {
    var value = value
    var decimals = scale
    while decimals > 0 && value % 10 == 0 {
      value /= 10
      decimals -= 1
    }
    return decimals
  }
}
