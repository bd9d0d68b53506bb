import Ledger

/// The form of numbers in a mapped export, and the texts that mean no number.
package struct NumberForm: Hashable, Sendable {
  /// A comma precedes the decimals; points then group the digits before it.
  package var hasDecimalComma = false
  /// The sign that groups the digits before the decimals; empty for none.
  ///
  /// It is a comma, a point, a blank or an apostrophe.
  package var grouping = ""
  /// Signs and units around numbers that are dropped, such as `$`.
  package var signs: [String] = []
  /// Letters after numbers that represent many of them, such as `k` for thousands.
  package var suffixes: [String: UnitFactor] = [:]
  /// Texts that mean nothing, such as `NULL`.
  package var blanks: [String] = []

  package init() {}

  /// True if it states which sign is before decimals.
  var statesDecimals: Bool { hasDecimalComma || !grouping.isEmpty }

  /// Returns the number that `text` is with a point before its decimals and nothing else, times `factor`; empty
  /// where it means nothing, and nil where it is no such number.
  ///
  /// - Parameter allowsExponent: amounts may be binary floating point; a count with an exponent has lost digits.
  package func plain(
    _ text: String, times factor: UnitFactor = .one, allowsExponent: Bool = true
  ) -> String? {
    var number = Substring(text).trimmingBlanks
    if number.isEmpty || blanks.contains(String(number)) { return "" }
    for sign in signs {
      let bare = Substring(sign).trimmingBlanks
      if number.hasPrefix(bare) { number = number.dropFirst(bare.count).trimmingBlanks }
      if number.hasSuffix(bare) { number = number.dropLast(bare.count).trimmingBlanks }
    }
    let suffix = suffixes.isEmpty ? nil : suffix(of: number)
    if let suffix { number = number.dropLast(suffix.text.count).trimmingBlanks }
    guard let plain = ungrouped(number) else { return nil }
    guard let suffix else { return factor.applied(to: plain, allowsExponent: allowsExponent) }
    return suffix.factor.applied(to: plain, allowsExponent: false)
      .flatMap { factor.applied(to: $0, allowsExponent: false) }
  }

  /// The longest of the suffixes that `number` ends in; nil for none.
  private func suffix(of number: Substring) -> (text: String, factor: UnitFactor)? {
    suffixes.filter { !$0.key.isEmpty && number.hasSuffix($0.key) }
      .max { $0.key.count < $1.key.count }.map { ($0.key, $0.value) }
  }

  /// Removes what groups digits, which must be between groups of three, and makes a comma a point.
  private func ungrouped(_ number: Substring) -> String? {
    let separator: Character? = grouping.first ?? (hasDecimalComma ? "." : nil)
    let point: Character = hasDecimalComma ? "," : "."
    // Neither groups digits nor stands before decimals: nobody can say which it is.
    if hasDecimalComma && separator != "." && number.contains(".") { return nil }
    guard let separator else { return hasDecimalComma ? replaced(number, point) : String(number) }
    let parts = number.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count == 1 || !parts[1].contains(separator) else {
      return nil
    }
    let separators: Set<Character> =
      separator == " " ? [" ", "\u{A0}", "\u{202F}"] : separator == "'" ? ["'", "’"] : [separator]
    let groups = whole.split(
      omittingEmptySubsequences: false, whereSeparator: separators.contains)
    let first = groups.first?.drop { $0 == "-" } ?? ""
    // `0,003` has its decimals behind the comma: nobody groups digits after a zero.
    guard
      groups.count == 1
        || (1...3).contains(first.count) && first.first != "0"
          && groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined() + (parts.count == 2 ? "." + parts[1] : "")
  }

  /// Returns true if `text`, an amount, has one point before 3 digits and no comma.
  ///
  /// This holds only in a file with decimal commas that does not state what groups digits.
  func mayBeDecimals(_ text: String) -> Bool {
    guard hasDecimalComma, grouping.isEmpty, !text.contains(",") else { return false }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].prefix { $0.isNumber }.count == 3
  }

  private func replaced(_ number: Substring, _ point: Character) -> String {
    String(number.map { $0 == point ? "." : $0 })
  }
}

/// The exact factor from a foreign unit to Assay's.
///
/// It is a power of ten, and for minutes and hours 60 times that.
package struct UnitFactor: Hashable, Sendable {
  /// The name of the unit in the settings.
  let word: String
  /// Times this.
  let multiple: Int
  /// And this many places to the left; below 0 to the right.
  let places: Int

  static let one = UnitFactor("ones", multiple: 1, places: 0)

  private init(_ word: String, multiple: Int, places: Int) {
    self.word = word
    self.multiple = multiple
    self.places = places
  }

  private static let all: [UnitFactor] = [
    one, UnitFactor("hundreds", multiple: 1, places: 2),
    UnitFactor("thousands", multiple: 1, places: 3),
    UnitFactor("millions", multiple: 1, places: 6),
    UnitFactor("cents", multiple: 1, places: -2),
    UnitFactor("thousandths", multiple: 1, places: -3),
    UnitFactor("millionths", multiple: 1, places: -6),
    UnitFactor("billionths", multiple: 1, places: -9),
    UnitFactor("milliseconds", multiple: 1, places: -3),
    UnitFactor("microseconds", multiple: 1, places: -6),
    UnitFactor("nanoseconds", multiple: 1, places: -9),
    UnitFactor("minutes", multiple: 60, places: 0),
    UnitFactor("hours", multiple: 3_600, places: 0),
  ]

  /// The words for units.
  package static let words = all.map(\.word)

  /// The factor that a word means; nil for any other word.
  package init?(word: String) {
    guard let known = UnitFactor.all.first(where: { $0.word == word }) else { return nil }
    self = known
  }

  /// Returns a plain decimal times the factor, exactly; nil for any other text.
  func applied(to text: String, allowsExponent: Bool) -> String? {
    let written = allowsExponent ? DecimalExponent.plain(text) : nil
    guard let plain = written ?? (text.isPlainDecimal ? text : nil) else { return nil }
    if self == .one { return plain }
    let isNegative = plain.hasPrefix("-")
    let parts = plain.drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let digits = Int128(parts[0] + fraction) else { return nil }
    let (product, overflow) = digits.multipliedReportingOverflow(by: Int128(multiple))
    if overflow { return nil }
    let scale = fraction.count - places
    let zeros = scale < 0 ? String(repeating: "0", count: -scale) : ""
    guard scale <= 38 else { return nil }
    let value = DecimalText.string(product, scale: max(0, scale))
    let moved = zeros.isEmpty || value == "0" ? value : value + zeros
    return isNegative ? "-" + moved : moved
  }
}

extension String {
  /// Digits with at most one point within them, and a minus before them or not.
  fileprivate var isPlainDecimal: Bool {
    let digits = drop { $0 == "-" }
    return utf8.count - digits.utf8.count <= 1 && digits.first?.isPlainDigit == true
      && digits.last?.isPlainDigit == true && digits.filter { $0 == "." }.count <= 1
      && digits.allSatisfy { $0 == "." || $0.isPlainDigit }
  }
}

extension Character {
  fileprivate var isPlainDigit: Bool { "0"..."9" ~= self && utf8.count == 1 }
}

extension StringProtocol where SubSequence == Substring {
  /// Without blanks at its ends.
  var trimmingBlanks: Substring {
    let isBlank: (Character) -> Bool = { [" ", "\t", "\u{A0}", "\u{202F}"].contains($0) }
    let rest = drop(while: isBlank)
    guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
    return rest[...last]
  }
}
