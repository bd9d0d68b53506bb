import Cube
import Intake
import Ledger
import Reconciliation
import Workspace

/// Findings of anomalies in the ledger that stop nothing: one per kind and file, with a count.
struct LedgerWarnings {
  private(set) var findings: [Finding] = []
  /// The findings that are not printed, counted.
  private(set) var unlisted: [OmittedFindings] = []
  /// The maximum number of rejected or repeated rows per file and code that become findings.
  private let limit: Int
  private let settings: Settings
  /// The columns that are reported to be tokens.
  private let told: Set<MisreadExportWarnings.Told>

  /// - Parameter asked: what the slices of the ledger ask a price for.
  init(
    _ map: LedgerMap, asking asked: [MissingPrices], facts: Facts,
    rejects: [Located<RejectedRow>], exceptions: RowList<ExceptionRow>,
    workspace: Workspace, limit: Int
  ) {
    self.limit = limit
    settings = workspace.books.settings
    let samples = MisreadExportWarnings(map.job.files, workspace.books)
    told = samples.told
    let tallies = FileTally.all(map)
    let unread = UnreadColumns(map.job.files, tallies, lengths: samples.lengths)
    let tierless = TierlessRequests(facts, workspace)
    addLayoutWarnings(map, unread)
    addRowWarnings(map, tallies, unread)
    findings += tierless.notes(map, tallies)
    findings += samples.findings
    addRejects(rejects, map)
    addRepeats(.duplicate, .note, "dup.same", exceptions)
    addRepeats(.conflict, .warning, "dup.conflict", exceptions)
    let references = MissingBookEntryWarnings(
      map, exceptions, tierless, limit: limit, unread: unread)
    for told in [references.unpriced(asked), references.unknownTiers()] {
      findings += told.findings
      unlisted += told.unlisted
    }
  }

  /// The rejected rows of some files alone, to show what is wrong with a file that is refused.
  static func rejects(_ map: LedgerMap, ofFiles files: Set<Int>) -> LedgerWarnings {
    let paths = Set(files.map { Name(map.job.files[$0].path) })
    var warnings = LedgerWarnings(limit: OmittedFindings.limit)
    if files.isEmpty { return warnings }
    warnings.addRejects(FindingLists.rejects(map).filter { paths.contains($0.file) }, map)
    return warnings
  }

  private init(limit: Int) {
    self.limit = limit
    settings = Settings()
    told = []
  }

  private mutating func add(
    _ severity: Finding.Severity, _ place: Place, _ code: String, _ message: String,
    help: String?
  ) {
    findings.append(Finding(severity, at: place, code: code, message: message, help: help))
  }

  private mutating func addLayoutWarnings(_ map: LedgerMap, _ unread: UnreadColumns) {
    var columns = FindingsByCause()
    for file in map.job.files {
      if file.start.layout.hasIndex {
        add(
          .note, Place(file: file.path, line: 1, column: 1), "csv.index",
          "column 1 is an unnamed row index; Assay ignores it", help: "nothing to do")
      }
      for column in file.start.layout.unknown
      where !file.start.layout.ignored.contains(column.name)
        && !unread.holds(Name(column.name), in: file.path)
        && !told.contains(MisreadExportWarnings.Told(file: file.path, column: column.name))
      {
        let near = ColumnMeaning.column(
          for: column.name,
          among: LedgerColumn.allCases.filter { file.start.layout.field(of: $0) == nil }.map(\.name)
        )
        columns.add(
          Finding(
            .warning, at: Place(file: file.path, line: 1, column: column.column),
            code: "csv.unknown",
            message: "unknown column \"\(column.name.excerpt)\"; Assay ignores it",
            help: near.map { "did you mean \"\($0)\"?" }
              ?? LedgerWarnings.absent(file.start.layout)))
      }
    }
    findings += columns.findings
  }

  private static let nothing = "nothing to do if this is intentional"

  /// Returns a suggestion for the meaning of an unknown column.
  private static func absent(_ layout: LedgerLayout) -> String {
    let telling: [LedgerColumn] = [
      .userID, .tier, .inputTokens, .cacheReadTokens, .outputTokens, .vendorCostUSD,
      .creditsDeducted,
    ]
    let names = telling.filter { layout.field(of: $0) == nil }.map(\.name)
    if names.isEmpty { return nothing }
    return "if it is one of these, rename it: \(names.joined(separator: ", "))"
  }

