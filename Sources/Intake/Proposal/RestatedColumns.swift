import Ledger

/// Columns of usage that rows state again in full: of the last step of a request beside all its steps, as the AI SDK's `usage`
/// beside `totalUsage` and goose's `input_tokens` beside `accumulated_input_tokens`; or in a common unit beside what the
/// vendor counted and bills, as OpenRouter's `tokens_prompt` beside `native_tokens_prompt`.
struct RestatedColumns {
  /// The names of those that are not to be read.
  private(set) var names: Set<String> = []
  /// Counts of which nothing tells whether they are of one request or of the last of several, beside sums of these.
  private(set) var doubt: (part: String, sum: String)?

  init(_ columns: [SampleTable.Column], running: RunningTotals) {
    addNative(columns)
    addSteps(columns)
    addLast(columns, running)
    if doubt == nil { addDoubt(columns, running) }
  }

  /// Doubts counts of what was added last where rows may be sessions, of which their sums alone hold all.
  private mutating func addDoubt(_ columns: [SampleTable.Column], _ running: RunningTotals) {
    let pairs = RunningTotalPairs.pairs(columns.map(\.name)).filter { part, sum in
      RunningTotals.mayBeUsage(part) && RunningTotals.mayBeUsage(sum)
    }
    guard pairs.allSatisfy({ running.increments[$0.sum] == nil }) else { return }
    func texts(_ name: String) -> [String]? { columns.first { $0.name == name }?.texts }
    doubt = pairs.first { texts($0.part) != texts($0.sum) }
  }

  private mutating func addNative(_ columns: [SampleTable.Column]) {
    let known = Set(columns.map(\.name))
    for name in known where !RestatedColumns.last(name).hasPrefix("native_tokens_") {
      let parent = name.dropLast(RestatedColumns.last(name).count)
      if known.contains(parent + "native_" + RestatedColumns.last(name)) { names.insert(name) }
    }
  }

  /// Those of the last step, where none of their totals is less.
  private mutating func addSteps(_ columns: [SampleTable.Column]) {
    for total in Set(columns.compactMap { RestatedColumns.owner("totalusage", $0.name) }) {
      let parent = total.dropLast(RestatedColumns.last(total).count)
      guard
        let usage = columns.lazy.compactMap({ RestatedColumns.owner("usage", $0.name) })
          .first(where: { $0.dropLast(RestatedColumns.last($0).count) == parent })
      else { continue }
      let steps = columns.filter { $0.name.hasPrefix(usage + ".") }
      let pairs = steps.compactMap { step -> (SampleTable.Column, SampleTable.Column)? in
        let name = total + step.name.dropFirst(usage.count)
        return columns.first { $0.name == name }.map { (step, $0) }
      }
      if !pairs.isEmpty, pairs.allSatisfy({ RestatedColumns.isWithin($0, $1) }) {
        names.formUnion(steps.map(\.name))
      }
    }
  }

  /// Those of the last request, where the rows are sessions: what is accumulated is never less, falls from row to row, and no
  /// rows are of one session.
  private mutating func addLast(_ columns: [SampleTable.Column], _ running: RunningTotals) {
    func column(_ name: String) -> SampleTable.Column? { columns.first { $0.name == name } }
    let pairs = RunningTotalPairs.plainPairs(columns.map(\.name)).compactMap { part, sum in
      // A count in another object, as in that of the response, is of one request.
      RunningTotals.mayBeUsage(part) && RunningTotals.mayBeUsage(sum)
        && part.dropLast(RestatedColumns.last(part).count)
          == sum.dropLast(RestatedColumns.last(sum).count)
        ? column(part).flatMap { one in column(sum).map { (one, $0) } } : nil
    }
    guard !pairs.isEmpty,
      pairs.allSatisfy({ RestatedColumns.isWithin($0, $1) && running.increments[$1.name] == nil })
    else { return }
    let isApart = columns.filter(\.tellsSeveral).allSatisfy { column in
      Set(column.values).count == column.values.count
        || !["type", "kind", "name", "status"].allSatisfy {
          !ColumnNameWords(column.name).words.contains($0)
        }
    }
    if isApart, pairs.allSatisfy({ RestatedColumns.falls($1) }) {
      names.formUnion(pairs.map(\.0.name))
    } else {
      let more = pairs.first { $0.texts != $1.texts }
      doubt = more.map { ($0.name, $1.name) }
    }
  }

  private static func last(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }

  /// The path of the object in which a column is that is called `word`; nil for none.
  private static func owner(_ word: String, _ name: String) -> String? {
    let parts = name.split(separator: ".")
    guard let place = parts.dropLast().firstIndex(where: { ColumnNameWords($0).joined == word })
    else {
      return nil
    }
    return parts[...place].joined(separator: ".")
  }

  /// Returns true if no number of `part` is more than that of `total`.
  private static func isWithin(_ part: SampleTable.Column, _ total: SampleTable.Column) -> Bool {
    zip(part.texts, total.texts).allSatisfy { part, total in
      guard let part = RunningTotals.number(part) else { return true }
      return RunningTotals.number(total).map { $0 >= part } ?? false
    }
  }

  private static func falls(_ column: SampleTable.Column) -> Bool {
    let numbers = column.texts.compactMap(RunningTotals.number)
    return numbers.count == 1 || zip(numbers, numbers.dropFirst()).contains { $0 > $1 }
  }
}
