import Ledger

/// Finds usage in records that the rules of a mapping leave out: rules that were guessed from the first rows may be wrong
/// for later ones.
struct ExcludedRows: Sendable {
  /// The certainty with which a rule leaves out records.
  private enum Certainty {
    /// The rule says of its own that these records count nothing, or what others count.
    case certain
    /// It names kinds of records that are not requests.
    case byWord
    /// It names the kinds that are requests, and so no others.
    case byOthers
    /// It leaves out records that say nothing in a column.
    case blank
  }

  private let rules: [Certainty]
  private let choices: [RecordFilter]
  /// The columns of usage and cost, and those of models, with their numbers.
  private let usage: [(name: String, number: Int)]
  private let models: [Int]
  private let isModelConstant: Bool

  /// - Parameter names: those that the mapping reads, in the order of their numbers.
  init(_ mapping: UsageMapping, names: [String]) {
    choices = mapping.choices
    rules = mapping.choices.map { Self.certainty($0, mapping) }
    usage = mapping.sources.filter { $0.column.content.isQuantity || $0.column.content == .cost }
      .flatMap(\.names).compactMap { name in names.firstIndex(of: name).map { (name, $0) } }
    models = mapping.sources.filter { $0.column == .model }.flatMap(\.names)
      .compactMap(names.firstIndex(of:))
    isModelConstant = mapping.constants[.model] != nil
  }

  private static func certainty(_ choice: RecordFilter, _ mapping: UsageMapping) -> Certainty {
    let stated = ConditionColumn(choice.name)
    if stated?.tellsCache ?? false || stated?.tellsTrials ?? false { return .certain }
    let isKind = RecordKindColumnNames.stands(in: choice.name)
    if choice.isOnly { return isKind && choice.texts != [""] ? .byOthers : .certain }
    guard choice.texts.contains("") else { return isKind ? .byWord : .certain }
    // Rows without a model, a start or an id are none, and those without a parent sum the others.
    let needed: Set<LedgerColumn> = [.requestID, .startedAt, .model]
    let isNeeded = mapping.sources.contains {
      needed.contains($0.column) && $0.names.contains(choice.name)
    }
    return isNeeded || ParentName.stands(in: choice.name) ? .certain : .blank
  }

  /// Returns the usage of a record that the rule of a number leaves out for a reason; nil where it has none, or the rule
  /// leaves no doubt.
  ///
  /// - Parameters:
  ///   - texts: what the columns of all rules say.
  ///   - value: reads a column by its number.
  func usage(
    _ rule: Int, _ reason: String, texts: [String], _ value: (Int) -> String
  ) -> LeftOutUsage? {
    let text = texts[rule]
    let isBlank = text.isEmpty
    switch rules[rule] {
    case .certain: return nil
    case .byWord where isBlank || Self.explains(text): return nil
    case .byOthers where !isBlank && Self.explains(text): return nil
    case .blank where !isBlank: return nil
    case .byWord, .byOthers, .blank: break
    }
    if rules[rule] != .byOthers, !isModelConstant, !models.contains(where: { !value($0).isEmpty }) {
      return nil
    }
    // What another rule names is certain.
    let isNamed = zip(choices, texts).contains { choice, text in
      !choice.isOnly && !text.isEmpty && choice.texts.contains(text)
    }
    if isNamed, rules[rule] != .byWord { return nil }
    guard let column = usage.first(where: { ConditionKeywords.isCount(value($0.number)) })?.name
    else { return nil }
    return LeftOutUsage(
      reason: reason, name: choices[rule].name, word: text.utf8.count > 64 ? "" : text,
      column: column, isByWord: rules[rule] == .byWord)
  }

  /// Returns true if a word says why its records do not count: they hold others, take others back, or called no vendor.
  static func explains(_ word: String) -> Bool {
    SpanKindName.isHolder(word) || !holders.isDisjoint(with: ColumnNameWords(word).words)
      || ConditionKeywords.isReversal(word) || ConditionKeywords.isUncharged(word)
      || ConditionKeywords.isTrial(word) || ConditionKeywords.isHit(word)
      || RefundText.stand(in: word) || SumLabel.stands(in: word)
  }

  /// Words for records that may sum the requests below them.
  private static let holders: Set = [
    "agent", "agents", "chain", "chains", "workflow", "workflows", "task", "tool", "tools", "step",
    "session", "trace", "retriever", "retrieval", "span", "root", "parent", "pipeline", "graph",
    "conversation", "thread", "turn", "run", "crew", "flow", "evaluator", "guardrail", "summary",
    "total", "totals", "sum", "rollup", "aggregate",
  ]
}
