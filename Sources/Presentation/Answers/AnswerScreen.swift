import Ledger
import Overview
import Querying
import Tables
import Terminal

/// The answer to a question on a terminal: a title, the table, and what to know of it.
package struct AnswerScreen {
  private let table: AnswerTable
  private let scope: AnswerScope
  private let notes: [String]
  private let width: Int
  private let paint: Paint
  private let hasGlyphs: Bool

  /// - Parameters:
  ///   - notes: sentences below the table.
  ///   - hasGlyphs: the terminal has more than plain letters.
  package init(
    _ table: AnswerTable, _ scope: AnswerScope, notes: [String], width: Int, paint: Paint,
    hasGlyphs: Bool
  ) {
    self.table = table
    self.scope = scope
    self.notes = notes
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let title = Wrapping.lines(SafeText.safe(scope.title(of: table)), hanging: 2, width: width)
      .map { paint(.bold, $0) }
    let below = Wrapping.lines(
      SafeText.safe((notes + ["Other formats: --format csv, json or md."]).joined(separator: " ")),
      after: "  ", width: width)
    let block = title + lines + below
    return hasGlyphs ? [block].text : [block].text.plainSigns
  }

  private var lines: [String] {
    let texts = AnswerTexts(table)
    let keys = table.columns.indices.filter { table.columns[$0].isKey }
    let figures = table.columns.indices.filter { !table.columns[$0].isKey }
    let names = AnswerScreen.joined(
      [keys.map { texts.headings[$0] }] + texts.rows.map { row in keys.map { row[$0].text } })
    let columns =
      [TextTable.Column(heading: names[0])]
      + figures.map {
        TextTable.Column(heading: texts.headings[$0], rank: table.columns[$0].rank)
      }
    let rows = zip(names.dropFirst(), texts.rows).map { name, row in
      [TextTable.Cell(text: name)]
        + figures.map { TextTable.Cell(text: row[$0].text, colour: row[$0].colour) }
    }
    return TextTable(
      columns: columns, rows: rows, hasTotal: table.rows.count > 1, width: width,
      file: "--format csv", paint: paint
    ).lines
  }

  /// Each list of texts as one, aligned with the others.
  private static func joined(_ lists: [[String]]) -> [String] {
    let count = lists.first?.count ?? 0
    let widths = (0..<count).map { column in
      lists.map { $0[column].displayWidth }.max() ?? 0
    }
    return lists.map { list in
      var text = ""
      for (column, part) in list.enumerated() {
        let isLast = column == list.count - 1
        text +=
          part
          + (isLast ? "" : String(repeating: " ", count: widths[column] - part.displayWidth + 2))
      }
      return text
    }
  }
}
