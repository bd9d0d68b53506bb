/// Figures with every digit they have: a comma between thousands, a point before decimals.
package enum FullPrecisionText {
  /// USD.
  package static func money(_ money: Money) -> String { grouped(money.description) }

  /// Credits.
  package static func credits(_ credits: Credits) -> String { grouped(credits.description) }

  /// A whole number.
  package static func count(_ count: Int64) -> String { grouped(String(count)) }

  /// A quantity of a class: a count, or seconds from nanoseconds.
  package static func quantity(_ quantity: Int64, of unitClass: UnitClass) -> String {
    grouped(DecimalText.string(Int128(quantity), scale: unitClass.quantityDecimals))
  }

  /// A canonical decimal with commas between thousands of its whole part.
  package static func grouped(_ decimal: String) -> String {
    let parts = decimal.split(separator: ".", omittingEmptySubsequences: false)
    let isNegative = decimal.hasPrefix("-")
    let whole = Array(isNegative ? parts[0].dropFirst() : parts[0])
    var text = ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (isNegative ? "-" : "") + text + (parts.count > 1 ? "." + parts[1] : "")
  }
}
