import Ledger

/// Figures with every digit they have: a comma between thousands, a point before decimals.
enum ExactFigures {
  static func money(_ money: Money) -> String { grouped(money.description) }

  static func credits(_ credits: Credits) -> String { grouped(credits.description) }

  static func count(_ count: Int64) -> String { grouped(String(count)) }

  /// A quantity of a class: a count, or seconds from nanoseconds.
  static func quantity(_ quantity: Int64, of unitClass: UnitClass) -> String {
    grouped(DecimalText.string(Int128(quantity), scale: unitClass.quantityDecimals))
  }

  /// A canonical decimal with commas between thousands of its whole part.
  static func grouped(_ decimal: String) -> String {
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

  /// Returns `decimals` with blanks around them, so that their points stand under each other.
  static func aligned(_ decimals: [String], width: Int = 0) -> [String] {
    func wholeWidth(_ text: String) -> Int { text.prefix { $0 != "." }.count }
    let before = decimals.map(wholeWidth).max() ?? 0
    let after = decimals.map { $0.count - wholeWidth($0) }.max() ?? 0
    return decimals.map { text in
      let left = before - wholeWidth(text)
      let right = after - (text.count - wholeWidth(text))
      let aligned =
        String(repeating: " ", count: left) + text + String(repeating: " ", count: right)
      return aligned.leftPadded(to: width)
    }
  }
}
