import Intake
import Ledger
import Parsing
import Pricing
import Rating
import Reconciliation

/// The trial of a proposed mapping on its export, read as a run reads it.
package struct ProposalTrial {
  /// The rows that it read.
  package private(set) var rows = 0
  /// Those of them that cannot be used.
  package private(set) var rejects = 0
  /// By vendor, the rows whose recorded cost is what they come to, and all that record one and have a price.
  private var costs: [String: (matched: Int, compared: Int)] = [:]
  /// By vendor, where the rows of the first kind begin.
  private var matches: [String: Set<Int64>] = [:]
  /// The total of their recorded costs, and of their computed costs.
  private var (recorded, computed): (Int128, Int128) = (0, 0)
  /// The faults of these rows: the number of rows for each reason, and the line of the first.
  private var reasons: [String: (count: Int, line: Int, fault: RowFault)] = [:]

  /// So much of an export tells what the rest is like.
  private static let limit = 4 << 20

  /// Tries the lines of `proposal` on its file in the workspace at `root`; nil where that cannot be read by any mapping, or the
  /// proposal is none.
  ///
  /// - Parameter books: by which its rows are rated and compared; nil where that shows nothing.
  package init?(
    _ proposal: MappingProposal, in root: String, limits: GzipLimits,
    books: (rater: Rater, reconciler: Reconciler)? = nil
  ) {
    guard let mapping = TrialMapping.read(proposal) else { return nil }
    do throws(FileFailure) {
      let file = try LedgerBytes.inspect(
        path: proposal.path, in: root, limits: limits, format: nil, mapping: mapping)
      try read(file, books)
    } catch { return nil }
  }

  private mutating func read(
    _ file: LedgerFile, _ books: (rater: Rater, reconciler: Reconciler)?
  ) throws(FileFailure) {
    var books = books
    let start = file.start
    let opening = try LedgerBytes.open(file, at: start.headerEnd, after: nil)
    let buffer = BlockBuffer(
      blockBytes: min(1 << 20, LedgerBytes.enough(for: file.identity)), read: opening.read)
    var reader = LedgerReader(layout: start.layout, zone: .utc, isCarefulOnly: false)
    var progress = PieceProgress(
      piece: 0, offset: start.headerEnd, lineOffset: start.lineOffset)
    var batch = RecordBatch()
    let end = start.headerEnd + Int64(ProposalTrial.limit)
    while progress.offset < end {
      try buffer.fill()
      if buffer.bytes.isEmpty { return }
      let count = try reader.read(
        buffer.bytes, isEnd: buffer.isEnd, limit: .max, progress: &progress, into: &batch)
      rows += batch.records.count + batch.rejects.count
      rejects += batch.rejects.count
      for reject in batch.rejects {
        let line = Int(start.headerLines) + Int(reject.line) + 1
        note(reject.faults[0], line: line)
      }
      compare(batch.records, reader.vocabulary.kinds, &books)
      buffer.consume(count)
      if count == 0 {
        if buffer.isEnd || buffer.bytes.count >= RowFault.recordLimit { return }
        buffer.grow()
      }
    }
  }

  /// Counts the rows whose recorded cost is what they come to by `books`; none by books that contradict themselves.
  private mutating func compare(
    _ records: [UsageRecord], _ kinds: [RateKey],
    _ books: inout (rater: Rater, reconciler: Reconciler)?
  ) {
    guard books != nil else { return }
    do throws(BookProblem) { try books?.rater.prepare(kinds) } catch { return books = nil }
    guard let (rater, reconciler) = books else { return }
    var (rated, outcomes): ([RatedRecord], [ComparisonOutcome]) = ([], [])
    rater.rate(records, into: &rated)
    reconciler.compare(records, rated, by: rater, into: &outcomes)
    for (outcome, rated) in zip(outcomes, rated) {
      guard let cost = outcome.recordedCost, rated.disposition == .rated else { continue }
      recorded += cost.attodollars
      computed += rated.notionalCost.attodollars
    }
    let vendors = kinds.map { MappingProposal.vendor(of: $0.provider.description) }
    for (record, outcome) in zip(records, outcomes)
    where outcome.cost != .notRecorded && outcome.cost != .unpriced {
      let isMatch = outcome.cost == .matched || outcome.cost == .rounding
      for vendor in Set(["", vendors[Int(record.kind)]]) {
        costs[vendor, default: (0, 0)].matched += isMatch ? 1 : 0
        if isMatch { matches[vendor, default: []].insert(record.offset) }
        costs[vendor, default: (0, 0)].compared += 1
      }
    }
  }

  /// True if nearly all recorded costs of a vendor equal the computed ones; "" is all vendors.
  func fits(_ vendor: String) -> Bool {
    costs[vendor].map { $0.matched > 0 && $0.matched * 10 >= $0.compared * 9 } ?? false
  }

  /// The starts of the rows of a vendor whose recorded cost equals the computed one; "" is all vendors.
  func matchedRows(_ vendor: String) -> Set<Int64> { matches[vendor, default: []] }

  /// The unit in which recorded costs are about what rows come to, where it is not a dollar.
  var costUnit: String? {
    guard computed > 0 else { return nil }
    let ratio = recorded / computed
    let units: [(word: String, factor: Int128)] = [
      ("cents", 100), ("thousandths", 1_000), ("millionths", 1_000_000),
      ("billionths", 1_000_000_000),
    ]
    return units.first { $0.factor / 3 <= ratio && ratio <= $0.factor * 3 }?.word
  }

  private mutating func note(_ fault: RowFault, line: Int) {
    let words = fault.message
    // Messages quote texts: of very many only the first are told apart.
    guard reasons[words] != nil || reasons.count < 100 else { return }
    reasons[words, default: (0, line, fault)].count += 1
  }

  /// The reason that most rows share, as in `model is empty (line 2)`.
  private var mainReason: String? {
    main.map { "\($0.key) (line \($0.value.line))" }
  }

  private var main: (key: String, value: (count: Int, line: Int, fault: RowFault))? {
    reasons.max { ($0.value.count, $1.value.line) < ($1.value.count, $0.value.line) }
  }

  /// The remedy for the reason that most rows share.
  private var remedy: String {
    switch main?.value.fault {
    case .emptyID, .noTime, .noQuantity, .noUser, nil:
      "Each request needs its id, start, model and counts in one record: join them, or export"
        + " only requests"
    case .negativeLeaf(let column, _, _):
      "The columns of its parts count some tokens twice, or hold tokens that it does not include:"
        + " export \(column.name) and its parts apart from each other"
    case .jsonType(let column, _):
      "Export \(column.name) as one value in each record, or state it under \"constants\" of a"
        + " mapping"
    default: "Correct these values in the export, or write a mapping that reads other columns"
    }
  }

  /// Why the mapping is not to be proposed, and what to do; nil where most rows can be used.
  package var refusal: String? {
    if rows == 0 { return "none of its records is a request" }
    guard rejects * 2 >= rows else { return nil }
    return
      "Assay could not use \(rejects) of its first \(rows) rows\(mainReason.map { ": \($0)" } ?? "")."
      + " " + remedy
  }

  /// The remaining doubt; nil if all rows are usable.
  var doubt: String? {
    guard rejects > 0 else { return nil }
    return
      "\(rejects) of the first \(rows) rows are not usable with it\(mainReason.map { ": \($0)" } ?? "")"
  }
}

