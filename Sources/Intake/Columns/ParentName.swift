/// Names of columns that identify the parent of each record.
enum ParentName {
  /// Returns true if a column's name says that.
  static func stands(in name: String) -> Bool {
    !words.isDisjoint(with: ColumnNameWords(name).words)
  }

  private static let words: Set = [
    "parent", "parents", "parentid", "parentids", "eltern", "uebergeordnet",
  ]
}
