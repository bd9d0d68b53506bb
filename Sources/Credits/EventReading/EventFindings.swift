import Intake
import Ledger

/// The messages about the rows of credit files: few of each kind, and the number of the others.
struct EventFindings {
  private(set) var findings: [Finding] = []
  private var omitted: [Group: Int64] = [:]
  private var listed: [Group: Int] = [:]
  /// The unknown columns, each named once.
  private var unknown: Set<String> = []
  /// The file that is being read.
  private var path = ""
  private var warnings: [RowWarning: Seen] = [:]
  /// The number of notes before those of the file.
  private var mark = 0
  /// The most rejected rows of each file and code that become findings.
  private let limit: Int

  private struct Group: Hashable {
    let file: String
    let code: String
  }

  private struct Seen {
    var count: Int64
    let line: Int
    let column: Int
  }

  init(limit: Int) { self.limit = limit }

  /// The findings that are not listed, counted, by file and code.
  var unlisted: [OmittedFindings] {
    omitted.map { group, count in
      OmittedFindings(severity: .error, file: group.file, code: group.code, count: count)
    }.sorted { (Name($0.file), $0.code) < (Name($1.file), $1.code) }
  }

  /// Begins a file.
  mutating func begin(_ path: String) {
    self.path = path
    mark = findings.count
  }

  /// Notes what the header of the file shows.
  mutating func add(_ layout: EventLayout) {
    if layout.hasIndex {
      findings.append(
        Finding(
          .note, at: Place(file: path, line: 1, column: 1), code: "csv.index",
          message: "column 1 is an unnamed row index; Assay ignores it", help: "nothing to do"))
    }
    for column in layout.unknown {
      addUnknown(
        column.name, "column",
        at: Place(file: path, line: layout.headerLines, column: column.column))
    }
  }

  private mutating func addUnknown(_ name: String, _ noun: String, at place: Place) {
    guard unknown.insert(name).inserted else { return }
    let near = nearest(to: name, among: CreditColumn.allCases.map(\.header))
    findings.append(
      Finding(
        .warning, at: place, code: "csv.unknown",
        message: "unknown \(noun) \"\(name.excerpt)\"; Assay ignores it",
        help: near.map { "did you mean \"\($0)\"?" } ?? "nothing to do if this is intentional"))
  }

  /// Notes the members of an object of JSON that are no columns; of very many only the first.
  mutating func add(_ unknown: [(name: Name, place: Int)], from start: Int, line: Int) {
    for (name, place) in unknown where self.unknown.count < UnknownMembers.limit {
      addUnknown(
        name.description, "member", at: Place(file: path, line: line, column: place - start + 1))
    }
  }

  /// Counts a warning about an accepted row.
  mutating func add(_ warning: RowWarning, line: Int, byte: Int) {
    warnings[warning, default: Seen(count: 0, line: line, column: byte)].count += 1
  }

  /// Notes a rejected row.
  mutating func add(_ row: RejectedEventRow, byte: Int, help: String) {
    let group = Group(file: path, code: row.code)
    listed[group, default: 0] += 1
    guard listed[group, default: 0] <= limit else {
      omitted[group, default: 0] += 1
      return
    }
    findings.append(
      Finding(
        .error, at: Place(file: path, line: row.line, column: byte), code: row.code,
        message: row.message, help: help))
  }

  /// Ends the file, of which all rows were read.
  mutating func end(rows: Int) {
    if rows == 0 {
      findings.append(
        Finding(
          .warning, at: Place(file: path), code: "file.norows", message: "no rows",
          help: "export it again, or leave it if there were no events"))
    }
    for (warning, seen) in warnings.sorted(by: { $0.key.code < $1.key.code }) {
      let rows = seen.count == 1 ? "" : " (\(GroupedDigits.text(seen.count)) rows)"
      findings.append(
        Finding(
          warning.severity, at: Place(file: path, line: seen.line, column: seen.column),
          code: warning.code, message: warning.message + rows,
          help: RowHelp.text(for: warning.code)))
    }
    warnings = [:]
  }

  /// Ends the file, which cannot be used.
  mutating func refuse(_ failure: FileFailure) {
    warnings = [:]
    if case .tooManyRejects = failure.fault {} else { findings.removeSubrange(mark...) }
    findings.append(
      Finding(
        .error, at: Place(file: path, line: failure.line, column: failure.column),
        code: failure.fault.code, message: failure.fault.message, help: EventFindings.help(failure))
    )
  }

  private static func help(_ failure: FileFailure) -> String {
    switch failure.fault {
    case .noHeader: "name the columns in line 1: event_id,at,account_id,kind,credits"
    case .severalDelimiters: "export it with commas: event_id,at,account_id,kind,credits"
    case .otherKind: "export it as CSV or JSON lines, or move it out of credits/"
    case .tooManyRejects: "correct the rows as their messages say, then export the file again"
    default: failure.fault.help
    }
  }
}
