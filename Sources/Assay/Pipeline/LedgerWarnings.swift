import Intake
import Ledger
import Overview
import Pricing
import Rating
import Reconciliation
import Reports

/// What is odd about the ledger without stopping anything: one finding per kind and file, with a count.
struct LedgerWarnings {
  private(set) var findings: [Finding] = []
  /// What there is more of than is printed.
  private(set) var unlisted: [UnlistedFindings] = []

  init(_ map: LedgerMap, input: ReportInput, workspace: Workspace) {
    addLayoutWarnings(map)
    addRowWarnings(map)
    addRejects(input.rejects, map)
    addRepeats(input)
    addUnpriced(input, workspace)
    addUnknownTiers(input, workspace)
  }

  /// The rejected rows of some files as findings, to show what is wrong with a file that is refused.
  static func rejects(_ map: LedgerMap, ofFiles files: Set<Int>) -> [Finding] {
    let paths = Set(files.map { Name(map.job.files[$0].path) })
    var warnings = LedgerWarnings()
    warnings.addRejects(FindingLists.rejects(map).filter { paths.contains($0.file) }, map)
    return warnings.findings
  }

  private init() {}

  private mutating func add(
    _ severity: Finding.Severity, _ place: Place, _ code: String, _ message: String,
    help: String? = nil
  ) {
    findings.append(Finding(severity, at: place, code: code, message: message, help: help))
  }

  private mutating func addLayoutWarnings(_ map: LedgerMap) {
    for file in map.job.files {
      for column in file.start.layout.unknown {
        let near = nearest(
          to: column.name,
          among: LedgerColumn.allCases.filter { file.start.layout.field(of: $0) == nil }.map(\.name)
        )
        add(
          .warning, Place(file: file.path, line: 1, column: column.column), "csv.unknown",
          "column \"\(column.name)\" is not known, ignored",
          help: near.map { "did you mean \"\($0)\"?" })
      }
    }
  }

  /// What the pieces of one file counted, together.
  private struct FileTally {
    var rows: Int64 = 0
    var lineEnds: [(count: Int64, name: String)] = [(0, "LF"), (0, "CRLF"), (0, "CR")]
    var warnings: [RowWarning: (count: Int64, line: Int64)] = [:]
    var unknown: [Name: (count: Int64, line: Int64)] = [:]

    mutating func add(_ progress: PieceProgress, lineOf: (Int32) -> Int64) {
      rows += progress.rows
      lineEnds[0].count += progress.linesWithLF
      lineEnds[1].count += progress.linesWithCRLF
      lineEnds[2].count += progress.linesWithCR
      for (warning, seen) in progress.warnings {
        warnings[warning, default: (0, lineOf(seen.line))].count += seen.count
      }
      for (member, seen) in progress.unknownMembers {
        unknown[member, default: (0, lineOf(seen.line))].count += seen.count
      }
    }
  }

  private mutating func addRowWarnings(_ map: LedgerMap) {
    var tallies = [FileTally](repeating: FileTally(), count: map.job.files.count)
    for (slice, result) in map.slices.enumerated() {
      for (number, piece) in result.pieces.enumerated() {
        tallies[piece.file].add(piece.progress) { line in
          map.place(
            of: RowLocation(slice: Int32(slice), piece: Int32(number), offset: 0, line: line)
          ).line
        }
      }
    }
    for (file, tally) in zip(map.job.files, tallies) { add(tally, of: file) }
  }

  private mutating func add(_ tally: FileTally, of file: LedgerFile) {
    if tally.rows == 0 {
      add(.warning, Place(file: file.path), "file.norows", "no rows")
    }
    let ends = tally.lineEnds.filter { $0.count > 0 }
    if ends.count > 1 {
      let words = ends.map { "\(Figures.count($0.count)) \($0.name)" }.joined(separator: ", ")
      add(.warning, Place(file: file.path), "csv.eol", "mixed line ends (\(words))")
    }
    for (warning, seen) in tally.warnings.sorted(by: { $0.key.code < $1.key.code }) {
      add(
        .warning, Place(file: file.path, line: Int(seen.line)), warning.code,
        "\(warning.message) (first of \(Figures.count(seen.count, "row")))")
    }
    for (member, seen) in tally.unknown.sorted(by: { $0.key < $1.key }) {
      add(
        .warning, Place(file: file.path, line: Int(seen.line)), "csv.unknown",
        "member \"\(member)\" is not known, ignored (first of \(Figures.count(seen.count, "row")))")
    }
  }

