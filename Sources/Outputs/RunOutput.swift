import Engine
import Glibc
import HTMLReport
import Intake
import Ledger
import Overview
import Platform
import Reports
import Tables
import Workbook
import Workspace

/// Writes everything that a run makes, all or nothing.
package enum RunOutput {
  /// The workbook in the folder of a run.
  package static let workbookName = "assay-report.xlsx"
  /// The workbook of all other tables.
  package static let detailsName = "assay-details.xlsx"
  /// The page for a browser.
  package static let pageName = "report.html"
  /// The proof of the run: `Manifest`.
  package static let manifestName = "manifest.json"

  /// Writes the reports, the workbook, the page and the manifest beside what was started, and the files that are
  /// elsewhere; finishes the database, if one was started.
  ///
  /// Returns the names of the files in the folder, the files that were read, what a reader should know of what was
  /// written, and what could not be done any more once it was.
  ///
  /// Until all of them are written, the previous files stay as they were.
  ///
  /// - Parameter steps: follow the manifest of a close.
  package static func write(
    _ run: Run, _ begun: PendingOutput, _ lone: OptionalOutputs, progress: LedgerProgress?,
    steps: CloseCommitSteps? = nil
  ) throws -> Written {
    var output = begun.output
    do {
      return try write(run, begun, lone, progress: progress, steps, &output)
    } catch {
      begun.discard(output)
      throw error
    }
  }

  /// Nothing writes any more when it returns or throws.
  private static func write(
    _ run: Run, _ begun: PendingOutput, _ lone: OptionalOutputs, progress: LedgerProgress?,
    _ steps: CloseCommitSteps?, _ output: inout OutputFolder
  ) throws -> Written {
    let inTurn = run.options.reading.threads == 1
    let overview = run.overview
    // The sums of the map and of insight are freed by now.
    MemoryRelease.returnPages()
    // Whoever needs the digests waits for them alone, on threads of their own: they must have begun before. In turn, they
    // would be made each time they are asked for.
    run.digests.begin()
    if inTurn { progress?.begin("Digesting the exports") }
    let known = inTurn ? try run.inputFiles() : nil
    // There may be very many: whoever asks gets the same list.
    let listed = Parallel.begin(inTurn: inTurn) { Result { try run.inputFiles() } }
    let inputs: @Sendable () throws -> [WrittenFile] = { try known ?? listed.value().get() }
    let tables = Report.all.map { $0.table(run.input) }
    let compared =
      (run.input.comparison.map(ComparisonOutput.tables) ?? [])
      + [run.input.restatement.map { RestatementTable($0).table }].compactMap(\.self)
    let stored = begun.database.map { database in
      Parallel.begin(inTurn: inTurn) {
        Result {
          try database.file.write(run, database.store, inputs: inputs, reports: tables)
        }
      }
    }
    defer { stored?.wait() }
    progress?.begin("Writing \(output.path)/")
    let folder = output.folder
    let credits = run.credits.map { CreditOutput.tables(of: $0) } ?? []
    let workbooks = Parallel.begin(inTurn: inTurn) {
      Result {
        let bills = run.input.bills.map { BillOutput.sheets(of: $0) } ?? []
        let all = tables + compared + bills + credits
        return try writeWorkbooks(run, overview, all, inputs, in: folder)
      }
    }
    defer { workbooks.wait() }
    try writeTables(run, tables + compared, &output)
    if let bills = run.bills { try BillOutput.write(bills, to: &output) }
    if let replayed = run.credits { try CreditOutput.write(replayed, credits, to: &output) }
    let focus = FocusOutput(
      run.ledger.useOfPeriod, run.input.facts, run.workspace, run.options)
    try focus?.write(to: &output)
    let page = try writePage(run, overview, in: folder)
    // Not before: beside the outlook and the reports it would take a processor from what the workbook waits for.
    let facts = try folder.writeLong("facts.csv") {
      try FactsFile.write(run.input.facts, realised: run.input.realised, chunks: $0)
    }
    if let rated = lone.rated {
      progress?.begin("Writing \(rated)")
      try output.writeRows(elsewhere: rated) { try RatedFile.write(run, sink: $0) }
    }
    if let path = lone.eventRevenue {
      try output.writeRows(elsewhere: path) {
        try EventRevenueFile.write(run.input.credits, sink: $0)
      }
    }
    if !inTurn { progress?.begin("Digesting the exports") }
    let files = try inputs()
    let (books, findings) = try workbooks.value().get()
    for file in books + [page, facts] { output.add(file) }
    let written = output.written.sorted { $0.name < $1.name }
    var manifest: [UInt8] = []
    try output.write(manifestName) { sink in
      try Manifest.document(run, inputs: files, outputs: written).write { bytes in
        if steps != nil { manifest += bytes }
        try sink(bytes)
      }
    }
    let line = try steps?.prepare(manifest)
    try stored?.value().get()
    try begun.database?.file.add(run.closes, with: line)
    // Rejects and rated rows were read from the ledger again.
    try run.map.requireUnchanged()
    let afterthoughts = try commit(&output, begun.database?.file, steps)
    return Written(
      names: output.written.map(\.path), inputs: files,
      findings: findings + (focus?.findings ?? []),
      afterthoughts: afterthoughts, overview: overview)
  }

  /// The files that were written, and their sources.
  package struct Written {
    /// The names of the files in the folder.
    package let names: [String]
    /// Every file that was read.
    package let inputs: [WrittenFile]
    /// The findings about the written files.
    package let findings: [Finding]
    /// The steps that failed after the files were in their places.
    package let afterthoughts: [Finding]
    /// The summary of the run.
    package let overview: Overview
  }

  /// Puts the files in their places, the database after all others, and returns what could not be done then.
  private static func commit(
    _ output: inout OutputFolder, _ database: DatabaseFile?, _ steps: CloseCommitSteps?
  ) throws -> [Finding] {
    var failure: (any Error)?
    let afterthought = try output.commit {
      try steps?.commit()
      // The database has the line of the close.
      do { try database?.commit() } catch { failure = error }
    }
    var findings: [Finding] = []
    if let afterthought {
      findings.append(
        Finding(
          .warning, at: Place(file: output.path), code: "io",
          message: "the new reports are in place, but Assay could not remove the previous ones: "
            + words(of: afterthought),
          help: "nothing to do: the next run removes them"))
    }
    if let failure {
      database?.discard()
      findings.append(
        Finding(
          .warning, at: Place(file: DatabaseGuard.file), code: "io",
          message: "the new reports are in place, but the database is still that of the "
            + "previous run: \(words(of: failure))",
          help: "run again"))
    }
    if database == nil {
      findings.append(
        Finding(
          .warning, at: Place(file: DatabaseGuard.file), code: "db.skipped",
          message: "the workspace is read-only, so there is no database of this run",
          help: "to create one, make the workspace writable and run again"))
    }
    return findings
  }

  private static func words(of error: any Error) -> String {
    guard let error = error as? SystemError else { return "\(error)" }
    return "\(error.path): \(error.reason)"
  }

  /// Every file that a run writes into its folder.
  static let fileNames = Set(
    Report.all.map { $0.name + ".csv" } + [
      "facts.csv", "restatement.csv", workbookName, detailsName, pageName, manifestName,
    ]
  ).union(ComparisonOutput.fileNames).union(BillOutput.fileNames).union(FocusOutput.fileNames)
    .union(CreditOutput.fileNames)

  /// The first of the files of these names in a folder that is not from an earlier run, a watch, `assay bill` or `assay audit`.
  static func foreign(in folder: String, among present: [String]) throws -> String? {
    if try Manifest.isOurs(in: folder) { return nil }
    let ours =
      (try WatchOutput.isOurs(in: folder) ? WatchOutput.fileNames : [])
      .union(try BillOutput.isOurs(in: folder) ? BillOutput.fileNames : [])
    let isAudit = try CreditOutput.isOurs(in: folder)
    return present.first { !ours.contains($0) && !(isAudit && CreditOutput.isFileName($0)) }
  }

  private static func writeTables(
    _ run: Run, _ tables: [Table], _ output: inout OutputFolder
  ) throws {
    for table in tables {
      try output.write(table.name + ".csv") { sink in
        if table.name == "rejects" {
          try RejectsFile.write(run, columns: table.columns, sink: sink)
        } else {
          try CSVFile.write(table, sink: sink)
        }
      }
    }
  }

  private static func writePage(
    _ run: Run, _ overview: Overview, in folder: OutputFolder.Folder
  ) throws -> WrittenFile {
    let page = HTMLReport(
      overview, cells: ReportCells(run.input, overview.customers),
      reconciliation: Report.reconciliation.table(run.input), version: Version.number)
    // The tables and the sums behind the cells are freed by now.
    MemoryRelease.returnPages()
    return try folder.write(pageName) { try $0(page.bytes) }
  }

  /// Returns the workbooks as files of the folder, and what a reader should know of them.
  private static func writeWorkbooks(
    _ run: Run, _ overview: Overview, _ tables: [Table], _ inputs: () throws -> [WrittenFile],
    in folder: OutputFolder.Folder
  ) throws -> ([WrittenFile], [Finding]) {
    func source() throws -> WorkbookProvenance {
      let files = try inputs()
      return WorkbookProvenance(
        version: Version.number, created: run.lastDay, knownAt: run.options.knownAt,
        files: files.prefix(Sheet.rowLimit).map { SourceFile(path: $0.path, sha256: $0.sha256) },
        fileCount: files.count)
    }
    let requests = try run.input.bills.map {
      BillRequestsTable(try BillRequestList($0, of: run.ledger).rows, zones: $0.zones)
    }
    let details = DetailsWorkbook(
      overview, input: run.input, tables: tables, requests: requests, version: Version.number,
      created: run.lastDay)
    let detailsFile = try folder.writeWorkbook(detailsName, details.pages, details.properties)
    let report = try ReportWorkbook(
      overview, input: run.input, details: details, source: source())
    let reportFile = try folder.writeWorkbook(workbookName, report.pages, report.properties)
    return ([detailsFile, reportFile], details.cuts.map(cutFinding))
  }

  private static func cutFinding(_ cut: (sheet: String, csv: String, rows: [Int])) -> Finding {
    let rest = cut.rows.count - 1
    let more = rest == 0 ? "" : " and \(Figures.count(Int64(rest), "other row"))"
    return Finding(
      .warning, at: Place(file: detailsName), code: "xlsx.cut",
      message:
        "sheet \(cut.sheet) has only the start of a text from CSV row \(cut.rows[0])\(more), "
        + "because a cell holds at most 32,767 characters; \(cut.csv) has all of it",
      help: "read it in the CSV: \(cut.csv)")
  }
}
