/// Records of a trace that hold the sum of those which name them as their parent.
struct ParentRows {
  /// The column that names parents.
  let column: String
  /// The numbers of the rows that sum others.
  private(set) var sums: Set<Int> = []

  /// Finds them by ids and arithmetic; nil where no column names parents, or none of these sums its children.
  init?(_ table: SampleTable, _ amounts: RowAmounts) {
    guard !amounts.classes.isEmpty else { return nil }
    for parent in table.columns where NameWords(parent.name).words.contains(where: Self.isParent) {
      let named = Set(parent.values)
      for id in table.columns where id.name != parent.name && !named.isDisjoint(with: id.values) {
        let rows = ParentRows.sums(parent, id, amounts)
        if rows.isEmpty { continue }
        column = parent.name
        sums = rows
        return
      }
    }
    return nil
  }

  private static func isParent(_ word: String) -> Bool {
    word == "parent" || word == "parentid" || word == "eltern" || word == "uebergeordnet"
  }

  /// The rows that `parent` of others names by `id`, and that count what those do together: children, or what is below
  /// children that count nothing.
  private static func sums(
    _ parent: SampleTable.Column, _ id: SampleTable.Column, _ amounts: RowAmounts
  ) -> Set<Int> {
    var children: [String: [Int]] = [:]
    for (row, text) in parent.texts.enumerated() where !text.isEmpty {
      children[text, default: []].append(row)
    }
    func counting(below row: Int, depth: Int) -> [Int] {
      let below = id.texts[row].isEmpty ? [] : children[id.texts[row], default: []]
      return below.flatMap { child in
        amounts.isZero(child) && depth < 32 ? counting(below: child, depth: depth + 1) : [child]
      }
    }
    return Set(
      id.texts.indices.filter { row in
        !amounts.isZero(row)
          && amounts.isSum(
            row, of: Set(counting(below: row, depth: 0)).subtracting([row]), asFarAsStated: true)
      })
  }
}
