import Ledger

/// Puts the members of a proposed mapping together.
struct ProposalMaker {
  let guess: ColumnGuess
  let form: NumberForm
  let models: Set<String>
  /// The names of vendors that books have; nil stands for all.
  let vendors: Set<String>?
  let table: SampleTable
  let totals: ProposedTotals
  private let mayBeTotals: Bool
  private(set) var missing: [String] = []
  private var columns: [(String, String, String)] = []
  private var constants: [(String, String, String)] = []

  init(
    _ table: SampleTable, telling: Set<String>?, models: Set<String> = [],
    vendors: Set<String>? = nil, knows: @escaping (String) -> Bool = { _ in true }
  ) {
    self.table = table
    self.models = models
    self.vendors = vendors
    guess = ColumnGuess(table, telling: telling, knows: knows)
    let guess = guess
    func texts(_ columns: [LedgerColumn]) -> [String] { columns.flatMap { guess.texts($0) } }
    form =
      table.delimiter == nil
      ? NumberForm()
      : SampleNumbers.form(
        counts: texts(LedgerColumn.quantities.filter { $0 != .seconds && guess.unit($0) == nil }),
        amounts: texts(
          [.vendorCostUSD, .creditsDeducted, .balanceBefore, .balanceAfter, .seconds]
            + LedgerColumn.quantities.filter { guess.unit($0) != nil }),
        isGerman: table.delimiter == UInt8(ascii: ";"))
    totals = ProposedTotals(table, guess: guess, form: form)
    mayBeTotals = SampleTotals.mayBe(table, guess)
    addColumns()
    addMissing()
  }

  private mutating func addColumns() {
    for column in LedgerColumn.allCases {
      guard let names = guess.found[column] else { continue }
      if column == .requestID && mayBeTotals { continue }
      let text =
        names.count == 1
        ? ProposalJSON.quoted(names[0])
        : "[" + names.map(ProposalJSON.quoted).joined(separator: ", ") + "]"
      let examples = guess.texts(column).prefix(2).map(ProposalJSON.visible)
        .joined(separator: ", ")
      var why = examples.isEmpty ? "blank so far" : "as in \(examples)"
      if column == .requestID && guess.isIDByValues {
        let rows = "no two different rows of the first \(table.rowCount) share one"
        why = "a guess, as \(rows): " + why
      }
      columns.append((column.name, text, why))
    }
  }

  private mutating func addMissing() {
    func has(_ column: LedgerColumn) -> Bool { guess.found[column] != nil }
    if mayBeTotals || !has(.requestID) { addID() }
    if !has(.startedAt) {
      fillIn(.startedAt)
      columns.append(
        ("", "", "how it writes times, say beside \"columns\": \"time_format\": \"M/d/yy h:mm a\""))
    }
    if !has(.model) { fillIn(.model) }
    if !has(.userID) && !has(.accountID) { addUser() }
    if !has(.inputTokens) { addTotal(.inputTokens) }
    if !has(.outputTokens) { addTotal(.outputTokens) }
    for line in ProposalJSON.listed(guess.unused) { columns.append(("", "", "not used: " + line)) }
    if !has(.provider) { addProvider() }
    missing += openWords.map(\.name)
    if opensZone { missing.append("time_zone") }
    if let currency = currency { constants.append(("currency", currency, "what costs are in")) }
  }

  private mutating func addID() {
    let perhaps = guess.found[.requestID, default: []] + guess.openIDs
    let open = perhaps.prefix(6).map(ProposalJSON.visible).joined(separator: ", ")
    let parts = joinedID
    if open.isEmpty, !parts.isEmpty, !mayBeTotals { return addID(of: parts) }
    let doubt =
      "; these may be totals of days, which are no requests: no clock, no two alike in words"
    fillIn(
      .requestID, (mayBeTotals ? doubt : "") + (open.isEmpty ? "" : "; perhaps \(open)"))
  }

  private mutating func addUser() {
    if let open = guess.openUser {
      return fillIn(
        .userID, "; perhaps \(ProposalJSON.visible(open)), unless it tells requests apart")
    }
    constants.append((LedgerColumn.userID.name, "everybody", "no column seems to name the user"))
  }

  private mutating func fillIn(_ column: LedgerColumn, _ more: String = "") {
    let words = MappingProposal.meaning(of: column) + more
    missing.append(column.name)
    columns.append((column.name, ProposalJSON.quoted(MappingProposal.open), words))
  }

  /// Leaves `total` open where nothing is counted, or only parts of it are or a sum with it, as all else of it would cost
  /// nothing.
  private mutating func addTotal(_ total: LedgerColumn) {
    let parts = ProposedTotals.classes.filter { $0.whole == total && guess.found[$0.column] != nil }
    let isAll =
      total == .inputTokens && LedgerColumn.quantities.allSatisfy { guess.found[$0] == nil }
    let other: LedgerColumn = total == .inputTokens ? .outputTokens : .inputTokens
    let sum = totals.sum(beyond: other)
    guard isAll || !parts.isEmpty || sum != nil else {
      let meaning = MappingProposal.meaning(of: total)
      return columns.append(("", "", "\(total.name): \(meaning), if there is one"))
    }
    let open = guess.openNumbers.filter { $0 != sum }.prefix(6).map(ProposalJSON.visible)
      .joined(separator: ", ")
    let why = sum.map {
      "; there are some, as \(ProposalJSON.visible($0)) is more than \(other.name)"
    }
    fillIn(total, (why ?? "") + (open.isEmpty ? "" : "; numbers are in \(open)"))
    func say(_ when: String, _ member: String) {
      columns.append(("", "", "\(when), say beside \"columns\": \(member)"))
    }
    if isAll { say("of thousands", "\"units\": { \"\(total.name)\": \"thousands\" }") }
    if !parts.isEmpty {
      let member = total == .inputTokens ? "input_includes" : "output_includes"
      let words = parts.map(\.word)
      say(
        "if it holds \(words.joined(separator: " and "))",
        ProposalJSON.list(member, words, ""))
    }
  }