  private mutating func addRowWarnings(
    _ map: LedgerMap, _ tallies: [FileTally], _ unread: UnreadColumns
  ) {
    var causes = FindingsByCause()
    let pages = ExportPages(map.job.files, tallies)
    for (file, tally) in zip(map.job.files, tallies) {
      if tally.rows == 0 {
        add(
          .warning, Place(file: file.path), "file.norows", "no rows",
          help: "export it again, or leave it if there was no usage")
      }
      let ends = tally.kindsOfLineEnds
      if ends.count > 1 {
        let words = ends.map { "\(GroupedDigits.text($0.seen.count)) \($0.name)" }
        add(
          .warning, Place(file: file.path, line: Int(ends[1].seen.line)), "csv.eol",
          "mixed line endings (\(words.joined(separator: ", ")))",
          help: "nothing to do; to silence this: sed 's/\\r$//; s/\\r/\\n/g' < FILE")
      }
      for (warning, seen) in tally.warnings.sorted(by: {
        ($0.key.code, $0.key.message) < ($1.key.code, $1.key.message)
      }) {
        let finding = Finding(
          warning.severity,
          at: Place(file: file.path, line: Int(seen.line), column: seen.column),
          code: warning.code, message: warning.message, help: unread.help(for: warning, in: file))
        // The pages of a list are told of together.
        if case .morePages(let count) = warning {
          if pages.lacks(pageOf: count, like: file) { findings.append(finding) }
          continue
        }
        // What questions figures is a doubt about each file.
        if DoubtCodes.states(finding) {
          findings.append(finding.counted(rows: seen.count))
        } else {
          causes.add(finding, rows: seen.count)
        }
      }
      addUnknownMembers(tally, of: file, unread, to: &causes)
      findings += FormatNotes.findings(tally, of: file, settings: settings)
    }
    findings += causes.findings
  }

  /// Names the unknown members; of very many only the first, as they cannot all be counted.
  private mutating func addUnknownMembers(
    _ tally: FileTally, of file: LedgerFile, _ unread: UnreadColumns,
    to causes: inout FindingsByCause
  ) {
    let absent = LedgerColumn.allCases.filter { !tally.namedColumns.contains($0) }.map(\.name)
    let isMore = tally.unknown.isMore
    if isMore {
      add(
        .warning, Place(file: file.path), "csv.unknown",
        "more than \(GroupedDigits.text(Int64(UnknownMembers.limit))) different unknown members; Assay ignores them",
        help: LedgerWarnings.nothing)
    }
    let shown = isMore ? OmittedFindings.limit - 1 : UnknownMembers.limit
    for member in tally.unknown.members.prefix(shown) {
      let name = member.name.description
      let key = MisreadExportWarnings.Told(file: file.path, column: name.trimmedLowercase)
      if told.contains(key) || file.start.layout.ignored.contains(key.column)
        || unread.holds(member.name, in: file.path)
      {
        continue
      }
      let plain = PlainName(name)
      causes.add(
        Finding(
          .warning, at: Place(file: file.path, line: Int(member.line), column: member.column),
          code: "csv.unknown", message: "unknown member \"\(name.excerpt)\"; Assay ignores it",
          help: (ColumnMeaning.column(for: name, among: absent)
            ?? LedgerColumn.allCases.first { $0.isMeant(by: plain) }?.name)
            .map { "did you mean \"\($0)\"?" } ?? LedgerWarnings.nothing),
        rows: isMore ? nil : member.rows)
    }
  }

  /// Rows of which as many are findings as are reported, and the rest is counted.
  private struct Group: Hashable, Comparable {
    let file: Name
    let code: Name

    static func < (left: Group, right: Group) -> Bool {
      (left.file, left.code) < (right.file, right.code)
    }
  }

  private mutating func addUnlisted(_ left: [Group: Int64], _ severity: Finding.Severity) {
    for (group, count) in left.sorted(by: { $0.key < $1.key }) where count > 0 {
      unlisted.append(
        OmittedFindings(
          severity: severity, file: group.file.description, code: group.code.description,
          count: count))
    }
  }

  /// Adds as many rejected rows of each file and code as are reported, and counts the rest.
  private mutating func addRejects(_ rejects: [Located<RejectedRow>], _ map: LedgerMap) {
    var left: [Group: Int64] = [:]
    for (group, count) in map.slices.flatMap(\.rejectCounts) {
      let path = Name(map.job.files[group.file].path)
      left[Group(file: path, code: Name(group.code)), default: 0] += count
    }
    var told: [Group: Int] = [:]
    var roots = ParentRowAdvice(map.job.files)
    for reject in rejects {
      let group = Group(file: reject.file, code: reject.row.code)
      if told[group, default: 0] == limit { continue }
      told[group, default: 0] += 1
      left[group, default: 0] -= 1
      add(
        .error,
        Place(
          file: reject.file.description, line: Int(reject.line), column: reject.row.byteColumn),
        reject.row.code.description, reject.row.message.description,
        help: roots.help(for: reject.row, in: reject.file)
          ?? RowHelp.text(for: reject.row.code.description))
    }
    addUnlisted(left.filter { told[$0.key] != nil }, .error)
  }

  /// The same of rows that repeat others.
  private mutating func addRepeats(
    _ kind: ExceptionRow.Kind, _ severity: Finding.Severity, _ code: Name,
    _ rows: RowList<ExceptionRow>
  ) {
    var told: [Name: Int] = [:]
    var left: [Group: Int64] = [:]
    for row in rows.ofKinds(kind) {
      let isTold = told[row.file, default: 0] < limit
      let more = row.row.standsFor - (isTold ? 1 : 0)
      if more > 0 { left[Group(file: row.file, code: code), default: 0] += more }
      guard isTold else { continue }
      told[row.file, default: 0] += 1
      add(
        severity, Place(file: row.file.description, line: Int(row.line), column: 1),
        code.description, "id \(row.row.requestID): \(row.row.evidence)",
        help: RowHelp.text(for: code.description))
    }
    addUnlisted(left, severity)
  }
}
