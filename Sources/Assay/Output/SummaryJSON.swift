import Reports
import Tables

/// The summary as one JSON document: the measures of `summary.csv`, exact, as texts.
enum SummaryJSON {
  static func text(_ run: Run, folder: String) -> String {
    guard let table = Report.all.first(where: { $0.name == "summary" })?.table(run.input) else {
      preconditionFailure("the summary is a report")
    }
    let measures = (0..<table.rowCount).map { row -> (key: String, value: JSONText) in
      let cells = table.cells(at: row).map(CSVText.string)
      return (cells[0], cells[1].isEmpty ? .null : .string(cells[1]))
    }
    return JSONText.object([
      ("assay", .string(Version.number)), ("output", .string(folder)),
      ("skipped_files", .skippedFiles(of: run)), ("summary", .object(measures)),
    ]).text
  }
}