  /// The columns that together tell rows apart where none does alone; empty without a time.
  private var joinedID: [String] {
    guard guess.found[.startedAt] != nil else { return [] }
    let telling: [LedgerColumn] =
      [.startedAt, .completedAt, .userID, .accountID, .model] + LedgerColumn.quantities
      + [.vendorCostUSD]
    return telling.flatMap { guess.found[$0, default: []] }
  }

  private mutating func addID(of parts: [String]) {
    let texts = parts.compactMap { guess.column($0)?.texts }
    let rows = 0..<table.rowCount
    let copies = rows.count - Set(rows.map { row in texts.map { $0[row] } }).count
    let seen = copies == 0 ? "" : "; \(copies) of the first \(rows.count) would be copies"
    let list = parts.map(ProposalJSON.quoted).joined(separator: ", ")
    columns.append(
      (
        LedgerColumn.requestID.name, "[\(list)]",
        "no column names requests. Rows alike in all of these count once\(seen)"
      ))
  }

  /// Without a column, the vendor follows from the models where they tell one; else somebody has to say.
  private mutating func addProvider() {
    let models = Set(guess.texts(.model))
    let isTold = models.allSatisfy { $0.contains("/") || VendorWords.areModels([$0]) }
    if models.isEmpty || isTold { return }
    missing.append("provider")
    constants.append(
      ("provider", MappingProposal.open, MappingProposal.meaning(of: .provider)))
  }

  // MARK: Lines

  /// The lines of the mapping for `path`.
  func lines(for path: String) -> [String] {
    var members: [[String]] = [ProposalJSON.object("columns", columns.map { ($0, $1, $2) })]
    if !constants.isEmpty {
      members.append(
        ProposalJSON.object(
          "constants", constants.map { ($0, ProposalJSON.quoted($1), $2) }))
    }
    members += values.map { [$0] }
    if !units.isEmpty { members.append(ProposalJSON.object("units", units)) }
    if let input = totals.included(in: .inputTokens) {
      members.append([ProposalJSON.list("input_includes", input.words, input.why)])
    }
    if let output = totals.included(in: .outputTokens) {
      members.append([ProposalJSON.list("output_includes", output.words, output.why)])
    }
    members += timeLines + numberLines
    var lines = [ProposalJSON.opening(path)]
    for (index, member) in members.enumerated() {
      let isLast = index == members.count - 1
      lines += member.enumerated().map { place, line in
        "  " + ProposalJSON.separated(line, comma: place == member.count - 1 && !isLast)
      }
    }
    return lines + ["}"]
  }

  private var timeLines: [[String]] {
    guard let times = guess.times else { return [] }
    var lines: [[String]] = []
    if times.format != "rfc3339" {
      let doubt = times.isDayOrMonthFirst ? "  // month or day first? Both would fit" : ""
      lines.append(["\"time_format\": " + ProposalJSON.quoted(times.format) + doubt])
    }
    if times.isUTC {
      lines.append(["\"time_zone\": \"UTC\""])
    } else if !times.namesZone {
      let (zone, why) = namedZone
      lines.append(["\"time_zone\": \(ProposalJSON.quoted(zone))  // \(why)"])
    }
    return lines
  }

  /// The zone that the names of columns say of times which name none, and why.
  private var namedZone: (zone: String, why: String) {
    let names = guess.found[.startedAt, default: []]
    let zones = names.compactMap { NamedZone($0) }
    if zones.contains(.another) {
      let name = names.map(ProposalJSON.visible).joined(separator: ", ")
      return (MappingProposal.open, "the zone that \(name) means, such as America/New_York")
    }
    return zones.isEmpty
      ? ("UTC", "a guess: these times name no zone, such as Europe/Berlin")
      : ("UTC", "as the name says")
  }

  /// Whether the zone of times is left open.
  private var opensZone: Bool {
    guard let times = guess.times, !times.namesZone else { return false }
    return namedZone.zone == MappingProposal.open
  }

  private var numberLines: [[String]] {
    var lines: [[String]] = []
    if form.hasDecimalComma { lines.append(["\"decimal_comma\": true"]) }
    if !form.grouping.isEmpty {
      lines.append(["\"digit_grouping\": " + ProposalJSON.quoted(form.grouping)])
    }
    if !form.signs.isEmpty { lines.append([ProposalJSON.list("number_signs", form.signs, "")]) }
    if !form.blanks.isEmpty { lines.append([ProposalJSON.list("blanks", form.blanks, "")]) }
    return lines
  }
}
