/// The labels of total rows in spreadsheets.
///
/// Examples are `Total`, `Grand Total`, `ann Total` and `Total ann`.
enum SumLabel {
  /// Returns true if a cell says that its row is a sum.
  static func stands(in text: String) -> Bool { begins(text) || ends(text) }

  /// Returns true if it says so from its first word on.
  static func begins(_ text: String) -> Bool {
    guard text.utf8.count < 60 else { return false }
    let name = ColumnNameWords(text)
    return words.contains(name.joined) || name.words.first.map(first.contains) ?? false
      || words.contains(name.words.prefix(2).joined()) && name.words.count > 1
        && !words.contains(name.words[0])
  }

  /// Returns true if it says so by its last word, after the name of the summed item.
  private static func ends(_ text: String) -> Bool {
    guard text.utf8.count < 200 else { return false }
    let words = ColumnNameWords(text).words
    return words.count > 1 && words.last.map(last.contains) ?? false
  }

  /// The names that may be before or behind the words of a label: all that a blank or a colon cuts off.
  static func names(in text: String) -> [String] {
    guard text.utf8.count < 200 else { return [] }
    return text.indices.filter { " :-–\u{A0}".contains(text[$0]) }.flatMap { place in
      [text[..<place], text[text.index(after: place)...]].map { part in
        var part = part.trimmingBlanks
        while let last = part.last, ":-–\u{A0}".contains(last) { part = part.dropLast() }
        return String(part.trimmingBlanks)
      }
    }.filter { !$0.isEmpty && $0 != text }
  }

  /// Words, in one each, that are the whole of a label.
  private static let words = first.union([
    "sum", "totals", "overall", "all", "suma", "somme", "totaux", "razem", "celkem", "toplam",
    "gesamtergebnis", "ergebnis", "sumakoncowa", "sumacałkowita", "geneltoplam", "totalgeneral",
    "общийитог", "итог", "sluttotal", "totalsumma", "eindtotaal", "hovedtotal",
  ])
  /// Those after which a label may go on.
  private static let first: Set<String> = [
    "total", "totals", "subtotal", "grandtotal", "gesamt", "summe", "insgesamt", "gesamtsumme",
    "zwischensumme", "endsumme", "teilsumme", "totale", "totaal", "totalgeneral", "totalgeral",
    "soustotal", "subtotale", "subtotaal", "subtotales", "totales", "итого", "всего", "合計", "小計",
    "总计",
    "總計", "小计", "合计",
  ]
  /// Those that are behind a name, as the subtotals of spreadsheets have them.
  private static let last = first.union([
    "sum", "suma", "somme", "summa", "soma", "somma", "som", "ergebnis", "teilergebnis",
    "gesamtergebnis", "итог", "toplam", "toplami", "celkem", "soucet", "razem", "yhteensä",
    "summering", "集計", "总和", "汇总", "彙總", "요약", "합계", "총합계",
  ])
}
