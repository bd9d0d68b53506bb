import Engine
import Ledger
import Platform
import Reconciliation
import Sampling
import Tables

/// Draws an audit sample and writes its files into the folder of the reports, whose manifest does not name them.
package struct SampleOutput {
  package let facts: SampleFacts
  package let requests: [SampledRequest]
  private let sources: [SampleSource]
  private let created: Day

  /// Draws the sample and explains each request; reads the ledger twice more.
  ///
  /// - Parameter folder: where `write` is going to write, and a run may have left its manifest.
  package init(_ plan: SamplePlan, of run: Run, in folder: String) throws {
    let (strata, outside) = try SamplePopulation.draw(plan, of: run.ledger)
    let days = run.days
    facts = SampleFacts(
      plan, strata, outside: outside, scope: days.map { DayText.range($0) } ?? "no usage",
      rows: SampleOutput.rows(run.input.rows), manifest: try SampleOutput.manifest(in: folder))
    let explanations =
      facts.size > SamplePlan.sizes.upperBound
      ? [:] : try SampleExplanations.of(strata, in: run.ledger)
    requests = SampledRequest.all(strata, explanations: explanations)
    let root = run.workspace.root
    sources = try SampleSource.all(of: requests) { try FileSystem.contents(of: root + "/" + $0) }
    created = days?.upperBound ?? WorkbookProperties.dayOfNone
  }

  /// Both files.
  package static let fileNames: Set<String> = [csvName, SampleWorkbook.fileName]
  private static let csvName = AuditSampleTable.name + ".csv"

  /// The sample as it is in its CSV file.
  package var table: Table { AuditSampleTable(requests).table }

  /// Writes both files, all or nothing; others stay as they are.
  package func write(toFolder path: String) throws -> [WrittenFile] {
    let workbook = SampleWorkbook(
      facts, requests, sources: sources, version: Version.number, created: created)
    return try TablesOutput.write(
      [table], to: path, names: SampleOutput.fileNames, isOurs: SampleOutput.isOurs(in:)
    ) { output in
      output.add(
        try output.folder.writeWorkbook(
          SampleWorkbook.fileName, workbook.pages, workbook.properties))
    }
  }

  /// True if the files in a folder are from an earlier run or from `assay sample`.
  package static func isOurs(in folder: String) throws -> Bool {
    if try Manifest.isOurs(in: folder) { return true }
    return try TablesOutput.isFile(
      folder + "/" + csvName, beginning: AuditSampleTable.beginning)
  }

  /// Refuses a folder with the reports of a run of other books: its manifest would prove other figures.
  package static func refuseOtherInputs(in folder: String, now run: Run) throws {
    try ManifestInputs.refuseOthers(in: folder, now: run.workspace) { [] }
  }

  private static func manifest(in folder: String) throws -> String? {
    guard try Manifest.isOurs(in: folder) else { return nil }
    return try SHA256.file(folder + "/" + RunOutput.manifestName).sha256
  }

  private static func rows(_ rows: RowCounts) -> [(words: String, count: Int64)] {
    [
      ("Rows read", rows.read), ("Rated", rows.rated), ("Unpriced", rows.unpriced),
      ("Duplicate, not drawable", rows.duplicate), ("Conflict, not drawable", rows.conflict),
      ("Rejected, not drawable", rows.rejected),
      ("Outside the period, not drawable", rows.outsidePeriod),
    ]
  }
}
