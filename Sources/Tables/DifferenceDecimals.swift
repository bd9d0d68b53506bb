import Ledger

/// The decimals with which differences are those of the shown figures.
enum DifferenceDecimals {
  typealias Number = (value: Int128, scale: Int)

  /// Returns the least of 2, 4, 6 and 8 decimals with which each row adds up as shown and no difference is shown as 0.
  ///
  /// - Parameter rows: two figures and their difference; where that is not of the two, only its size counts.
  static func decimals(_ rows: [(first: Number, second: Number, difference: Number)]) -> Int {
    [2, 4, 6].first { decimals in
      rows.allSatisfy { row in
        let difference = rounded(row.difference, decimals)
        if difference == 0 && row.difference.value != 0 { return false }
        return !isExact(row)
          || rounded(row.first, decimals) - rounded(row.second, decimals) == difference
      }
    } ?? 8
  }

  /// Returns a number in units of its last decimal, a half rounded away from zero.
  static func rounded(_ number: Number, _ decimals: Int) -> Int128 {
    guard number.scale > decimals else {
      return number.value * powerOfTen(decimals - number.scale)
    }
    let unit = powerOfTen(number.scale - decimals)
    let size = (abs(number.value) + unit / 2) / unit
    return number.value < 0 ? -size : size
  }

  private static func isExact(
    _ row: (first: Number, second: Number, difference: Number)
  ) -> Bool {
    let scale = max(row.first.scale, row.second.scale, row.difference.scale)
    func value(_ number: Number) -> Int128 { number.value * powerOfTen(scale - number.scale) }
    return value(row.first) - value(row.second) == value(row.difference)
  }
}