  /// Adds as many rejected rows of each file and code as are printed; the last says how many there are.
  private mutating func addRejects(_ rejects: [Located<RejectedRow>], _ map: LedgerMap) {
    struct Group: Hashable {
      let file: Name
      let code: Name
    }
    var totals: [Group: Int64] = [:]
    for (group, count) in map.slices.flatMap(\.rejectCounts) {
      let path = Name(map.job.files[group.file].path)
      totals[Group(file: path, code: Name(group.code)), default: 0] += count
    }
    var seen: [Group: Int64] = [:]
    for reject in rejects {
      let group = Group(file: reject.file, code: reject.row.code)
      seen[group, default: 0] += 1
      let left = totals[group, default: 0] - Int64(FindingPrinter.limit)
      if seen[group, default: 0] > FindingPrinter.limit { continue }
      if seen[group] == Int64(FindingPrinter.limit) && left > 0 {
        unlisted.append(
          UnlistedFindings(
            file: group.file.description, code: group.code.description, count: left))
      }
      add(
        .error,
        Place(
          file: reject.file.description, line: Int(reject.line), column: reject.row.byteColumn),
        reject.row.code.description, reject.row.message.description)
    }
  }

  private mutating func addRepeats(_ input: ReportInput) {
    for row in input.exceptions {
      let place = Place(file: row.file.description, line: Int(row.line), column: 1)
      switch row.row.kind {
      case .duplicate:
        add(.note, place, "dup.same", "id \(row.row.requestID), \(row.row.evidence)")
      case .conflict:
        add(.error, place, "dup.conflict", "id \(row.row.requestID), \(row.row.evidence)")
      case .costMismatch, .creditsMismatch, .costAndCreditsMismatch, .unpriced, .unknownTier: break
      }
    }
  }

  // MARK: References

  private struct Reference: Hashable {
    let file: Name
    let first: Name
    let second: Name
    let reason: UnpricedReason?
  }

  /// The rows that share a reference: how many, and the line of the first.
  ///
  /// In order of appearance.
  private func grouped(
    _ rows: [Located<ExceptionRow>], _ reference: (Located<ExceptionRow>) -> Reference
  ) -> [(reference: Reference, count: Int64, line: Int64)] {
    var order: [Reference] = []
    var seen: [Reference: (count: Int64, line: Int64)] = [:]
    for row in rows {
      let reference = reference(row)
      if seen[reference] == nil { order.append(reference) }
      seen[reference, default: (0, row.line)].count += 1
    }
    return order.compactMap { reference in
      seen[reference].map { (reference, $0.count, $0.line) }
    }
  }

  private mutating func addUnpriced(_ input: ReportInput, _ workspace: Workspace) {
    let rows = input.exceptions.filter { $0.row.kind == .unpriced }
    let groups = grouped(rows) {
      Reference(
        file: $0.file, first: $0.row.provider, second: $0.row.model, reason: $0.row.reason)
    }
    for (reference, count, line) in groups {
      let (code, problem) = LedgerWarnings.words(for: reference.reason)
      let near = nearest(
        to: reference.second.description,
        among: workspace.books.prices.models(of: reference.first))
      add(
        .warning, Place(file: reference.file.description, line: Int(line)), code,
        "model \"\(reference.second)\" of \(reference.first) \(problem)"
          + " (first of \(Figures.count(count, "row")))",
        help: reference.reason == .unknownModel
          ? near.map {
            "if it is \($0), add to aliases.csv: \(reference.first),\(reference.second),\($0),"
          } : nil)
    }
  }

  private static func words(for reason: UnpricedReason?) -> (code: String, problem: String) {
    switch reason {
    case .unknownModel: ("ref.unpriced", "has no price")
    case .notInForce: ("ref.gap", "has no price in force at the start of the request")
    case .ambiguousAlias: ("ref.alias", "means two models on that day")
    case nil: ("ref.unpriced", "has no price for a unit class or service tier of the request")
    }
  }

  private mutating func addUnknownTiers(_ input: ReportInput, _ workspace: Workspace) {
    let rows = input.exceptions.filter { $0.row.kind == .unknownTier }
    let groups = grouped(rows) {
      Reference(file: $0.file, first: $0.row.tier, second: .empty, reason: nil)
    }
    for (reference, count, line) in groups {
      let near = nearest(
        to: reference.first.description, among: workspace.books.plans.tiers)
      add(
        .warning, Place(file: reference.file.description, line: Int(line)), "ref.tier",
        "tier \"\(reference.first)\" is not in plans.csv at the time, rated as paid, without a"
          + " target (\(Figures.count(count, "row")))",
        help: near.map { "plans.csv has \"\($0)\"; rename it if it is meant" })
    }
  }
}
