import Ledger

/// Totals whose numbers show other classes than a mapping says.
extension MappedClasses {
  /// A total of a vendor.
  package struct Total: Sendable {
    package let vendor: String
    package let whole: LedgerColumn
    /// The classes that it includes, or does not include, against the mapping.
    package let parts: [UsageMapping.Part]
    package let isHeld: Bool
    /// The evidence for it.
    package let evidence: Evidence
    /// The column of the stated sum of all tokens; nil for none.
    package let sum: String?
    /// The setting with the rule that the numbers show for this and all such vendors.
    package let setting: String

    /// The evidence that a total holds other classes.
    package enum Evidence: Sendable {
      case numbers
      /// The column of this name states it.
      case statement(String)
      /// The column of this name states it of some rows, and the contrary of others.
      case bothStatements(String)
    }
  }

  /// Returns the totals that include another class than the mapping says, those of input first.
  static func contradictedTotals(
    _ table: SampleTable, _ guess: ColumnGuess, _ mapping: UsageMapping, ignored: Set<String>
  ) -> [Total] {
    let models = guess.rows(.model)
    var rows: [String: [Int]] = [:]
    for (row, vendor) in mapping.counters(guess, count: table.rowCount).enumerated() {
      rows[vendor, default: []].append(row)
    }
    guard rows.count <= 20 else { return [] }
    var contradicted: [Total] = []
    for whole in [LedgerColumn.inputTokens, .outputTokens] {
      let stated = whole == .inputTokens ? mapping.inputIncludes : mapping.outputIncludes
      var shown = stated
      var found:
        [(
          vendor: String, parts: [UsageMapping.Part], isHeld: Bool, evidence: Total.Evidence,
          sum: String?
        )] = []
      for (vendor, own) in rows.sorted(by: { $0.key < $1.key }) where !vendor.isEmpty {
        guard let held = stated.parts(of: vendor) else { continue }
        let names = Set(own.compactMap { models.indices.contains($0) ? models[$0] : nil })
        let totals = ProposedTotals(
          table.keeping(own), guess: guess.keeping(own), form: mapping.numbers)
        if totals.areRefuted { continue }
        let parts = totals.parts(of: whole) {
          DocumentedTotals.holds($0, vendor: MappingProposal.vendor(of: vendor), models: names)
        }
        let column = totals.reporting?.name ?? ""
        let isRead = !ignored.contains(folded(Array(column.utf8)))
        let caches = parts.filter { $0.isUsed && ($0.kind == .cacheRead || $0.kind == .cacheWrite) }
          .map(\.kind)
        if isRead, totals.cacheAnswers.count > 1, !caches.isEmpty {
          found.append((vendor, caches, true, .bothStatements(column), nil))
        }
        for isHeld in [true, false] {
          let wrong = parts.filter {
            // A sum of input and output may leave out what a recorded cost holds, which a run compares.
            $0.isUsed && ($0.isShown ?? ($0.isStated && isRead ? $0.isNamed : nil)) == isHeld
              && held.contains($0.kind) != isHeld
              && !($0.isShownByWholes && !$0.isStated && mapping.gives(.vendorCostUSD))
          }
          if wrong.isEmpty { continue }
          let isStated = wrong.contains(where: \.isStated)
          found.append(
            (
              vendor, wrong.map(\.kind), isHeld, isStated ? .statement(column) : .numbers,
              isStated ? nil : totals.stated?.name
            ))
          let before = shown.parts(of: vendor) ?? held
          let rule =
            isHeld ? before.union(wrong.map(\.kind)) : before.subtracting(wrong.map(\.kind))
          shown = rows.count == 1 ? IncludedClasses(rule) : shown.with(rule, of: vendor)
        }
      }
      let setting = shown.json()
      contradicted += found.map {
        Total(
          vendor: $0.vendor, whole: whole, parts: $0.parts, isHeld: $0.isHeld,
          evidence: $0.evidence, sum: $0.sum, setting: setting)
      }
    }
    return contradicted
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

extension UsageMapping {
  /// Returns by whose rule each row is read: the text of the export for the vendor where that has one, else the vendor as a run
  /// finds it; blank where it finds none.
  fileprivate func counters(_ guess: ColumnGuess, count: Int) -> [String] {
    let called = guess.rows(.provider)
    return vendors(guess, count: count).enumerated().map { row, vendor in
      guard constants[.provider] == nil, called.indices.contains(row),
        inputIncludes.states(called[row]) || outputIncludes.states(called[row])
      else { return vendor }
      return called[row]
    }
  }

  /// Returns the vendor of each row as a run finds it; blank where it finds none.
  private func vendors(_ guess: ColumnGuess, count: Int) -> [String] {
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
