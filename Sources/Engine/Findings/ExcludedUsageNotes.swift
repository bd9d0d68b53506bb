import Intake
import Ledger
import Workspace

/// Usage in records that a mapping leaves out, by the rule that does.
enum ExcludedUsageNotes {
  /// - Parameter all: by reason, all records that are left out for it.
  static func findings(
    _ tally: FileTally, of file: LedgerFile, _ all: [String: FileTally.Seen]
  ) -> [Finding] {
    var rules: [Rule: Rule.Records] = [:]
    for (reason, seen) in tally.skipped {
      guard case .withUsage(let usage) = reason,
        !file.start.layout.ignored.contains(usage.name.trimmedLowercase)
      else { continue }
      let rule = Rule(reason: usage.reason, name: usage.name, isByWord: usage.isByWord)
      rules[rule, default: Rule.Records()].add(usage, seen)
    }
    return rules.compactMap { rule, records -> Finding? in
      guard let seen = records.seen else { return nil }
      // Records of one kind that mostly have usage are sums of others, as the rule says.
      if rule.isByWord, seen.count * 2 >= all[rule.reason]?.count ?? 0 { return nil }
      return Finding(
        .warning, at: Place(file: file.path, line: Int(seen.line)), code: "format.skipped",
        message: rule.message(records, seen), help: rule.help(records, file.start.layout.mapping))
    }.sorted { ($0.place.line ?? 0, $0.message) < ($1.place.line ?? 0, $1.message) }
  }

  /// A rule of a mapping, as it leaves out records for one reason.
  private struct Rule: Hashable {
    let reason: String
    let name: String
    let isByWord: Bool

    /// The records that are left out though they state usage.
    struct Records {
      private(set) var seen: FileTally.Seen?
      private(set) var words: Set<String> = []
      private(set) var columns: Set<String> = []

      mutating func add(_ usage: LeftOutUsage, _ more: FileTally.Seen) {
        seen = seen?.joined(more) ?? more
        words.insert(usage.word)
        columns.insert(usage.column)
      }
    }

    /// At most this many words or columns are named.
    private static let most = 4

    func message(_ records: Records, _ seen: FileTally.Seen) -> String {
      let columns = records.columns.sorted()
      let names =
        columns.prefix(Rule.most).map { JSONString.quoted($0.excerpt) }.joined(separator: ", ")
        + (columns.count > Rule.most ? " and more" : "")
      return "the mapping leaves out \(GroupedDigits.count(seen.count, "record")) with usage:"
        + " \(what(records)), and \(names) \(columns.count == 1 ? "states" : "state") tokens or cost"
    }

    private func what(_ records: Records) -> String {
      let words = records.words.filter { !$0.isEmpty }.sorted()
      if words.isEmpty {
        let text = reason.hasSuffix(" is blank") ? "blank" : "another text"
        return "\(JSONString.quoted(name.excerpt)) is \(text)"
      }
      return "\(JSONString.quoted(name.excerpt)) is "
        + words.prefix(Rule.most).map(\.excerpt).joined(separator: ", ")
        + (words.count > Rule.most ? " and more" : "")
    }

    func help(_ records: Records, _ mapping: UsageMapping?) -> String {
      let quoted = JSONString.quoted(name)
      let words = records.words.filter { !$0.isEmpty }.sorted()
      let rule = mapping?.choices.first { $0.name == name && $0.isOnly }
      let none = "if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }"
      guard let rule else {
        return "if these are requests, remove \(quoted) from \"skip\" in its mapping, or name there"
          + " a column that distinguishes the records without usage; \(none)"
      }
      func member(_ name: String, _ texts: some Collection<String>) -> String {
        "\"\(name)\": { \(quoted): [\(texts.map(JSONString.quoted).joined(separator: ", "))] }"
      }
      let more = words.prefix(8)
      return "if these are requests, write beside \"columns\" of its mapping: "
        + member("only", rule.texts.union(more).sorted())
        + (words.isEmpty ? "; \(none)" : "; if not: " + member("skip", more))
    }
  }
}
