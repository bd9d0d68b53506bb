/// The columns of an export that its mapping leaves out and that may state what a price depends on.
struct UnmappedConditions: Sendable {
  /// Of a CSV, with the number of the first; others follow it.
  private let cells: (names: [String], first: Int)
  /// The numbers of the columns with JSON in their cells that names lead into, each once.
  private let roots: [(name: String, number: Int)]

  /// - Parameter names: those that the mapping reads, in the order of their numbers.
  init(_ mapping: UsageMapping, after names: [String]) {
    cells = (mapping.unread, names.count)
    var seen: Set<Substring> = []
    roots = names.enumerated().compactMap { number, name in
      let parts = name.split(separator: ".")
      guard parts.count > 1, seen.insert(parts[0]).inserted else { return nil }
      return (String(parts[0]), number)
    }
  }

  /// Notes what they state in a record.
  func state(_ row: SourceRow, _ writer: CellWriter) {
    if row.root.kind == .object { writer.stateUnread(in: row.root) }
    for (offset, name) in cells.names.enumerated() {
      writer.stateUnread(name, row[cells.first + offset])
    }
    for (name, number) in roots {
      let value = row[number]
      guard value.mayHoldJSON, let inner = row.json(value) else { continue }
      writer.stateUnread(in: inner, under: name)
    }
  }
}
