import Ledger
import Overview
import Reports
import Tables
import Workbook

/// Both workbooks of a run.
enum ReportBook {
  static func details(_ overview: Overview, _ input: ReportInput) -> DetailsWorkbook {
    DetailsWorkbook(
      overview, input: input, tables: Report.all.map { $0.table(input) }, version: "1",
      created: Day(number: 20_000))
  }

  static func make(
    _ overview: Overview, _ input: ReportInput, files: [SourceFile] = []
  ) throws -> ReportWorkbook {
    ReportWorkbook(
      overview, input: input, details: details(overview, input),
      source: WorkbookProvenance(
        version: "1", created: Day(number: 20_000), knownAt: nil, files: files))
  }
}
