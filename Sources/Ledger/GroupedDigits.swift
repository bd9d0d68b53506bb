/// Whole numbers for people: digits in groups of three, with commas between.
package enum GroupedDigits {
  /// - Parameter digits: of a whole number that is not negative.
  package static func text(_ digits: String) -> String {
    let count = digits.count
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0 && (count - digit.offset) % 3 == 0 { text.append(",") }
      text.append(digit.element)
    }
  }

  /// A whole number, as in `-1,234`.
  package static func text(_ number: Int64) -> String {
    (number < 0 ? "-" : "") + text(String(number.magnitude))
  }

  /// A count with its noun, in the plural but for one, as in `1,234 rows`.
  package static func count(_ count: Int64, _ noun: String) -> String {
    "\(text(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
