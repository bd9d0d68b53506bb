import Ledger

/// Detects ids that a spreadsheet or data frame changed.
///
/// They are numbers that lost digits, words for missing values, and ids with guards.
package enum ChangedID {
  /// The reason why a text is not an id any more.
  package enum Fault: Hashable, Sendable {
    /// A number in E notation, which kept some fifteen of its digits or fewer.
    case exponent
    /// A word for a value that is not known.
    case unknown
  }

  /// Returns the fault of an id; nil if there is none.
  package static func fault(in id: some Collection<UInt8>) -> Fault? {
    guard id.count <= longestNumber else { return nil }
    let id = Array(id)
    if isExponent(id) { return .exponent }
    return isNone(id) ? .unknown : nil
  }

  /// The id inside a guard, by which exports keep a spreadsheet from reading it as a number: `="0417"` or `'0417`; nil
  /// where there is none.
  package static func unguarded(_ text: [UInt8]) -> [UInt8]? {
    guard let first = text.first else { return nil }
    let inner: ArraySlice<UInt8>
    if first == UInt8(ascii: "=") {
      guard text.count >= 3, text[1] == 0x22, text.last == 0x22 else { return nil }
      inner = text[2..<(text.count - 1)]
      return inner.contains(0x22) ? nil : Array(inner)
    }
    // A name such as 't Hooft begins so as well; behind the mark of a spreadsheet a number begins.
    guard first == UInt8(ascii: "'"), text.count >= 2, isDigit(text[1]) else { return nil }
    inner = text.last == first && text.count > 2 ? text[1..<(text.count - 1)] : text[1...]
    return Array(inner)
  }

  /// Returns true if the id of a user or account is as its source wrote it.
  static func isPlain(_ id: [UInt8]) -> Bool { fault(in: id) == nil && unguarded(id) == nil }

  /// Returns true if the id of a request is the label of a total.
  ///
  /// Examples are `Total`, `Subtotal Acme` and `Summe:`.
  ///
  /// - Parameter isWhole: of an id that is joined from several columns, only the label alone is one.
  package static func isTotal(_ id: [UInt8], isWhole: Bool = false) -> Bool {
    guard id.count <= longestLabel else { return false }
    let text = id.first ?? 0 < 0x80 ? folded(id) : folded(id).lowercased()
    return totals.contains { word in
      guard text.hasPrefix(word) else { return false }
      let rest = text.dropFirst(word.count)
      if rest.isEmpty || rest == ":" { return true }
      return !isWhole && rest.first.map { " :(=".contains($0) } ?? false
    }
  }

  private static let longestLabel = 120

  private static let totals: [String] = [
    "total", "totals", "grand total", "subtotal", "sub total", "sub-total", "sum", "summe",
    "gesamt",
    "gesamtsumme", "zwischensumme", "teilsumme", "endsumme", "insgesamt", "somme", "sous-total",
    "suma", "totale", "totaal", "subtotaal", "toplam", "razem", "celkem", "итого", "всего", "合計",
    "小計",
    "总计", "小计", "合计",
  ]

  /// Words of spreadsheets, data frames and programs for a value that is not known, as each writes them.
  private static let nones: Set<[UInt8]> = Set(
    [
      "nan", "NaN", "NAN", "None", "null", "NULL", "Null", "N/A", "n/a", "<NA>", "<nil>", "<null>",
      "(null)", "undefined", "NaT", "\\N", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!",
      "#DIV/0!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#FELD!", "#SPILL!", "#ERROR!",
      "#N/A N/A",
    ].map { Array($0.utf8) })

  private static func isNone(_ id: [UInt8]) -> Bool {
    guard let first = id.first else { return false }
    // A column that is too narrow is full of the sign.
    if first == UInt8(ascii: "#"), id.count > 1, id.allSatisfy({ $0 == first }) { return true }
    return nones.contains(id)
  }

  /// No number in E notation is longer.
  private static let longestNumber = 32
  private static let longestWord = 15

  /// Returns true if a text is a number such as `1.58292E+18`.
  ///
  /// It has digits, perhaps decimals, and an exponent.
  ///
  /// Without its sign, or with a minus, it may as well be an id of hexadecimal digits, unless it has decimals.
  private static func isExponent(_ id: [UInt8]) -> Bool {
    var rest = id[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest[whole.endIndex...]
    var hasDecimals = false
    if let point = rest.first, point == UInt8(ascii: ".") || point == UInt8(ascii: ",") {
      let decimals = rest.dropFirst().prefix(while: isDigit)
      hasDecimals = !decimals.isEmpty
      rest = rest[decimals.endIndex...]
    }
    guard (1...3).contains(whole.count), let letter = rest.first, letter | 0x20 == 0x65
    else { return false }
    rest.removeFirst()
    let sign = rest.first
    let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    if isSigned { rest.removeFirst() }
    guard (1...3).contains(rest.count), rest.allSatisfy(isDigit) else { return false }
    return sign == UInt8(ascii: "+") || hasDecimals && whole.count == 1
  }

  fileprivate static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

// MARK: The fast path

extension ChangedID {
  /// Returns true if the id of a request, of at least 1 byte, is as its source wrote it.
  ///
  /// Such an id has no guard or fault and is not the label of a total.
  ///
  /// Most are known by two bytes.
  @inline(__always)
  package static func isPlain(_ id: Bytes) -> Bool {
    let first = id[0]
    let letter = first | 0x20
    if letter >= 0x61 && letter <= 0x7A {
      if id.count >= 3 && beginsLabel(id) { return !isOdd(id) }
      guard id.count <= longestWord, initials >> UInt32(letter &- 0x61) & 1 != 0 else {
        return true
      }
    } else if first >= 0x80 {
      return !isTotal(Array(id))
    } else if isDigit(first) {
      guard id.count >= 4 else { return true }
      let second = id[1]
      if second != 0x2E && second != 0x2C && id[id.count &- 3] != 0x2B
        && id[id.count &- 2] != 0x2B
      {
        return true
      }
    } else if !isSign(first) {
      return true
    }
    return !isOdd(id)
  }

  /// Returns true if an id of at least 3 bytes begins like the label of a total.
  ///
  /// Most ids have a letter that no label has at that place.
  @inline(__always)
  private static func beginsLabel(_ id: Bytes) -> Bool {
    let isPossible =
      firstLetters &>> UInt32(id[0]) & secondLetters &>> UInt32(id[1])
      & thirdLetters &>> UInt32(id[2]) & 1
    return isPossible != 0 && isLabel(id)
  }

  /// The letters that labels of sums have at their first three places, as `isLabel` has them: bit n is the n-th letter.
  private static let firstLetters: UInt32 = 0x041C_02A8
  private static let secondLetters: UInt32 = 0x00A4_C022
  private static let thirdLetters: UInt32 = 0x0439_3216

  @inline(never)
  private static func isLabel(_ id: Bytes) -> Bool {
    switch (id[0] | 0x20, id[1] | 0x20, id[2] | 0x20) {
    // cel, end, ges, gra, ins, raz, som, sou, sub, sum, tei, top, tot, zwi
    case (0x63, 0x65, 0x6C), (0x65, 0x6E, 0x64), (0x67, 0x65, 0x73), (0x67, 0x72, 0x61),
      (0x69, 0x6E, 0x73), (0x72, 0x61, 0x7A), (0x73, 0x6F, 0x6D), (0x73, 0x6F, 0x75),
      (0x73, 0x75, 0x62), (0x73, 0x75, 0x6D), (0x74, 0x65, 0x69), (0x74, 0x6F, 0x70),
      (0x74, 0x6F, 0x74), (0x7A, 0x77, 0x69):
      true
    default: false
    }
  }

  /// The first letters of words for sums and for nothing: a bit for each.
  private static let initials: UInt32 = "gintsuz".utf8.reduce(0) { $0 | 1 << UInt32($1 - 0x61) }

  /// Returns true if a guard, a word for a missing value or a number may begin so.
  @inline(__always)
  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x23, 0x27, 0x28, 0x2D, 0x3C, 0x3D, 0x5C: true
    default: false
    }
  }

  @inline(never)
  private static func isOdd(_ id: Bytes) -> Bool {
    let text = Array(id)
    return unguarded(text) != nil || fault(in: text) != nil || isTotal(text)
  }
}
