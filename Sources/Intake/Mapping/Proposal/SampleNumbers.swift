/// Finds out how texts write numbers.
enum SampleNumbers {
  /// How `counts` and `amounts` are written; `isGerman` breaks ties, as a table split by semicolons does.
  static func form(counts: [String], amounts: [String], isGerman: Bool) -> NumberForm {
    var form = NumberForm()
    let all = counts + amounts
    form.signs = signs.filter { sign in
      let sign = sign.trimmingBlanks
      return all.contains { $0.hasPrefix(sign) || $0.hasSuffix(sign) }
    }
    form.blanks = blanks.filter(all.contains)
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
    let (wholes, decimals) = (bare(counts), bare(amounts))
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

  private static let signs = ["$", "€", "£", " USD", " EUR", "US$"]
  /// Texts that stand where there is no number.
  static let blanks = ["NULL", "null", "None", "N/A", "n/a", "NaN", "nan", "-", "–", "\\N"]

  /// Whether `text` is digits in groups of three.
  private static func isGrouped(_ text: String, by sign: Character) -> Bool {
    let groups = text.split(separator: sign, omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count) && groups[0].first != "0"
      && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  /// Whether `comma` must stand before decimals in `text`: they are not three, or a zero is before them, or other
  /// signs group the digits.
  private static func isDecimal(_ text: String, comma: Character, group: Character) -> Bool {
    let parts = text.split(separator: comma, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].allSatisfy(\.isNumber), !parts[1].isEmpty else { return false }
    let whole = parts[0].drop { $0 == "-" }
    return parts[1].count != 3 || whole == "0" || whole.contains(group)
  }
}
