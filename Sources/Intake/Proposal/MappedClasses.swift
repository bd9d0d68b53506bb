import Ledger

/// Signs in the first rows of a file that its mapping reads tokens as another class, or leaves some
/// out.
package struct MappedClasses {
  /// The columns of a cache class whose names say that they hold none of it, that class, and the
  /// column whose name says that it does.
  package private(set) var contradicted: [(name: String, column: LedgerColumn, with: String?)] = []
  /// The columns that are named for tokens, are read as nothing, and count what no read column does.
  package private(set) var unread: [Unread] = []
  /// By vendor in order of names, the totals that include another class than the mapping says.
  package private(set) var totals: [Total] = []

  /// A column of tokens beside those that are read.
  package struct Unread: Sendable {
    package let name: String
    /// The class of its name.
    package let column: LedgerColumn
    /// The columns that the mapping reads as that class.
    package let read: [String]
    /// The number of the first rows in which it counts something else.
    package let rows: Int
  }

  /// A total of a vendor.
  package struct Total: Sendable {
    package let vendor: String
    package let whole: LedgerColumn
    /// The classes that it includes, or does not include, against the mapping.
    package let parts: [UsageMapping.Part]
    package let isHeld: Bool
    /// The column of the stated sum of all tokens; nil for none.
    package let sum: String?
    /// The setting with the rule that the numbers show for this and all such vendors.
    package let setting: String
  }

  /// The number of rows examined.
  package let rowCount: Int

  package init(_ table: SampleTable, readBy layout: LedgerLayout) {
    let table = table.requests(of: layout)
    rowCount = table.rowCount
    guard layout.usage == .mapping, let mapping = layout.mapping else { return }
    let caches: [LedgerColumn] = [.cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens]
    for source in mapping.sources where caches.contains(source.column) {
      for name in source.names where CacheKeywords.isUncached(ColumnNameWords(name)) {
        let words = CacheKeywords.plain(ColumnNameWords(name))
        let with = table.columns.map(\.name).first {
          let other = ColumnNameWords($0)
          return CacheKeywords.isWith(other) && CacheKeywords.plain(other) == words
        }
        contradicted.append((name, source.column, with))
      }
    }
    let parts = ProposedTotals.classes.flatMap(\.columns)
    let mayBeHeld = parts.contains(where: mapping.gives)
    let open = openColumns(table, mapping, but: layout.readNames.union(layout.ignored))
    guard mayBeHeld || !open.isEmpty,
      !mapping.units.keys.contains(where: \.content.isQuantity)
    else { return }
    let guess = ColumnGuess(table).reading(mapping)
    let quantities = mapping.sources.filter(\.column.content.isQuantity)
    guard quantities.flatMap(\.names).allSatisfy({ guess.column($0) != nil }) else { return }
    let whole = ProposedTotals(table, guess: guess, form: mapping.numbers)
    if !whole.comeOut() { findUnread(open, quantities, guess, mapping.numbers) }
    // Who says that no price depends on a sum says that it shows nothing.
    let isIgnored = whole.stated.map { layout.ignored.contains(folded(Array($0.name.utf8))) }
    if mayBeHeld, isIgnored != true { findTotals(table, guess, mapping) }
  }

  // MARK: Unread columns

  /// The columns that are named for tokens of a cache, or for input without them, each with its class.
  private func openColumns(
    _ table: SampleTable, _ mapping: UsageMapping, but read: Set<String>
  ) -> [(column: SampleTable.Column, wanted: LedgerColumn)] {
    table.columns.compactMap { column in
      let name = ColumnNameWords(column.name)
      guard !read.contains(folded(Array(column.name.utf8))), !column.values.isEmpty,
        ColumnGuess.areNumbers(column.values), !ColumnGuess.areFractions(column.values),
        !MisleadingKeywords.areMeasures(name)
      else { return nil }
      if CacheKeywords.isUncached(name) {
        let counts = ["input", "prompt", "token", "tokens"]
        return counts.contains(where: name.words.contains) ? (column, .inputTokens) : nil
      }
      guard let stated = ConditionColumn(column.name), stated.isOfMappings, !stated.isTotal,
        // Where nothing is read as the class, every row says so.
        let wanted = stated.classes.first(where: mapping.gives)
      else { return nil }
      return (column, wanted)
    }
  }

  private mutating func findUnread(
    _ open: [(column: SampleTable.Column, wanted: LedgerColumn)],
    _ quantities: [UsageMapping.Source], _ guess: ColumnGuess, _ form: NumberForm
  ) {
    let known = Set(quantities.flatMap(\.names)).sorted().compactMap(guess.column)
      .map { ProposedTotals.counts($0, form: form).map { $0 ?? 0 } }
    for (column, wanted) in open {
      let read = quantities.first { $0.column == wanted }?.names ?? []
      let own = read.compactMap(guess.column).map { ProposedTotals.counts($0, form: form) }
      let counts = ProposedTotals.counts(column, form: form)
      let rows = counts.indices.filter { row in
        // A row that says nothing of the class is named elsewhere.
        guard let count = counts[row], count > 0,
          wanted == .inputTokens || own.contains(where: { $0[row] != nil })
        else { return false }
        return !Self.comes(to: count, known.map { $0[row] }.filter { $0 > 0 }[...])
      }
      if rows.isEmpty { continue }
      unread.append(Unread(name: column.name, column: wanted, read: read, rows: rows.count))
    }
  }

  /// Returns true if some of `counts`, added or taken away, come to `count`, as sums and parts do.
  private static func comes(to count: Int64, _ counts: ArraySlice<Int64>) -> Bool {
    if count == 0 { return true }
    guard let first = counts.first, counts.count <= 8 else { return false }
    let rest = counts.dropFirst()
    return comes(to: count, rest) || comes(to: count - first, rest)
      || comes(to: count + first, rest)
  }

  // MARK: Totals

  private mutating func findTotals(
    _ table: SampleTable, _ guess: ColumnGuess, _ mapping: UsageMapping
  ) {
    let models = guess.rows(.model)
    var rows: [String: [Int]] = [:]
    for (row, vendor) in mapping.vendors(guess, count: table.rowCount).enumerated() {
      rows[vendor, default: []].append(row)
    }
    guard rows.count <= 20 else { return }
    for whole in [LedgerColumn.inputTokens, .outputTokens] {
      let stated = whole == .inputTokens ? mapping.inputIncludes : mapping.outputIncludes
      var shown = stated
      var found: [(vendor: String, parts: [UsageMapping.Part], isHeld: Bool, sum: String?)] = []
      for (vendor, own) in rows.sorted(by: { $0.key < $1.key }) where !vendor.isEmpty {
        guard let held = stated.parts(of: vendor) else { continue }
        let names = Set(own.compactMap { models.indices.contains($0) ? models[$0] : nil })
        let totals = ProposedTotals(
          table.keeping(own), guess: guess.keeping(own), form: mapping.numbers)
        if totals.areRefuted { continue }
        let parts = totals.parts(of: whole) {
          DocumentedTotals.holds($0, vendor: MappingProposal.vendor(of: vendor), models: names)
        }
        for isHeld in [true, false] {
          let wrong = parts.filter {
            // A sum of input and output may leave out what a recorded cost holds, which a run compares.
            $0.isUsed && $0.isShown == isHeld && held.contains($0.kind) != isHeld
              && !($0.isShownByWholes && mapping.gives(.vendorCostUSD))
          }.map(\.kind)
          if wrong.isEmpty { continue }
          found.append((vendor, wrong, isHeld, totals.stated?.name))
          let before = shown.parts(of: vendor) ?? held
          let rule = isHeld ? before.union(wrong) : before.subtracting(wrong)
          shown = rows.count == 1 ? IncludedClasses(rule) : shown.with(rule, of: vendor)
        }
      }
      let setting = shown.json()
      totals += found.map {
        Total(
          vendor: $0.vendor, whole: whole, parts: $0.parts, isHeld: $0.isHeld, sum: $0.sum,
          setting: setting)
      }
    }
  }
}

