import Intake
import Ledger
import Pricing
import Rating
import Workspace

/// Signs of misread exports in their first rows: uncounted tokens, and counts that only grow.
struct MisreadExportWarnings {
  private(set) var findings: [Finding] = []
  /// The columns and members that are reported here, by file.
  private(set) var told: Set<Told> = []
  /// By file, columns of lengths without a unit that nothing reads.
  private(set) var lengths: [String: (name: String, isMapped: Bool)] = [:]

  /// A column of a file.
  struct Told: Hashable {
    let file: String
    let column: String
  }

  /// So many files of each kind of header are looked at: exports of one tool are alike.
  private static let limit = 20
  private static let bytes = 1 << 18
  /// So many rows of a file that is not longer are looked at, as spreadsheets end in sums.
  private static let rows = 2_000

  private let books: Books?
  private var responses = SharedResponseFiles()
  private var sessions = SessionCopies()

  /// - Parameter books: whose models and vendors a proposed mapping may mean.
  init(_ files: [LedgerFile], _ books: Books? = nil) {
    self.books = books
    var counts: [LedgerStart: Int] = [:]
    for file in files {
      let usage = file.start.layout.usage
      guard usage == .native || usage == .mapping,
        counts[file.start, default: 0] < MisreadExportWarnings.limit
      else { continue }
      counts[file.start, default: 0] += 1
      guard let (table, isWhole) = MisreadExportWarnings.sample(file) else { continue }
      var first = table
      first.keepFirst(SampleTable.rowLimit)
      if !file.start.layout.isMapped { addUnread(first, of: file) }
      addReasoning(first, of: file)
      findings += MappedClasses(first, readBy: file.start.layout).findings(of: file.path)
      addGrowth(first, of: file)
      addTiers(first, of: file)
      let layout = file.start.layout
      lengths[file.path] = first.unitlessLength(notReadBy: layout).map { ($0, layout.isMapped) }
      let doubts = NonRequestRows(table, readBy: layout)
      addDoubts(doubts, of: file)
      findings += doubts.repeatedUsage(in: file.path, isMapped: layout.isMapped)
      responses.add(table, readBy: layout, file: file.path)
      sessions.add(table, readBy: layout, file: file.path, isWhole: isWhole)
    }
    findings += sessions.copies.map(Finding.init)
    for shared in responses.shared {
      findings.append(
        Finding(
          .warning, at: Place(file: shared.file), code: "dup.response",
          message:
            "\(GroupedDigits.count(Int64(shared.rows), "row")) of the sample"
            + " \(shared.rows == 1 ? "repeats a response" : "repeat responses") in"
            + " \(shared.other.excerpt): same \"\(shared.key.excerpt)\", same output."
            + " Assay counts the requests, tokens and cost twice",
          help: "leave one of the two files out of the ledger, or these rows out of one"))
    }
  }

  /// The first rows of a file; nil where they are no table.
  static func table(_ file: LedgerFile) -> SampleTable? { sample(file)?.table }

  /// The same, and whether it has no other rows.
  private static func sample(_ file: LedgerFile) -> (table: SampleTable, isWhole: Bool)? {
    do throws(FileFailure) {
      let start = try LedgerBytes.beginning(of: file.location, limits: file.limits, count: bytes)
      let isEnd = start.bytes.count < bytes
      return SampleTable(
        start.bytes, isEnd: isEnd, limit: isEnd ? rows : SampleTable.rowLimit
      ).map { ($0, isEnd && $0.rowCount < rows) }
    } catch {
      // What cannot be read any more is told elsewhere.
      return nil
    }
  }

  private mutating func addUnread(_ table: SampleTable, of file: LedgerFile) {
    let all = MisreadSampleWarnings.unreadTokens(in: table, but: file.start.layout.readNames)
    let isHeld = all.contains(where: \.isPart) || MisreadExportWarnings.mayBeHeld(all)
    let mapping =
      isHeld || all.contains { $0.unit != nil } ? proposedMapping(table, of: file) : nil
    for unread in all {
      let name = unread.name
      told.insert(Told(file: file.path, column: name.trimmedLowercase))
      let root = name.split(separator: ".").first.map(String.init) ?? name
      told.insert(Told(file: file.path, column: root.trimmedLowercase))
      let column = file.start.layout.unknown.first { $0.name == name.trimmedLowercase }?.column
      let rename = "\"mappings\": { \(JSONString.quoted(name)): \"\(unread.column.name)\" }"
      findings.append(
        Finding(
          .warning, at: Place(file: file.path, line: 1, column: column), code: "csv.tokens",
          message: "\"\(name.excerpt)\" looks like \(unread.column.name), but Assay does not"
            + " count its tokens (\(unread.rows) of the first \(unread.of) rows have some)",
          help: mapping.map {
            (isHeld ? "its totals may include other tokens" : "the name states a unit")
              + ", so do not rename it; write in assay.json: \"mappings\": \($0)"
          }
            ?? unread.remedyOfExport
            ?? (unread.isBesideOurs
              ? "add it to the column \(unread.column.name) in the export, or leave it out if that column has"
                + " these tokens"
              : "write in assay.json: \(rename), if no other column counts these tokens")))
    }
  }

