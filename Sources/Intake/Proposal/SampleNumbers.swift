/// Finds out how texts write numbers.
enum SampleNumbers {
  /// Returns the form of `counts` and `amounts`.
  ///
  /// `isGerman` breaks ties, as a table split by semicolons does.
  static func form(counts: [String], amounts: [String], isGerman: Bool) -> NumberForm {
    var form = NumberForm()
    let all = counts + amounts
    form.signs = signs.filter { sign in
      let sign = sign.trimmingBlanks
      return all.contains { $0.hasPrefix(sign) || $0.hasSuffix(sign) }
    }
    form.blanks = blanks.filter(all.contains)
    for text in all {
      let text = words.reduce(text[...]) { $0.hasSuffix($1) ? $0.dropLast($1.count) : $0 }
      if let suffix = suffix(of: text) { form.suffixes[suffix] = suffixes[suffix] }
    }
    let bare = { (texts: [String]) in
      texts.filter { !form.blanks.contains($0) }.map { text -> String in
        var text = Substring(text).trimmingBlanks
        for sign in form.signs {
          let sign = sign.trimmingBlanks
          if text.hasPrefix(sign) { text = text.dropFirst(sign.count).trimmingBlanks }
          if text.hasSuffix(sign) { text = text.dropLast(sign.count).trimmingBlanks }
        }
        return String(text)
      }
    }
    // What is of thousands may have decimals.
    let short = bare(counts).filter { suffix(of: $0[...]) != nil }.map { text in
      String(text.dropLast(suffix(of: text[...])?.count ?? 0))
    }
    let wholes = bare(counts).filter { suffix(of: $0[...]) == nil }
    let decimals = bare(amounts) + short
    // A count has no decimals, so what stands before three digits groups them.
    let groups = [",", ".", " ", "\u{A0}", "\u{202F}", "'", "’"].first { sign in
      wholes.contains { isGrouped($0, by: Character(sign)) }
        // Nothing is grouped below a thousand: in `0.000` these are decimals.
        && !wholes.contains { $0.hasPrefix("0" + sign) }
    }
    let hasComma = decimals.contains { isDecimal($0, comma: ",", group: ".") }
    let hasPoint = decimals.contains { isDecimal($0, comma: ".", group: ",") }
    let isOpen = decimals.contains { $0.contains(",") } && !hasPoint
    form.hasDecimalComma =
      hasComma && !hasPoint || isOpen && groups != "," && (groups == "." || isGerman)
      || groups == "."
    let group =
      groups ?? (!form.hasDecimalComma && decimals.contains { $0.contains(",") } ? "," : "")
    form.grouping = form.hasDecimalComma && group == "." ? "" : group
    form.grouping = ["\u{A0}": " ", "\u{202F}": " ", "’": "'"][form.grouping] ?? form.grouping
    return form
  }

  private static let signs =
    [
      "US$", "$", "€", "£", "¢", " USD", " EUR", " GBP", "USD", "EUR", "GBP",
    ] + words
  /// Words that are after numbers of tokens.
  static let words = [" tokens", " Tokens", " token", " Token", " tok"]
  /// Letters after numbers that represent many of them; `m` may be minutes.
  private static let suffixes: [String: UnitFactor] = [
    ("k", "thousands"), ("K", "thousands"), (" k", "thousands"), ("M", "millions"),
    (" M", "millions"), (" Tsd", "thousands"), (" Tsd.", "thousands"), (" Mio", "millions"),
    (" Mio.", "millions"), ("Mio", "millions"), (" tsd", "thousands"), (" mio", "millions"),
  ].reduce(into: [:]) { $0[$1.0] = UnitFactor(word: $1.1) }

  /// The longest of `suffixes` that a number ends in; nil for none.
  static func suffix(of text: Substring) -> String? {
    guard text.last.map({ $0.isLetter || $0 == "." }) ?? false, text.first?.isNumber ?? false else {
      return nil
    }
    let suffix = suffixes.keys.filter(text.hasSuffix).max { $0.count < $1.count }
    guard let suffix, text.dropLast(suffix.count).last?.isNumber ?? false else { return nil }
    return suffix
  }

  /// Texts in place of a number.
  static let blanks = ["NULL", "null", "None", "N/A", "n/a", "NaN", "nan", "-", "–", "\\N"]

  /// Returns true if `text` is digits in groups of 3.
  private static func isGrouped(_ text: String, by sign: Character) -> Bool {
    let groups = text.split(separator: sign, omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count) && groups[0].first != "0"
      && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  /// Returns true if `comma` must be the decimal sign in `text`.
  ///
  /// There are not 3 digits after it, or a zero is before it, or other signs group the digits.
  private static func isDecimal(_ text: String, comma: Character, group: Character) -> Bool {
    let parts = text.split(separator: comma, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].allSatisfy(\.isNumber), !parts[1].isEmpty else { return false }
    let whole = parts[0].drop { $0 == "-" }
    return parts[1].count != 3 || whole == "0" || whole.contains(group)
  }
}
