import Overview
import Tables

/// The comparison of recorded with expected figures.
///
/// It shows the rows in one equation, then each class with requests.
enum ComparisonSection {
  /// - Parameter table: the reconciliation report.
  static func markup(_ overview: Overview, _ table: Table) -> Markup {
    let rows = (0..<table.rowCount).map { table.cells(at: $0) }
      .filter { overview.costView == nil || $0[0] != .text("credits") }
    let kept = ComparisonSection.withoutUnknownSums(
      rows.filter { $0[2] != .count(0) }.map { withoutUnknownRecord($0, overview) })
    let texts = table.columns.indices.map { column in
      ShownColumn.texts(kept.map { $0[column] }, kind: table.columns[column].kind)
    }
    let data = DataTable(
      section: "comparison", name: "Table of classes",
      columns: table.columns.map {
        DataTable.Heading(words: Headings.words(for: $0.name), isNumber: $0.kind != .text)
      },
      rows: kept.indices.map { row in
        texts.map { DataTable.Cell(text: words($0[row])) }
      }, sums: Set(kept.indices.filter { kept[$0][1] == total }), file: table.name + ".csv",
      order: table.order)
    let left = rows.filter { $0[2] == .count(0) && $0[1] != total }.map { $0[1] }
    return Section.markup(
      id: "comparison", "Recorded against recomputed",
      [
        .element("p", .sentence(overview.rowEquation + ".")),
        .element("p", .sentence(overview.comparisonWords)),
        Section.note(
          for: "comparison",
          "Cost in USD, credits in credits; the difference of a total is of the compared requests only. All figures are in",
          files: [table.name + ".csv", "exceptions.csv"]),
        data.markup, leftOut(left, of: kept.count),
      ])
  }

  /// The class of the rows that add up the others of their subject.
  private static let total = Cell.text("total")

  private static let (cost, unpriced) = (Cell.text("cost"), Cell.text("unpriced"))
  private static let recordedColumn = 3

  /// A row of unpriced requests without the recorded sum where nothing was recorded of any.
  private static func withoutUnknownRecord(_ row: [Cell], _ overview: Overview) -> [Cell] {
    let comparison = row[0] == cost ? overview.costs : overview.credits
    guard row[1] == unpriced, !comparison.isUnpricedRecorded else { return row }
    var row = row
    row[recordedColumn] = .blank
    return row
  }

  /// The rows with nothing for a sum of which no part is known: it is 0, but not known to be.
  private static func withoutUnknownSums(_ rows: [[Cell]]) -> [[Cell]] {
    rows.map { row in
      guard row[1] == total else { return row }
      let parts = rows.filter { $0[0] == row[0] && $0[1] != total }
      return row.indices.map { column in
        column > 1 && parts.allSatisfy { $0[column] == .blank } ? .blank : row[column]
      }
    }
  }

  /// Says that classes without requests are not in the table.
  private static func leftOut(_ classes: [Cell], of rows: Int) -> Markup {
    guard rows > 0, !classes.isEmpty else { return .nothing }
    return .element("p", ["class": "mute"], "The table omits classes without requests.")
  }

  /// The words of a name with underscores.
  private static func words(_ name: String) -> String {
    name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: " ")
  }
}
