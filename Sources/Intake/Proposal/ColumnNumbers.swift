import Ledger

extension SampleTable.Column {
  /// In how many rows it has something, and in how many of all it has a number or another text.
  var fill: (some: Int, all: Int) {
    let values = values
    return (values.count { text in text.contains { $0 != "0" && $0 != "." } }, values.count)
  }

  /// The name that says whether it is a count of `column`.
  ///
  /// Whole tokens beside costs, as in `costs.promptTokens`, cost nothing themselves.
  func name(for column: LedgerColumn) -> String {
    guard column.content.isQuantity, let last = name.split(separator: ".").last,
      last.count < name.count, ColumnNameWords(last).words.contains("tokens"),
      values.contains(where: { $0.count > 1 }),
      values.allSatisfy({ $0.allSatisfy(\.isNumber) })
    else { return name }
    let owner = name.dropLast(last.count + 1).split(separator: ".").last ?? ""
    return ColumnNameWords(owner).words.contains { $0.hasPrefix("cost") } ? String(last) : name
  }
}

/// Checks whether texts of a column are numbers.
extension ColumnGuess {
  static func areNumbers(_ values: [String]) -> Bool {
    let figures = values.filter { !SampleNumbers.blanks.contains($0) }
    guard !figures.isEmpty else { return false }
    let signs: Set<Character> = [
      ",", ".", " ", "\u{A0}", "\u{202F}", "'", "’", "-", "+", "$", "€", "£", "¢", "e", "E",
    ]
    return figures.allSatisfy { text in
      if isUUID(text) { return false }
      var bare = Substring(text)
      for unit in units {
        if bare.hasSuffix(unit) { bare = bare.dropLast(unit.count) }
        if bare.hasPrefix(unit) { bare = bare.dropFirst(unit.count) }
      }
      if let suffix = SampleNumbers.suffix(of: bare) { bare = bare.dropLast(suffix.count) }
      return bare.contains { $0.isNumber } && bare.allSatisfy { $0.isNumber || signs.contains($0) }
    }
  }

  /// Returns true for an id such as `00000000-0000-0000-0000-000000000000`, which may have digits alone.
  private static func isUUID(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [
        8, 4, 4, 4, 12,
      ]
  }

  /// The text before or after a number that is not one of its digits.
  private static let units =
    [" USD", " EUR", " GBP", "US$", "USD", "EUR", "GBP"] + SampleNumbers.words

  /// Returns true if some have decimals that are not a group of digits; `1.5k` has none.
  static func areFractions(_ values: [String]) -> Bool {
    values.contains { text in
      if SampleNumbers.suffix(of: text[...]) != nil { return false }
      let last = text.lastIndex { $0 == "." || $0 == "," }
      guard let last else { return false }
      let decimals = text[last...].dropFirst()
      return !decimals.allSatisfy { $0 == "0" } && (decimals.count != 3 || text.hasPrefix("0"))
    }
  }

  /// Returns true if the texts are no and yes.
  static func areFlags(_ values: [String]) -> Bool {
    values.contains("1") && Set(values).isSubset(of: ["0", "1"])
  }

  static func areSmall(_ values: [String]) -> Bool {
    values.allSatisfy { $0.count < 10 && $0.allSatisfy(\.isNumber) }
  }
}
