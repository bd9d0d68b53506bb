import Ledger

/// A mapping for an export that nobody knows, to be looked over and pasted into `assay.json`.
package struct MappingProposal: Sendable {
  /// The path in the workspace.
  package let path: String
  /// The lines of the mapping, as the member of `"mappings"` for this path; comments say what was guessed.
  package let lines: [String]
  /// What has to be filled in by hand, by the name of our column; empty where the mapping can be used as it is.
  package let missing: [String]
  /// The columns of the export, as it has them.
  package let names: [String]

  /// Proposes a mapping for the export at `path` that begins with `table`.
  ///
  /// - Parameter models: the names of the models that the price book knows.
  package init(_ table: SampleTable, path: String, models: Set<String>) {
    self.path = path
    let maker = ProposalMaker(table, models: models)
    lines = maker.lines(for: path)
    missing = maker.missing
    names = table.names
  }

  private init(path: String, lines: [String], missing: [String], names: [String]) {
    self.path = path
    self.lines = lines
    self.missing = missing
    self.names = names
  }

  /// The same for the files that `pattern` means.
  package func renamed(_ pattern: String) -> MappingProposal {
    MappingProposal(
      path: pattern, lines: [ProposalMaker.opening(pattern)] + lines.dropFirst(), missing: missing,
      names: names)
  }
}

/// Puts the members of a proposed mapping together.
private struct ProposalMaker {
  private let guess: ColumnGuess
  private let form: NumberForm
  private let models: Set<String>
  private let table: SampleTable
  private(set) var missing: [String] = []
  private var columns: [(String, String, String)] = []
  private var constants: [(String, String, String)] = []

  init(_ table: SampleTable, models: Set<String>) {
    self.table = table
    self.models = models
    guess = ColumnGuess(table)
    let guess = guess
    func texts(_ columns: [LedgerColumn]) -> [String] { columns.flatMap { guess.texts($0) } }
    form =
      table.delimiter == nil
      ? NumberForm()
      : SampleNumbers.form(
        counts: texts(LedgerColumn.quantities.filter { $0 != .seconds }),
        amounts: texts([.vendorCostUSD, .creditsDeducted, .balanceBefore, .balanceAfter, .seconds]),
        isGerman: table.delimiter == UInt8(ascii: ";"))
    addColumns()
    addMissing()
  }

  private mutating func addColumns() {
    for column in LedgerColumn.allCases {
      guard let names = guess.found[column] else { continue }
      let text =
        names.count == 1
        ? ProposalMaker.quoted(names[0])
        : "[" + names.map(ProposalMaker.quoted).joined(separator: ", ") + "]"
      let examples = guess.texts(column).prefix(2).map(ProposalMaker.visible)
        .joined(separator: ", ")
      columns.append((column.name, text, examples.isEmpty ? "blank so far" : "as in \(examples)"))
    }
  }

  private mutating func addMissing() {
    func has(_ column: LedgerColumn) -> Bool { guess.found[column] != nil }
    func fillIn(_ column: LedgerColumn, _ words: String) {
      missing.append(column.name)
      columns.append((column.name, ProposalMaker.quoted("FILL IN"), words))
    }
    if !has(.requestID) { fillIn(.requestID, "the column that names each request") }
    if !has(.startedAt) { fillIn(.startedAt, "the column of when each request began") }
    if !has(.model) { fillIn(.model, "the column of the model") }
    if !has(.userID) && !has(.accountID) {
      constants.append(("user_id", "everybody", "no column seems to name the user"))
    }
    if LedgerColumn.quantities.allSatisfy({ !has($0) }) {
      let open = guess.openNumbers.prefix(6).map(ProposalMaker.visible).joined(separator: ", ")
      let hint = open.isEmpty ? "" : "; numbers are in \(open)"
      fillIn(.inputTokens, "the column of the tokens sent\(hint)")
    }
    if !has(.outputTokens) {
      columns.append(("", "", "output_tokens: the column of the tokens received, if there is one"))
    }
    if !has(.provider) { addProvider() }
    if let currency = currency { constants.append(("currency", currency, "what costs are in")) }
  }

  /// Without a column, the vendor follows from the models where they tell one; else somebody has to say.
  private mutating func addProvider() {
    let models = Set(guess.texts(.model))
    let isTold = models.allSatisfy { $0.contains("/") || VendorWords.areModels([$0]) }
    if models.isEmpty || isTold { return }
    missing.append("provider")
    constants.append(("provider", "FILL IN", "who runs these models, such as openai"))
  }

  /// The currency that names or signs of amounts tell, where that is not USD and no column says it.
  private var currency: String? {
    guard guess.found[.currency] == nil, let name = guess.found[.vendorCostUSD]?.first else {
      return nil
    }
    let words = NameWords(name).words
    let signs = guess.texts(.vendorCostUSD)
    if words.contains("eur") || words.contains("euro")
      || signs.contains(where: { $0.contains("€") })
      || name.contains("€") || signs.contains(where: { $0.hasSuffix("EUR") })
    {
      return "EUR"
    }
    return words.contains("gbp") || signs.contains(where: { $0.contains("£") }) ? "GBP" : nil
  }

