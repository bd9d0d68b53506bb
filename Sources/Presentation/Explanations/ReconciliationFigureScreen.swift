import Explaining
import Ledger
import Outputs
import Overview
import Reports
import Tables
import Terminal
import Workspace

extension ReconciliationFigure {
  /// Reads a figure of `reconciliation.csv`; nil for text that names another report.
  package init?(address text: String) throws(UsageFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.first == ReconciliationFigure.report else { return nil }
    func fault(_ word: String?, _ words: [String]) -> UsageFault {
      .wrongValue(
        option: "--figure", text: text,
        expected: ReconciliationFigure.form + ", where one word is "
          + words.joined(separator: ", "),
        near: word.flatMap { nearest(to: $0, among: words) })
    }
    let subjects = Subject.allCases.map(\.rawValue)
    let columns = Column.allCases.map(\.rawValue)
    guard parts.count == 4 else {
      throw .wrongValue(
        option: "--figure", text: text,
        expected: "\(ReconciliationFigure.form), as in reconciliation/cost/mismatch/difference")
    }
    guard let subject = Subject(rawValue: parts[1]) else { throw fault(parts[1], subjects) }
    guard ReconciliationFigure.classNames.contains(parts[2]) else {
      throw fault(parts[2], ReconciliationFigure.classNames)
    }
    guard let column = Column(rawValue: parts[3]) else { throw fault(parts[3], columns) }
    self.init(subject: subject, className: Name(parts[2]), column: column)
  }
}

/// A figure of `reconciliation.csv` with its largest requests, as a screen and as JSON.
package struct ReconciliationFigureExplanation {
  let figure: ReconciliationFigure
  let requests: ReconciliationRequests
  /// As the file has it; nil where it is blank there, or has no row of the class.
  let value: String?

  /// The maximum number of requests shown.
  private static let shown = 5

  package init(_ figure: ReconciliationFigure, of run: Run) throws {
    self.figure = figure
    requests = try ReconciliationRequests(figure, of: run.ledger)
    let table = Report.reconciliation.table(run.input)
    let column = table.columns.firstIndex { $0.name == figure.column.rawValue }
    let row = (0..<table.rowCount).map { table.cells(at: $0) }.first {
      CSVText.string($0[0]) == figure.subject.rawValue
        && CSVText.string($0[1]) == figure.className.description
    }
    let text = column.flatMap { index in row.map { CSVText.string($0[index]) } } ?? ""
    value = text.isEmpty ? nil : text
  }

  /// The screen, in lines no wider than `width`.
  package func screen(
    workspace: String, knownAt: String?, width: Int, paint: Paint
  ) -> String {
    let shown = value.map { "\(FullPrecisionText.grouped($0)) \(figure.unit)" } ?? "blank"
    let days = requests.days.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
    let head = Wrapping.lines(
      "\(figure.text)\(days): \(shown), of \(Figures.count(requests.count, "request"))", hanging: 2,
      width: width)
    var blocks = [[paint(.bold, head[0])] + head.dropFirst()]
    let lines = requests.heaviest.prefix(ReconciliationFigureExplanation.shown)
    guard let first = lines.first?.cells.first else { return blocks.text }
    let rest = requests.count - Int64(lines.count)
    blocks.append(
      [paint(.bold, "Largest requests, \(figure.unit)")]
        + TextTable(
          columns: [
            TextTable.Column(heading: ""), TextTable.Column(heading: "", isNote: true),
            TextTable.Column(heading: ""),
          ],
          rows: lines.map { line in
            [
              line.cells[0], line.cells[2], FullPrecisionText.grouped(figure.text(line.value)),
            ].map { TextTable.Cell(text: SafeText.safe($0)) }
          }, hasTotal: false, width: width, file: "exceptions.csv", paint: paint
        ).lines.dropFirst()
        + (rest > 0
          ? ["  … \(Figures.count(rest)) more; those that differ are in exceptions.csv"] : []))
    let next = TypedCommand.text(
      "explain", in: workspace, [first] + (knownAt.map { ["--as-known-at", $0] } ?? []))
    blocks.append(["Next: " + paint(.cyan, SafeText.safe(next))])
    return blocks.text
  }

  /// One document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(figure.text)),
      ("value", .described(value)), ("unit", .string(figure.unit)),
      ("requests", .number(requests.count)),
      (
        "largest_requests",
        .array(
          requests.heaviest.map { line in
            .object(
              zip(["request_id", "request_started_at", "row"], line.cells).map {
                ($0, .string($1))
              } + [("value", .string(figure.text(line.value)))])
          })
      ),
    ]).text
  }
}
