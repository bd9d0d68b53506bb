import Ledger

/// The classes that the totals of an unknown export include, by the vendor of each row.
struct IncludedClassesByVendor {
  /// The evidence on one total of one vendor.
  private struct Rule {
    let vendor: String
    /// The classes that it includes; nil if nothing decides, so that the user has to say it.
    var words: [String]?
    /// True if the numbers of its rows show it.
    var isShown = true
    /// True if recorded costs show it.
    var isByCosts = false
    /// True if names show some of it that the numbers do not.
    var isNamed = false
    /// The name of the column by which its rows state it themselves; nil if names of other kinds show it.
    var stating: String?
    /// The reason why nothing decides, where its rows contradict each other.
    var contradiction: String?
    /// True if rows have a class that it may include.
    var isUsed = false
    /// True if the evidence of names or sums contradicts the vendor's documentation.
    var isContested = false
    /// The classes that no row of it has.
    var unseen: Set<UsageMapping.Part> = []
  }

  private let guess: ColumnGuess
  /// The vendors in order of appearance, each with what its own rows show.
  private let vendors: [(name: String, totals: ProposedTotals)]
  /// Those of the vendors that are only known by a text of the export.
  private let unknown: Set<String>
  /// The models of each vendor's rows.
  private let models: [String: Set<String>]

  /// - Parameter vendors: that of each row, in the words of our books, or those of the export where it is not known; nil where
  ///   the row names none.
  /// - Parameter unknown: those of the words of the export.
  init(
    _ table: SampleTable, _ guess: ColumnGuess, form: NumberForm, vendors: [String?],
    unknown: Set<String>
  ) {
    self.guess = guess
    self.unknown = unknown
    let names = guess.rows(.model)
    models = vendors.enumerated().reduce(into: [:]) { models, row in
      guard let vendor = row.element, names.indices.contains(row.offset) else { return }
      models[vendor, default: []].insert(names[row.offset])
    }
    var rows: [String: [Int]] = [:]
    var order: [String] = []
    for (row, vendor) in vendors.enumerated() {
      guard let vendor else { continue }
      if rows[vendor] == nil { order.append(vendor) }
      rows[vendor, default: []].append(row)
    }
    // Rows of which nobody knows the vendor could follow no rule.
    if vendors.contains(nil) || order.count > 20 { order = [] }
    self.vendors = order.map { vendor in
      let own = rows[vendor, default: []]
      return (
        vendor, ProposedTotals(table.keeping(own), guess: guess.keeping(own), form: form)
      )
    }
  }

  /// The one vendor of all rows; nil where they are of several, or of none that is known.
  var only: String? { vendors.count == 1 ? vendors[0].name : nil }

  /// Returns true if the total of a vendor is documented to include a part.
  ///
  /// The documentation is that of the makers of its models. The result is nil if that is unknown.
  func way(of vendor: String, _ part: UsageMapping.Part) -> Bool? {
    DocumentedTotals.holds(part, vendor: vendor, models: models[vendor, default: []])
  }

  /// The line of a mapping that says by vendor what `whole` holds; nil where one rule is for all.
  func line(
    _ name: String, _ whole: LedgerColumn, _ held: CostInclusionEvidence
  ) -> (line: ProposalJSON.Line, isOpen: Bool)? {
    guard vendors.count > 1 else { return nil }
    var rules = vendors.map { rule(of: $0.name, $0.totals, whole, held) }
    // Who counts the usage of one vendor in a way of its own may do so with that of others.
    if rules.contains(where: \.isContested) {
      let ways = Set(rules.filter { $0.isContested && $0.isShown }.compactMap(\.words))
      for index in rules.indices where rules[index].isUsed && !rules[index].isShown {
        if !rules[index].isNamed, ways != [rules[index].words] { rules[index].words = nil }
      }
    }
    // Nor does a vendor's documentation say how a gateway counts that nobody knows.
    if rules.contains(where: { unknown.contains($0.vendor) && $0.isUsed && $0.words == nil }) {
      for index in rules.indices where rules[index].isUsed {
        if !rules[index].isShown, !rules[index].isNamed { rules[index].words = nil }
      }
    }
    guard rules.contains(where: \.isUsed) else { return nil }
    let used = rules.filter(\.isUsed)
    let known = Set(rules.compactMap(\.words))
    if let words = known.first, known.count == 1, rules.allSatisfy({ $0.words != nil }),
      used.allSatisfy({ $0.isShown && $0.isByCosts == used[0].isByCosts })
    {
      let why = used[0].isByCosts ? "as the recorded costs show" : "as the numbers show"
      return (ProposalJSON.Line(name, words, comment: why + unseen(used)), false)
    }
    // A vendor without anything to hold yet has a rule only where it documents one.
    let stated = rules.filter { $0.words != nil || $0.isUsed }
    let members = stated.map {
      JSONString.quoted($0.vendor) + ": "
        + ProposalJSON.list($0.words ?? [MappingProposal.open])
    }
    func names(_ rules: [Rule]) -> String {
      rules.map { ProposalJSON.visible($0.vendor) }.joined(separator: ", ")
    }
    let shown = used.filter { $0.isShown && $0.words != nil }
    let guessed = stated.filter { !$0.isShown && $0.words != nil }
    let (named, documented) = (guessed.filter(\.isNamed), guessed.filter { !$0.isNamed })
    let open = stated.filter { $0.words == nil }
    let stating = named.compactMap(\.stating).first ?? ""
    let both = open.compactMap(\.contradiction).first ?? ""
    let why = [
      (shown.filter { !$0.isByCosts }, "as the numbers show"),
      (shown.filter(\.isByCosts), "as the recorded costs show"),
      (named.filter { $0.stating == nil }, "as the names say"),
      (named.filter { $0.stating != nil }, "as \(stating) states"),
      (documented, "a guess, from each vendor's documentation"),
      (open.filter { $0.contradiction == nil }, "no number confirms it"),
      (open.filter { $0.contradiction != nil }, both),
    ].filter { !$0.0.isEmpty }.map { group, why in
      "\(names(group)): \(why)" + (why.hasPrefix("as the") ? unseen(group) : "")
    }
    return (
      ProposalJSON.Line(
        name, "{ " + members.joined(separator: ", ") + " }",
        comment: why.joined(separator: "; ")), !open.isEmpty
    )
  }