  // MARK: What totals hold

  /// Whether the sum of tokens that a row states shows that `whole` holds `part`; nil where nothing shows it.
  private func holds(_ whole: LedgerColumn, _ part: LedgerColumn) -> Bool? {
    guard let wholes = values(whole), let parts = values(part) else { return nil }
    if zip(wholes, parts).contains(where: { $1 > $0 }) { return false }
    let other: LedgerColumn = whole == .inputTokens ? .outputTokens : .inputTokens
    let total = table.columns.first {
      ColumnWords.totals.contains(NameWords($0.name.split(separator: ".").last ?? "").joined)
    }
    guard let total, let others = values(other) else { return nil }
    let totals = total.texts.map { form.plain($0).flatMap { Int64($0) } ?? 0 }
    let rows = wholes.indices.filter { parts[$0] > 0 && totals[$0] > 0 }
    guard !rows.isEmpty else { return nil }
    if rows.allSatisfy({ totals[$0] == wholes[$0] + others[$0] }) { return true }
    return rows.allSatisfy { totals[$0] == wholes[$0] + others[$0] + parts[$0] } ? false : nil
  }

  private func values(_ column: LedgerColumn) -> [Int64]? {
    guard let name = guess.found[column]?.first, let texts = guess.column(name)?.texts else {
      return nil
    }
    return texts.map { form.plain($0).flatMap { Int64($0) } ?? 0 }
  }

  /// The classes of `parts` that `whole` holds, and why that is thought.
  private func included(
    in whole: LedgerColumn, _ parts: [(LedgerColumn, String)]
  ) -> (words: [String], why: String)? {
    let present = parts.filter { guess.found[$0.0] != nil }
    guard guess.found[whole] != nil, !present.isEmpty else { return nil }
    let shown = present.map { holds(whole, $0.0) }
    let words = zip(present, shown).filter { part, shown in
      shown ?? !isApart(part.0)
    }.map { $0.0.1 }
    let why =
      shown.contains { $0 != nil }
      ? "as the numbers show" : "a guess: look whether their \(whole.name) holds them"
    return words.isEmpty ? ([], why) : (words, why)
  }

  /// Names after which vendors count a class beside the total and not within it.
  private func isApart(_ column: LedgerColumn) -> Bool {
    guard let name = guess.found[column]?.first else { return false }
    let word = NameWords(name.split(separator: ".").last ?? "").joined
    return [
      "cachereadinputtokens", "cachecreationinputtokens", "thoughtstokencount",
      "cachereadtokens", "cachewritetokens", "cacheread", "cachewrite",
    ].contains(word)
  }

  // MARK: Lines

  func lines(for path: String) -> [String] {
    var members: [[String]] = [ProposalMaker.object("columns", columns.map { ($0, $1, $2) })]
    if !constants.isEmpty {
      members.append(
        ProposalMaker.object(
          "constants", constants.map { ($0, ProposalMaker.quoted($1), $2) }))
    }
    members += values.map { [$0] }
    if !units.isEmpty { members.append(ProposalMaker.object("units", units)) }
    let cache: [(LedgerColumn, String)] = [
      (.cacheReadTokens, "cache_read"), (.cacheWrite5mTokens, "cache_write"),
      (.audioInputTokens, "audio"),
    ]
    if let input = included(in: .inputTokens, cache) {
      members.append([ProposalMaker.list("input_includes", input.words, input.why)])
    }
    let thought: [(LedgerColumn, String)] = [
      (.reasoningTokens, "reasoning"), (.audioOutputTokens, "audio"),
    ]
    if let output = included(in: .outputTokens, thought) {
      members.append([ProposalMaker.list("output_includes", output.words, output.why)])
    }
    members += timeLines + numberLines
    var lines = [ProposalMaker.opening(path)]
    for (index, member) in members.enumerated() {
      let isLast = index == members.count - 1
      lines += member.enumerated().map { place, line in
        "  " + ProposalMaker.separated(line, comma: place == member.count - 1 && !isLast)
      }
    }
    return lines + ["}"]
  }

  private var timeLines: [[String]] {
    guard let times = guess.times else { return [] }
    var lines: [[String]] = []
    if times.format != "rfc3339" {
      let doubt = times.isDayOrMonthFirst ? "  // month or day first? Both would fit" : ""
      lines.append(["\"time_format\": " + ProposalMaker.quoted(times.format) + doubt])
    }
    if !times.namesZone || times.isUTC {
      let doubt = times.isUTC ? "" : "  // a guess: these times name no zone, such as Europe/Berlin"
      lines.append(["\"time_zone\": \"UTC\"" + doubt])
    }
    return lines
  }