  private mutating func addReasoning(_ table: SampleTable, of file: LedgerFile) {
    guard let unread = table.unreadReasoning(readBy: file.start.layout) else { return }
    let quoted = JSONString.quoted(unread.name)
    let read = "\"reasoning_tokens\": \(quoted) within \"columns\" of its mapping"
    findings.append(
      Finding(
        .warning, at: Place(file: file.path), code: "csv.tokens",
        message:
          "\"\(unread.name.excerpt)\" counts reasoning tokens, and its mapping does not read them"
          + " (\(unread.rows) of the first \(unread.of) rows have some): "
          + (unread.isBesideOutput
            ? "output_tokens does not include them: in at least one row, output_tokens is smaller"
            : "it is unknown whether output_tokens includes them"),
        help: unread.isBesideOutput
          ? "write \(read), and \"output_includes\": [] beside \"columns\""
          : "write \(read), and \"output_includes\" beside \"columns\": [\"reasoning\"] if output_tokens"
            + " includes them, otherwise []; if it includes them and they have the output price:"
            + " \"mappings\": { \(quoted): \"ignored\" }"))
  }

  /// True if another column may contain the tokens of an unread one.
  ///
  /// An example is cached tokens, which are in the tokens that a vendor calls prompt.
  private static func mayBeHeld(_ unread: [MisreadSampleWarnings.UnreadTokens]) -> Bool {
    let totals: Set<LedgerColumn> = [.inputTokens, .outputTokens]
    let isTotalUnread = unread.contains { totals.contains($0.column) && !$0.isBesideOurs }
    return isTotalUnread && unread.contains { !totals.contains($0.column) }
  }

  /// A mapping of all columns that reads most rows, as one line of JSON; nil where none can be proposed.
  private func proposedMapping(_ table: SampleTable, of file: LedgerFile) -> String? {
    let known = books?.prices.allModels ?? []
    let anyName: @Sendable (String) -> Bool = { _ in true }
    let proposal = MappingProposal(
      table, path: file.path, models: Set(known.map(\.model.description)),
      vendors: known.isEmpty ? nil : Set(known.map(\.provider.description)),
      knows: books?.havePrice ?? anyName)
    // What totals hold may be left open.
    let totals: Set = ["input_includes", "output_includes"]
    guard totals.isSuperset(of: proposal.missing), proposal.problem == nil else { return nil }
    if proposal.missing.isEmpty {
      guard let trial = ProposalTrial(proposal, in: file.root, limits: file.limits),
        trial.refusal == nil
      else { return nil }
    }
    let guesses = proposal.guesses.joined(separator: " and ")
    let doubt =
      guesses.isEmpty
      ? ""
      : "; \(guesses) \(proposal.guesses.count == 1 ? "is a guess" : "are guesses"): check which"
        + " tokens the totals of the export include"
    if !proposal.missing.isEmpty {
      return "{ " + proposal.bareLines.joined(separator: " ")
        + " }; replace \(MappingProposal.open) with the parts of the totals, such as cache_read, or"
        + " leave it empty"
        + doubt
    }
    let lines = TrialMapping.settings(proposal).settings.mappings?.split(separator: "\n")
    return lines.map {
      $0.map { String($0.trimmingPrefix { $0 == " " }) }.joined(separator: " ") + doubt
    }
  }

