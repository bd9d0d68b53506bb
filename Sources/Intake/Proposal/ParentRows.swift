/// Records of a trace that hold the sum of those which name them as their parent.
package struct ParentRows {
  /// The column that names parents.
  let column: String
  /// The numbers of the rows that sum others.
  private(set) var sums: Set<Int> = []

  /// Finds them by ids and arithmetic; nil where no column names parents, or none of these sums its children.
  init?(_ table: SampleTable, _ amounts: SampleQuantities) {
    guard !amounts.classes.isEmpty else { return nil }
    for parent in table.columns where ParentName.stands(in: parent.name) {
      let named = Set(parent.values.flatMap(Self.ids))
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

  /// The ids that a text names: itself, or those of a list such as `["a", "b"]`.
  static func ids(_ text: String) -> [String] {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return text.isEmpty ? [] : [text] }
    return text.dropFirst().dropLast().split(separator: ",").map {
      String($0.trimmingBlanks.filter { $0 != "\"" && $0 != "'" })
    }.filter { !$0.isEmpty }
  }

  /// The column of an export that names the spans which others are part of, where some row is one of them.
  package static func column(in table: SampleTable) -> String? {
    table.columns.first { parent in
      guard ParentName.stands(in: parent.name) else { return false }
      let named = Set(parent.values.flatMap(ids))
      return table.columns.contains { $0.name != parent.name && !named.isDisjoint(with: $0.values) }
    }?.name
  }

  /// The rows that `parent` of others names by `id`, and that count what those do together: children, or what is below
  /// children that count nothing.
  private static func sums(
    _ parent: SampleTable.Column, _ id: SampleTable.Column, _ amounts: SampleQuantities
  ) -> Set<Int> {
    var children: [String: [Int]] = [:]
    for (row, text) in parent.texts.enumerated() {
      for id in ids(text) { children[id, default: []].append(row) }
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