  private var numberLines: [[String]] {
    var lines: [[String]] = []
    if form.hasDecimalComma { lines.append(["\"decimal_comma\": true"]) }
    if !form.grouping.isEmpty {
      lines.append(["\"digit_grouping\": " + ProposalMaker.quoted(form.grouping)])
    }
    if !form.signs.isEmpty { lines.append([ProposalMaker.list("number_signs", form.signs, "")]) }
    if !form.blanks.isEmpty { lines.append([ProposalMaker.list("blanks", form.blanks, "")]) }
    return lines
  }

  /// Words that mean something of ours, by column.
  private var values: [String] {
    var members: [(String, [(String, String)])] = []
    let providers = ProposalMaker.distinct(guess.texts(.provider)).compactMap { text in
      VendorWords.vendor(text).flatMap { $0 == text ? nil : (text, $0) }
    }
    if !providers.isEmpty { members.append(("provider", providers)) }
    let names = ProposalMaker.distinct(guess.texts(.model)).compactMap { text in
      model(text).map { (text, $0) }
    }
    if !names.isEmpty { members.append(("model", names)) }
    members += statuses + tiers
    guard !members.isEmpty else { return [] }
    let objects = members.map { column, pairs in
      let inner = pairs.map { ProposalMaker.quoted($0) + ": " + ProposalMaker.quoted($1) }
      return ProposalMaker.quoted(column) + ": { " + inner.joined(separator: ", ") + " }"
    }
    return ["\"values\": { " + objects.joined(separator: ", ") + " }"]
  }

  /// What words for outcomes mean; where they are codes or yes and no, all others mean failed.
  private var statuses: [(String, [(String, String)])] {
    let words = ProposalMaker.distinct(guess.texts(.status))
    guard words.contains(where: { Status(name: Name($0)) == nil }) else { return [] }
    let known = words.compactMap { word in
      StatusWords.status(word).map { (word, $0.name) }
    }
    let isCode = words.allSatisfy { Int($0) != nil || ["true", "false"].contains($0.lowercased()) }
    return [("status", known + (isCode ? [(UsageMapping.anyOther, Status.failed.name)] : []))]
  }

  private var tiers: [(String, [(String, String)])] {
    let meant = ["default": "standard", "auto": "standard", "fast": "priority"]
    let known = ProposalMaker.distinct(guess.texts(.serviceTier)).compactMap { word in
      meant[word.lowercased()].map { (word, $0) }
    }
    return known.isEmpty ? [] : [("service_tier", known)]
  }

  /// The model of the price book that a name to be shown means, such as `GPT-5 Mini`; nil where it needs none.
  private func model(_ text: String) -> String? {
    guard !models.contains(text) else { return nil }
    let plain = NameWords(text).joined
    let meant = models.filter { NameWords($0).joined == plain }
    return meant.count == 1 ? meant.first : nil
  }

  private var units: [(String, String, String)] {
    guard let name = guess.found[.vendorCostUSD]?.first else { return [] }
    let words = Set(NameWords(name).words)
    let unit: String? =
      if !words.isDisjoint(with: ["cents", "cent"]) {
        "cents"
      } else if !words.isDisjoint(with: ["micros", "micro", "microusd", "microdollars"]) {
        "millionths"
      } else if !words.isDisjoint(with: ["millis", "mills", "milli"]) { "thousandths" } else {
        nil
      }
    return unit.map { [("vendor_cost_usd", ProposalMaker.quoted($0), "")] } ?? []
  }

  /// The text in one line, without what cannot be seen.
  private static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.excerpt.unicodeScalars.map { $0.properties.generalCategory.isVisible ? $0 : " " }))
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  // MARK: JSON

  private static func object(_ key: String, _ members: [(String, String, String)]) -> [String] {
    let last = members.lastIndex { !$0.0.isEmpty }
    let inner = members.enumerated().map { index, member in
      if member.0.isEmpty { return "  // " + member.2 }
      let line = quoted(member.0) + ": " + member.1
      return "  "
        + separated(
          member.2.isEmpty ? line : line + "  // " + member.2, comma: index != last)
    }
    return [quoted(key) + ": {"] + inner + ["}"]
  }

  private static func list(_ key: String, _ words: [String], _ comment: String) -> String {
    let line = quoted(key) + ": [" + words.map(quoted).joined(separator: ", ") + "]"
    return comment.isEmpty ? line : line + "  // " + comment
  }

  /// The line with a comma after its JSON, before a comment.
  private static func separated(_ line: String, comma: Bool) -> String {
    guard comma else { return line }
    var isQuoted = false
    var isEscaped = false
    var last: Character = " "
    for index in line.indices {
      let letter = line[index]
      if isEscaped {
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = isQuoted
      } else if letter == "\"" {
        isQuoted.toggle()
      } else if letter == "/" && last == "/" && !isQuoted {
        let start = line.index(index, offsetBy: -3)
        return line[..<start] + "," + line[start...]
      }
      last = letter
    }
    return line + ","
  }

  static func opening(_ path: String) -> String { quoted(path) + ": {" }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isVisible: Bool {
    switch self {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
