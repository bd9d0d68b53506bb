import Engine
import Ledger
import Platform
import Tables
import Workspace

extension Run {
  /// Every file that was read, by the bytes of its path, with its digest.
  func inputFiles() throws -> [WrittenFile] {
    let ledger = digests.value()
    var files = workspace.bookFiles + workspace.bucketFiles + billFiles + (credits?.files ?? [])
    files += closes?.files ?? []
    // A ledger may have very many files: one list holds them all.
    files.reserveCapacity(files.count + ledger.count)
    for file in ledger { files.append(try file.get()) }
    // What was hashed must be what was rated.
    try map.requireUnchanged()
    files.sort { $0.name < $1.name }
    return files
  }

  /// The faults of ledger files of which no row counts, by file and line.
  package var faultsOfSkippedFiles: [Finding] {
    let faults = findings.filter { $0.severity == .error }
    if faults.isEmpty { return [] }
    let leftOut = Set(
      (bills?.skippedFiles ?? []).map(\.path) + (credits?.skippedFiles ?? []).map(\.path))
    let used = Set(
      map.job.files.map(\.path) + workspace.bucketFiles.map(\.path)
        + (billFiles + (credits?.files ?? [])).map(\.path).filter { !leftOut.contains($0) })
    return faults.filter { !used.contains($0.place.file) }
  }

  /// These files by path, each with the code of its first fault.
  package var skippedFiles: [(path: String, code: String)] {
    var codes: [String: String] = [:]
    for fault in faultsOfSkippedFiles where codes[fault.place.file] == nil {
      codes[fault.place.file] = fault.code
    }
    return codes.sorted { Name($0.key) < Name($1.key) }.map { ($0.key, $0.value) }
  }

  /// The first and last usual day reported; nil when there is nothing to report.
  package var days: ClosedRange<Day>? { input.facts.usualDays }

  /// The day that represents the report where one is needed: its last.
  var lastDay: Day { days?.upperBound ?? period?.lastDay ?? WorkbookProperties.dayOfNone }
}