  private mutating func addDoubts(_ doubts: NonRequestRows, of file: LedgerFile) {
    let isMapped = file.start.layout.usage == .mapping
    func add(_ code: String, _ message: String, _ help: String) {
      findings.append(
        Finding(.warning, at: Place(file: file.path), code: code, message: message, help: help))
    }
    if !doubts.sums.isEmpty {
      let count = GroupedDigits.count(Int64(doubts.sums.count), "row")
      let labels = doubts.sums.prefix(3).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      add(
        "sum.rows",
        "\(count) of the first \(doubts.rowCount), such as \(labels),"
          + " \(doubts.sums.count == 1 ? "equals" : "equal") the sum of rows above",
        "leave sums out of the export"
          + (isMapped ? ", or name them in \"skip\" of its mapping" : ""))
    }
    for sum in doubts.unequal.prefix(3) {
      add(
        "sum.differs",
        "\"\(sum.label.excerpt)\" states \(sum.held) \(sum.column.excerpt); the rows above it"
          + " sum to \(sum.sum)",
        "look for missing or duplicate rows in the export")
    }
    if let key = doubts.responses {
      add(
        "qty.running",
        "counts in rows with the same \"\(key.excerpt)\" only increase: these look like snapshots of one"
          + " streamed response, and each row counts as a request",
        isMapped
          ? "use it as the request id in the mapping: \"request_id\": \(JSONString.quoted(key))"
          : "export only the last row of each response")
    }
    if let shared = doubts.shared {
      add(
        "dup.response",
        "\(GroupedDigits.count(Int64(shared.rows), "row")) of the first \(doubts.rowCount)"
          + " \(shared.rows == 1 ? "has" : "have") the \"\(shared.key.excerpt)\", model and counts of an"
          + " earlier row: each row counts the tokens and cost of the response again",
        isMapped && shared.isFilled
          ? "use it as the request id in the mapping: \"request_id\": \(JSONString.quoted(shared.key))"
          : "export each response once")
    }
    if let models = doubts.models {
      add(
        "model.differs",
        "in \(models.rows) of the first \(GroupedDigits.count(Int64(doubts.rowCount), "row")),"
          + " \"\(models.answered.excerpt)\" and \"\(models.read.excerpt)\" name different models;"
          + " Assay looks up prices by \"\(models.read.excerpt)\"",
        isMapped
          ? "use the answering model in the mapping: \"model\": \(JSONString.quoted(models.answered))"
          : "export the answering model as the column model")
    }
    if let classes = doubts.classes {
      add(
        "qty.classes",
        "\"\(classes.column.excerpt)\" states the token class of each row"
          + " (\(classes.words.map(\.excerpt).joined(separator: ", "))), but Assay does not read it:"
          + " each row counts as a request of one class",
        "export each request as one row, with a column for each class")
    }
    if let sum = doubts.soleSum {
      add(
        "qty.sum",
        "\"\(sum.excerpt)\" looks like the sum of input and output, and Assay prices all of it as input",
        "export input tokens and output tokens in separate columns;"
          + " nothing to do if these models produce no output"
      )
    }
    if let refunds = doubts.refunds {
      add(
        "refund.row",
        "\(GroupedDigits.count(Int64(refunds.rows), "row")) of the first \(doubts.rowCount)"
          + " \(refunds.rows == 1 ? "states" : "state") \"\(refunds.word.excerpt)\" in"
          + " \"\(refunds.column.excerpt)\", which Assay does not read: a refund is not usage",
        "write 0 for counts in refund rows, and keep the negative amounts"
          + (isMapped ? ", or name the word in \"skip\" of the mapping" : ""))
    }
  }

  /// Names a column that is read as the tier of customers and seems to be the vendor's tier of service.
  private mutating func addTiers(_ table: SampleTable, of file: LedgerFile) {
    let layout = file.start.layout
    guard let (name, words) = table.serviceTiers(readBy: layout) else { return }
    let known = Set(
      (books?.plans.tiers ?? []) + (books?.multipliers.tiers ?? []).map(\.description))
    guard known.isDisjoint(with: words) else { return }
    let quoted = JSONString.quoted(name)
    findings.append(
      Finding(
        .warning, at: Place(file: file.path), code: "tier.service",
        message:
          "\(quoted) holds names of service tiers (\(words.prefix(3).joined(separator: ", "))), but"
          + " Assay reads it as the customer tier: it uses the prices of the standard service tier",
        help: layout.isMapped
          ? "write \"service_tier\": \(quoted) in place of \"tier\" within \"columns\" of its mapping;"
            + " if these are customer tiers, list them in plans.csv"
          : "export the column as service_tier; if these are customer tiers, list them in plans.csv"
      ))
  }

  private mutating func addGrowth(_ table: SampleTable, of file: LedgerFile) {
    func name(_ column: LedgerColumn) -> String? {
      guard file.start.layout.usage == .mapping else { return column.name }
      return file.start.layout.mappedName(of: column)
    }
    guard let input = name(.inputTokens), let output = name(.outputTokens),
      let key = MisreadSampleWarnings.growth(
        in: table, readBy: file.start.layout, input: input, output: output)
    else { return }
    let within = key.isEmpty ? "from row to row" : "within each \(key.excerpt)"
    findings.append(
      Finding(
        .warning, at: Place(file: file.path), code: "qty.running",
        message: "\(input.excerpt) and \(output.excerpt) only increase \(within): these look like"
          + " running totals, which count each request again in every later row",
        help:
          "export the usage of each request; nothing to do if each request really used more than"
          + " the one before"))
  }
}
