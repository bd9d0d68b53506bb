import Intake
import Ledger
import Workspace

/// Ledger files that cannot be used after all, as reading their rows showed.
struct FileProblems {
  let files: Set<Int>
  let findings: [Finding]
  /// The findings that the list leaves out, counted.
  let unlisted: [OmittedFindings]

  /// Looks for them: what could not be read to its end, what is wrong with most rows or all, what changed
  /// meanwhile.
  init(_ map: LedgerMap, options: RunOptions) {
    var failures = map.failures
    let failed = Set(failures.map(\.file))
    let lists = FileProblems.filesBeginningWithList(map)
    for (file, tally) in FileTally.all(map).enumerated() where !failed.contains(file) {
      let found = FileProblems.misread(
        tally, file, of: map, beginsWithList: lists.contains(file), options)
      if let failure = found ?? LedgerBytes.change(of: map.job.files[file]) {
        failures.append((file, failure))
      }
    }
    let tooMany = failures.filter {
      if case .tooManyRejects = $0.failure.fault { true } else { false }
    }
    let rejects = LedgerWarnings.rejects(map, ofFiles: Set(tooMany.map(\.file)))
    files = Set(failures.map(\.file))
    findings =
      failures.map { $0.failure.finding(in: map.job.files[$0.file].path) } + rejects.findings
    unlisted = rejects.unlisted
  }

  /// Why the rows of a file show that it is another file than it was taken for.
  private static func misread(
    _ tally: FileTally, _ file: Int, of map: LedgerMap, beginsWithList: Bool,
    _ options: RunOptions
  ) -> FileFailure? {
    if map.job.files[file].start.layout.format.isJSONLines, tally.rejected == tally.rows,
      beginsWithList
    {
      return FileFailure(.otherKind("JSON document"), line: 1, column: 1)
    }
    if let failure = nearMiss(tally) { return failure }
    guard options.refusesFile(rejected: tally.rejected, of: tally.rows) else { return nil }
    return FileFailure(
      .tooManyRejects(rejected: Int(tally.rejected), rows: Int(tally.rows)))
  }

  /// The files whose first row, a rejected one, begins as a JSON list does.
  private static func filesBeginningWithList(_ map: LedgerMap) -> Set<Int> {
    var seen: Set<Int> = []
    var lists: Set<Int> = []
    for row in map.firstRejects {
      let file = map.slices[Int(row.location.slice)].pieces[Int(row.location.piece)].file
      guard seen.insert(file).inserted else { continue }
      let first = row.text.first { $0 != 0x20 && $0 != 0x09 }
      if first == UInt8(ascii: "[") { lists.insert(file) }
    }
    return lists
  }

  /// A member of JSON that must be meant for a column that no row names, as in the header of a CSV.
  private static func nearMiss(_ tally: FileTally) -> FileFailure? {
    let members = tally.unknown.members.map { ($0, PlainName($0.name.description)) }
    if members.isEmpty { return nil }
    for column in LedgerColumn.allCases where !tally.namedColumns.contains(column) {
      if let near = members.first(where: { column.isMeant(by: $0.1) })?.0 {
        return FileFailure(
          .columnMissing(name: column.name, found: near.name.description), line: Int(near.line),
          column: near.column)
      }
    }
    return nil
  }
}
