/// Names of columns whose words are kinds of records.
enum RecordKindColumnNames {
  /// Returns true if a name says that its words are kinds of records.
  static func stands(in name: String) -> Bool { rank(name) != nil }

  /// Returns how well a name says that its words are kinds of records, 0 for best.
  ///
  /// It is nil if the name does not say so.
  static func rank(_ name: String) -> Int? {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    // An id tells each record apart, and no kinds; so do parents.
    if ParentName.stands(in: name) || words.last == "id" || words.last == "uuid" { return nil }
    if let rank = kinds.firstIndex(where: words.contains) { return rank }
    return words.last == "name" && ColumnNameWords(name).words.count == 1 ? kinds.count : nil
  }

  private static let kinds = [
    "type", "kind", "operation", "event", "category", "op", "object", "action", "level", "span",
    "art", "typ", "vorgangsart", "satzart", "body",
  ]
}