extension IncludedClasses {
  /// The same with a rule of one vendor.
  fileprivate func with(_ parts: Set<UsageMapping.Part>, of vendor: String) -> IncludedClasses {
    var all = self
    all.byVendor[vendor.lowercased()] = parts
    return all
  }
}

extension ColumnGuess {
  /// The same columns as a mapping reads them.
  fileprivate func reading(_ mapping: UsageMapping) -> ColumnGuess {
    mapping.sources.reduce(without(LedgerColumn.allCases)) { $0.reading($1.column, from: $1.names) }
  }
}

extension UsageMapping {
  /// Returns the vendor of each row as a run finds it; blank where it finds none.
  fileprivate func vendors(_ guess: ColumnGuess, count: Int) -> [String] {
    func texts(_ column: LedgerColumn) -> [String] {
      if let text = constants[column] { return Array(repeating: text, count: count) }
      let texts = guess.rows(column)
      let words = values[column]
      return (0..<count).map { row in
        let text = texts.indices.contains(row) ? texts[row].trimmingBlanks.description : ""
        if text.isEmpty || words?[text] == nil && numbers.blanks.contains(text) { return "" }
        return words?[text] ?? words?[UsageMapping.anyOther] ?? text
      }
    }
    return zip(texts(.provider), texts(.model)).map { provider, model in
      if !provider.isEmpty { return provider }
      if BedrockName.isOne(model) { return "amazon" }
      guard let stroke = model.firstIndex(of: "/"), stroke > model.startIndex else {
        return VendorName.vendor(ofModel: model) ?? ""
      }
      let name = String(model[..<stroke])
      return VendorKeywords.vendor(name) ?? name
    }
  }
}
