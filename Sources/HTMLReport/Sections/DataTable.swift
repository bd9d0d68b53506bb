import Overview

/// A table of a section: a heading for each column, rows that begin with their name, a total.
package struct DataTable {
  /// The id of the section's heading, which names the table too.
  let section: String
  /// The label of the scrolling part, which no heading has.
  let name: String
  let columns: [Heading]
  /// At least the first `limit`.
  let rows: [[Cell]]
  /// The number of rows; nil if `rows` are all.
  var count: Int?
  /// The last row, which stands for all; nil where there is none.
  var total: [Cell]?
  /// The rows, by their place, that add up others.
  var sums: Set<Int> = []
  /// The file with all rows if these are too many, and their order.
  let file: String
  let order: String

  /// The most rows that are shown.
  package static let limit = 50

  /// A column.
  struct Heading {
    let words: String
    /// At the right, digits below digits.
    var isNumber = true
    /// Words that break at the end of a line.
    var isProse = false
  }

  /// The content of a column in a row.
  struct Cell {
    let text: String
    var tone: Tone?
    /// The colour fills the cell.
    var isFilled = false
  }

  /// The meaning of a colour, which a sign or a word states as well.
  enum Tone: String {
    case bad, good
  }

  /// The table in a part of its own that scrolls sideways where the window is narrow.
  var markup: Markup {
    guard !rows.isEmpty else { return .element("p", "None in this period.") }
    let head = Markup.element("thead", .element("tr", columns.map(heading)))
    let body = Markup.element(
      "tbody",
      rows.prefix(DataTable.limit).enumerated().map { place, cells in
        sums.contains(place)
          ? .element("tr", ["class": "sum"], row(cells)) : .element("tr", row(cells))
      })
    let foot = total.map { Markup.element("tfoot", .element("tr", row($0))) }
    let table = Markup.element(
      "table", ["aria-labelledby": section, "aria-describedby": section + "-note"],
      [head, body, foot ?? .nothing])
    let region = Markup.element(
      "div",
      ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": name], table)
    return .joined([region, cutLine])
  }

  private var cutLine: Markup {
    let count = count ?? rows.count
    guard count > DataTable.limit else { return .nothing }
    return .element(
      "p", ["class": "mute"],
      [
        .text(
          "\(DataTable.limit) of \(Figures.count(Int64(count), "row")), \(order); all are in "),
        .element("code", .text(file)), ".",
      ])
  }

  private func heading(_ heading: Heading) -> Markup {
    heading.isNumber
      ? .element("th", ["scope": "col", "class": "n"], .text(heading.words))
      : .element("th", ["scope": "col"], .text(heading.words))
  }

  private func row(_ cells: [Cell]) -> [Markup] {
    zip(cells, columns).enumerated().map { index, pair in
      let (cell, column) = pair
      if index == 0 {
        return rowName(cell.text)
      }
      guard column.isNumber else {
        return column.isProse
          ? .element("td", ["class": "p"], .text(cell.text)) : .element("td", .text(cell.text))
      }
      return .element("td", ["class": classes(of: cell)], content(cell.text))
    }
  }

  /// The name of a row; one that is long may break anywhere.
  private func rowName(_ text: String) -> Markup {
    let words = Markup.element("bdi", .text(text))
    return text.unicodeScalars.count > 20
      ? .element("th", ["scope": "row", "class": "long"], words)
      : .element("th", ["scope": "row"], words)
  }

  private func classes(of cell: Cell) -> String {
    "n" + (cell.tone.map { " " + $0.rawValue } ?? "") + (cell.isFilled ? " f" : "")
  }

  /// A figure; what is not known says so to those who hear it.
  private func content(_ text: String) -> Markup {
    guard text == ShownColumn.unknown else { return .text(text) }
    return .joined([
      .element("span", ["aria-hidden": "true"], .text(text)),
      .element("span", ["class": "unseen"], "not known or not applicable"),
    ])
  }
}
