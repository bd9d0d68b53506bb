import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Reports

/// What is odd about the ledger without stopping anything: one finding per kind and file, with a count.
struct LedgerWarnings {
  private(set) var findings: [Finding] = []

  init(_ map: LedgerMap, input: ReportInput, workspace: Workspace) {
    addLayoutWarnings(map)
    addRowWarnings(map)
    addRejects(input.rejects)
    addRepeats(input)
    addUnpriced(input, workspace)
    addUnknownTiers(input, workspace)
  }

  /// The rejected rows of some files as findings, to show what is wrong with a file that is refused.
  static func rejects(_ map: LedgerMap, ofFiles files: Set<Int>) -> [Finding] {
    let paths = Set(files.map { Name(map.job.files[$0].path) })
    var warnings = LedgerWarnings()
    warnings.addRejects(FindingLists.rejects(map).filter { paths.contains($0.file) })
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

  private mutating func addRowWarnings(_ map: LedgerMap) {
    for (index, file) in map.job.files.enumerated() {
      var rows: Int64 = 0
      var lineEnds = (lf: Int64(0), crlf: Int64(0), cr: Int64(0))
      var warnings: [RowWarning: (count: Int64, line: Int64)] = [:]
      for (slice, result) in map.slices.enumerated() {
        for (number, piece) in result.pieces.enumerated() where piece.file == index {
          rows += piece.progress.rows
          lineEnds.lf += piece.progress.linesWithLF
          lineEnds.crlf += piece.progress.linesWithCRLF
          lineEnds.cr += piece.progress.linesWithCR
          for (warning, seen) in piece.progress.warnings {
            let place = map.place(
              of: RowLocation(
                slice: Int32(slice), piece: Int32(number), offset: 0, line: seen.line))
            warnings[warning] = (
              (warnings[warning]?.count ?? 0) + seen.count, warnings[warning]?.line ?? place.line
            )
          }
        }
      }
      if rows == 0 {
        add(.warning, Place(file: file.path), "file.norows", "no rows, only a header")
      }
      let ends = [(lineEnds.lf, "LF"), (lineEnds.crlf, "CRLF"), (lineEnds.cr, "CR")]
        .filter { $0.0 > 0 }
      if ends.count > 1 {
        let words = ends.map { "\(Figures.count($0.0)) \($0.1)" }.joined(separator: ", ")
        add(.warning, Place(file: file.path), "csv.eol", "mixed line ends (\(words))")
      }
      for (warning, seen) in warnings.sorted(by: { $0.key.code < $1.key.code }) {
        add(
          .warning, Place(file: file.path, line: Int(seen.line)), warning.code,
          "\(warning.message) (first of \(Figures.count(seen.count, "row")))")
      }
    }
  }

  private mutating func addRejects(_ rejects: [Located<RejectedRow>]) {
    for reject in rejects {
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
