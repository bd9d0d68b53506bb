/// Rows whose kind, a word in a column, marks sums of the other rows of their trace, where no column names parents.
///
/// Spans of agents and of whole calls state what the requests below them used together.
package struct TraceTotalRows {
  /// The column of the words.
  package let column: String
  /// The words that mark sums.
  package let words: [String]
  /// The column of the traces; nil where none has them.
  package let trace: String?
  /// The rows with these words.
  let rows: Set<Int>
  /// The number of them with usage that other rows of their trace do not have, so that nothing else may state it.
  let alone: Int
  /// The numbers show the sums; else the words alone do.
  package let addsUp: Bool

  /// The number of rows with these words.
  package var count: Int { rows.count }

  /// Finds them among rows with `counts` by class; nil for none.
  init?(_ table: SampleTable, _ counts: [[Int128?]]) {
    let usage = (0..<table.rowCount).map { row in counts.map { $0[row] ?? 0 } }
    let used = usage.indices.filter { usage[$0].contains { $0 > 0 } }
    let kinds = RequestRows.kindColumns(table)
    let traces = table.columns.filter(Self.namesTraces)
    for kind in kinds {
      for trace in traces where trace.name != kind.name {
        let groups = Array(
          Dictionary(grouping: used.filter { !trace.texts[$0].isEmpty }) { trace.texts[$0] }.values)
        let words = Self.sums(kind.texts, groups, usage)
        if words.isEmpty { continue }
        self.init(kind, words, trace, used, addsUp: true)
        return
      }
    }
    for kind in kinds {
      let words = SpanKindName.holders(among: kind.values.distinct)
      let holders = used.filter { words.contains(kind.texts[$0]) }
      guard !holders.isEmpty, holders.count < used.count else { continue }
      let trace = traces.first {
        $0.name != kind.name && Set($0.values).count < $0.values.count
      }
      self.init(kind, words, trace, used, addsUp: false)
      if alone < holders.count { return }
    }
    return nil
  }

  private init(
    _ kind: SampleTable.Column, _ words: Set<String>, _ trace: SampleTable.Column?, _ used: [Int],
    addsUp: Bool
  ) {
    column = kind.name
    self.words = words.sorted()
    self.trace = trace?.name
    self.addsUp = addsUp
    rows = Set(kind.texts.indices.filter { words.contains(kind.texts[$0]) })
    let others = Set(
      used.filter { !words.contains(kind.texts[$0]) }.map { trace?.texts[$0] ?? "" })
    alone = used.count {
      words.contains(kind.texts[$0]) && !others.contains(trace?.texts[$0] ?? "")
    }
  }

  /// Returns true if a column's name says that its text is shared by the rows of one trace.
  private static func namesTraces(_ column: SampleTable.Column) -> Bool {
    let words = ColumnNameWords(column.name.split(separator: ".").suffix(2).joined(separator: "."))
      .words
    let isOperation = words.contains("operation") && words.last == "id"
    return (isOperation || !traces.isDisjoint(with: words)) && !words.contains("span")
      && !ParentName.stands(in: column.name)
  }

  private static let traces: Set = [
    "trace", "traceid", "run", "root", "session", "conversation", "thread", "invocation",
    "workflow", "transaction", "correlation",
  ]

  // MARK: Arithmetic

  /// Returns the words whose rows sum the others of their group, outer ones first found.
  ///
  /// - Parameter groups: the rows of each trace.
  private static func sums(
    _ texts: [String], _ groups: [[Int]], _ usage: [[Int128]]
  ) -> Set<String> {
    var found: Set<String> = []
    while found.count < 12 {
      let rest = groups.map { $0.filter { !found.contains(texts[$0]) } }
      let words = Dictionary(grouping: rest.joined()) { texts[$0] }
      // Of a sum and its only request either may be the sum: a word for a request is none.
      let order = words.keys.sorted {
        (SpanKindName.isRequest($0) ? 1 : 0, words[$0]?.count ?? 0, $0)
          < (SpanKindName.isRequest($1) ? 1 : 0, words[$1]?.count ?? 0, $1)
      }
      guard words.count > 1, words.count <= 50,
        let sum = order.first(where: { isSum($0, texts, rest, usage) })
      else { break }
      found.insert(sum)
    }
    return found
  }

  /// Returns true if rows of `word` equal the others of their group together, or each of several levels of these.
  ///
  /// Nine of ten groups have to show it, and three different sums.
  private static func isSum(
    _ word: String, _ texts: [String], _ groups: [[Int]], _ usage: [[Int128]]
  ) -> Bool {
    var (groupCount, sums) = (0, Set<[Int128]>())
    var equal = 0
    for rows in groups {
      let own = rows.filter { texts[$0] == word }
      if own.isEmpty { continue }
      groupCount += 1
      let sum = total(own, usage)
      let rest = total(rows.filter { texts[$0] != word }, usage)
      guard (1...3).contains(where: { levels in sum.map { $0 * Int128(levels) } == rest }) else {
        continue
      }
      equal += 1
      sums.insert(sum)
    }
    return sums.count >= 3 && equal * 10 >= groupCount * 9
  }

  private static func total(_ rows: [Int], _ usage: [[Int128]]) -> [Int128] {
    var total = usage[0].map { _ in Int128(0) }
    for row in rows { total = zip(total, usage[row]).map(+) }
    return total
  }
}