  /// Returns the text for classes that the numbers do not show, as no row of some vendor has any.
  private func unseen(_ rules: [Rule]) -> String {
    let parts = rules.reduce(into: Set<UsageMapping.Part>()) { $0.formUnion($1.unseen) }
    let words = UsageMapping.Part.allCases.filter(parts.contains).map(\.rawValue)
    return words.isEmpty ? "" : ", but a guess for \(words.joined(separator: " and "))"
  }

  /// By vendor, the parts of `whole` of which recorded costs may show whether it holds them; nil where one rule is for all.
  func guesses(of whole: LedgerColumn) -> CostInclusionEvidence.Guesses? {
    guard line("", whole, CostInclusionEvidence()) != nil else { return nil }
    let guesses = vendors.map { vendor, totals in
      let parts = totals.parts(of: whole) { way(of: vendor, $0) }
      return (vendor, parts.filter(\.isGuessed).map(\.kind))
    }
    return Dictionary(guesses, uniquingKeysWith: { first, _ in first })
  }

  private func rule(
    of vendor: String, _ totals: ProposedTotals, _ whole: LedgerColumn,
    _ held: CostInclusionEvidence
  ) -> Rule {
    let parts = totals.parts(of: whole) { way(of: vendor, $0) }
    var rule = Rule(vendor: vendor, words: [])
    rule.isUsed = parts.contains(where: \.isUsed)
    rule.contradiction = totals.contradiction(of: whole)
    for part in parts {
      if !part.isUsed, rule.isUsed { rule.unseen.insert(part.kind) }
      let isHeld: Bool
      let cost = held.isHeld(part.kind, vendor: vendor)
      let isDoubted = ReasoningDoubt.holds(
        part.kind, byCosts: cost, shown: part.isShown, documented: way(of: vendor, part.kind))
      if part.isUsed, isDoubted {
        rule.isShown = false
        rule.words = nil
        rule.contradiction = ReasoningDoubt.text
        continue
      }
      if cost != nil { rule.isByCosts = true }
      if part.isUsed, let shown = cost ?? (totals.areRefuted ? nil : part.isShown) {
        isHeld = shown
        // Who does not count this one as it documents may count none so.
        if way(of: vendor, part.kind) == !shown { rule.isContested = true }
      } else if part.isUsed, held.contested.contains(vendor) {
        rule.isShown = false
        rule.words = nil
        rule.contradiction = CostInclusionEvidence.contradiction
        continue
      } else {
        if part.isUsed || !rule.isUsed { rule.isShown = false }
        if part.isNamed != nil { rule.isNamed = true }
        if part.isStated { rule.stating = totals.statingName }
        if part.isDoubted { rule.isContested = true }
        guard
          let way = part.isNamed
            ?? (part.isDoubted ? nil : totals.documented(part.kind, way(of: vendor, part.kind)))
        else {
          // What no row has yet can wait.
          if part.isUsed || !rule.isUsed { rule.words = nil }
          continue
        }
        isHeld = way
      }
      if isHeld { rule.words?.append(part.kind.rawValue) }
    }
    return rule
  }
}