/// A proposed mapping with something in place of what it leaves open, so that it can be tried.
package enum TrialMapping {
  /// Returns the mapping; nil where the settings could not have it.
  package static func read(_ proposal: MappingProposal) -> UsageMapping? {
    var lines: [String] = []
    var open: [String] = []
    for line in proposal.lines {
      let words = line.trimmedLowercase
      if !line.contains(MappingProposal.open) || words.hasPrefix("//") {
        lines.append(line)
      } else if let column = proposal.missing.first(where: {
        words.hasPrefix("\"\($0)\": \"fill in\"")
      }),
        column != "provider", column != "time_zone", column != "time_format",
        column != "units"
      {
        open.append(column)
      } else {
        lines.append(filled(line, words))
      }
    }
    // The vendor may follow from the model, which nobody knows yet.
    if open.contains("model"), !lines.contains(where: { $0.contains("\"provider\": ") }) {
      open.append("provider")
    }
    if !open.isEmpty {
      let constants = open.map { "\"\($0)\": \"\(standIn($0))\"," }
      if let place = lines.firstIndex(where: { $0.trimmedLowercase == "\"constants\": {" }) {
        lines.insert(contentsOf: constants, at: place + 1)
      } else {
        lines.insert(contentsOf: ["\"constants\": {"] + constants + ["},"], at: 1)
      }
    }
    let file = settings(lines)
    guard file.findings.isEmpty else { return nil }
    return file.mappings.first?.mapping
  }

  /// Reads a proposal that leaves nothing open as settings.
  package static func settings(_ proposal: MappingProposal) -> SettingsFile {
    settings(proposal.lines)
  }

  private static func settings(_ lines: [String]) -> SettingsFile {
    let text = "{ \"mappings\": {\n" + lines.joined(separator: "\n") + "\n} }"
    return SettingsFile(Array(text.utf8), file: WorkspacePath.settings)
  }

  private static func filled(_ line: String, _ words: String) -> String {
    let open = "\"\(MappingProposal.open)\""
    if words.hasPrefix("\"time_zone\"") { return line.replacing(open, with: "\"UTC\"") }
    // Its comment names both forms that would fit.
    if words.hasPrefix("\"time_format\""),
      let first = line.split(separator: "\"").dropFirst(4).first
    {
      return line.replacing(open, with: "\"\(first)\"")
    }
    if words.hasPrefix("\"input_includes\"") || words.hasPrefix("\"output_includes\"") {
      return line.replacing(", " + open, with: "").replacing(open, with: "")
    }
    if words.hasPrefix("\"vendor_cost_usd\"") { return line.replacing(open, with: "\"ones\"") }
    if words.hasPrefix("\"values\"") { return line.replacing(open, with: "\"completed\"") }
    return line.replacing(", " + open, with: "").replacing(open, with: "\"openai\"")
  }

  /// Returns a value that any row may have in a column that is left open.
  private static func standIn(_ column: String) -> String {
    if column.hasSuffix("_tokens") || column == "seconds" { return "1" }
    return column == "request_started_at" ? "2026-01-01T00:00:00Z" : "open"
  }
}
