import Ledger

/// A mapping for an unknown export, to be looked over and pasted into `assay.json`.
package struct MappingProposal: Sendable {
  /// The path in the workspace.
  package let path: String
  /// The lines of the mapping, as the member of `"mappings"` for this path; comments say what was guessed.
  package let lines: [String]
  /// The values to fill in by hand, by ledger column; empty if the mapping is complete.
  package let missing: [String]
  /// The columns of the export, as it has them.
  package let names: [String]
  /// The reason why the mapping is not to be used, and the remedy; nil if it may be used.
  package let problem: String?
  /// By vendor, the classes of which recorded costs may show whether its totals hold them; one rule for all has the vendor "".
  package let guessed: CostInclusionEvidence.Guesses
  /// Makes it again by what recorded costs show.
  private let remake: @Sendable (CostInclusionEvidence) -> MappingProposal

  /// The placeholder for a value to fill in.
  package static let open = "FILL IN"

  /// Returns the text for the value that replaces `open` for `column`.
  package static func meaning(of column: LedgerColumn) -> String {
    switch column {
    case .requestID: "the column that identifies each request"
    case .startedAt: "the column with the start of each request"
    case .userID: "the column with the user of each request"
    case .model: "the column of the model"
    case .inputTokens: "the column of the tokens sent"
    case .outputTokens: "the column of the tokens received"
    case .cacheReadTokens: "the column of the tokens read from a cache"
    case .cacheWrite5mTokens: "the column of the tokens written to a cache"
    case .reasoningTokens: "the column of the reasoning tokens"
    case .seconds: "the column of the seconds of sound or video"
    case .status: "completed, partial, cancelled or failed"
    case .provider: "the provider of these models, such as openai, or \"\" if the model names it"
    default: "the column of the export for it"
    }
  }

  /// Proposes a mapping for the export at `path` that begins with `table`.
  ///
  /// - Parameters:
  ///   - telling: the names of the columns that tell its requests apart, also from those of exports of about the same
  ///     columns; nil where there are none of these.
  ///   - models: the names of the models that the price book knows.
  ///   - vendors: the names of vendors that it has; nil means all.
  ///   - knows: whether a name is one of these, or means one, so that it has a price.
  package init(
    _ table: SampleTable, telling: Set<String>? = nil, path: String, models: Set<String>,
    vendors: Set<String>? = nil, knows: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.init(
      table, telling: telling, path: path, models: models, vendors: vendors, knows: knows,
      held: CostInclusionEvidence())
  }

  /// Makes a mapping whose lines are known, such as one for a vendor's bill.
  package init(path: String, lines: [String], missing: [String], names: [String]) {
    self.path = path
    self.lines = lines
    self.missing = missing
    self.names = names
    problem = nil
    guessed = [:]
    remake = { _ in
      MappingProposal(path: path, lines: lines, missing: missing, names: names)
    }
  }

  private init(
    _ table: SampleTable, telling: Set<String>?, path: String, models: Set<String>,
    vendors: Set<String>?, knows: @escaping @Sendable (String) -> Bool, held: CostInclusionEvidence
  ) {
    self.path = path
    let maker = ProposalMaker(
      table, telling: telling, models: models, vendors: vendors, held: held, knows: knows)
    lines = maker.lines(for: path)
    missing = maker.missing
    names = table.names
    problem = maker.problem
    guessed = maker.guessedParts
    remake = { held in
      MappingProposal(
        table, telling: telling, path: path, models: models, vendors: vendors, knows: knows,
        held: held)
    }
  }

  private init(_ other: MappingProposal, path: String? = nil, lines: [String]) {
    self.path = path ?? other.path
    self.lines = lines
    missing = other.missing
    names = other.names
    problem = other.problem
    guessed = other.guessed
    remake = other.remake
  }

  /// The same for the files that `pattern` means.
  package func renamed(_ pattern: String) -> MappingProposal {
    MappingProposal(
      self, path: pattern, lines: [ProposalJSON.opening(pattern).text] + lines.dropFirst())
  }

  /// The same where recorded costs show what totals hold.
  package func holding(_ held: CostInclusionEvidence) -> MappingProposal {
    remake(held).renamed(path)
  }

  /// Returns the proposed name of a vendor that a row has as `name`.
  package static func vendor(of name: String) -> String { VendorKeywords.vendor(name) ?? name }

  /// The members of it that say what totals hold and are guessed.
  package var guesses: [String] {
    ["input_includes", "output_includes"].filter { name in
      lines.contains { $0.hasPrefix("  \"\(name)\": ") && $0.contains("a guess") }
    }
  }

  /// Its lines without comments.
  package var bareLines: [String] {
    lines.compactMap { line in
      let bare = line.firstRange(of: "  // ").map { line[..<$0.lowerBound] } ?? line[...]
      let words = bare.drop { $0 == " " }
      return words.isEmpty || words.hasPrefix("//") ? nil : String(words)
    }
  }

  /// True if it reads recorded costs in dollars, as far as anything says.
  package var countsCosts: Bool { countingCosts(in: "cents") != nil }

  /// The same where recorded costs are in `unit`, as their numbers show; nil where it says a unit already, or reads none.
  package func countingCosts(in unit: String) -> MappingProposal? {
    let name = JSONString.quoted(LedgerColumn.vendorCostUSD.name)
    guard lines.contains(where: { $0.contains(name + ": ") }),
      !lines.contains(where: { $0.hasPrefix("  \"units\": ") })
    else { return nil }
    var lines = lines
    lines.insert(
      "  \"units\": { \(name): \(JSONString.quoted(unit)) },  // as the recorded costs show", at: 1)
    return MappingProposal(self, lines: lines)
  }

  /// The same with a doubt of it that is reported beside its columns.
  package func doubted(_ doubt: String) -> MappingProposal {
    var lines = lines
    lines.insert("  // " + ProposalJSON.visible(doubt), at: 1)
    return MappingProposal(self, lines: lines)
  }
}
