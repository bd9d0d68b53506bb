import Overview

/// A table of a section: a heading for each column, rows that begin with their name, a total.
package struct DataTable {
  /// The id of the element.
  let id: String
  /// The ids of the heading that names the table, and of the note on its unit.
  let heading: String
  let note: String
  /// The label of the scrolling part, which no heading has.
  let name: String
  let columns: [Column]
  let rows: [Row]
  /// The last row, which represents all; nil where there is none.
  var total: Row?

  /// The most rows that are shown of what has no end.
  package static let limit = 50

  /// A column.
  struct Column {
    let words: String
    /// The name of the column for the script, which sorts by it; empty where it does not.
    var key = ""
    /// At the right, digits below digits.
    var isNumber = true
    /// Left out on a phone.
    var isOptional = false
  }

  struct Row {
    /// The first is the name of the row.
    var cells: [Cell]
    /// The classes of the row.
    var style = ""
    /// The keys of the row for the script, such as its tier.
    var keys: [(name: String, value: String)] = []
  }

  /// The content of a column in a row.
  struct Cell {
    var text = ""
    var tone: Tone?
    /// The drawing that replaces the text.
    var drawing: Markup?
  }

  /// The meaning of a colour, which a sign or a word states as well.
  enum Tone: String {
    case bad, good
  }

  /// The table in a part of its own that scrolls sideways where the window is narrow.
  var markup: Markup {
    guard !rows.isEmpty else { return .element("p", ["class": "note"], "None in this period.") }
    let head = Markup.element("thead", .element("tr", columns.map(heading)))
    let foot = total.map { Markup.element("tfoot", row($0)) }
    let table = Markup.element(
      "table", ["id": id, "aria-labelledby": heading, "aria-describedby": note],
      [head, .element("tbody", rows.map(row)), foot ?? .nothing])
    let part = Markup.element(
      "div",
      ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": name], table)
    guard columns.contains(where: \.isOptional) else { return part }
    return .joined([
      part, .element("p", ["class": "note narrow"], "More columns on a wider screen."),
    ])
  }

  private func heading(_ column: Column) -> Markup {
    var attributes = [("scope", "col")]
    if let style = style(of: column) { attributes.append(("class", style)) }
    if !column.key.isEmpty { attributes.append(("data-key", column.key)) }
    return .element("th", attributes: attributes, [.text(column.words)])
  }

  private func style(of column: Column, _ tone: Tone? = nil) -> String? {
    let classes = [
      column.isNumber ? "n" : nil, column.isOptional ? "opt" : nil, tone?.rawValue,
    ].compactMap(\.self)
    return classes.isEmpty ? nil : classes.joined(separator: " ")
  }

  private func row(_ row: Row) -> Markup {
    let style = row.style.isEmpty ? [] : [("class", row.style)]
    return .element(
      "tr", attributes: style + row.keys.map { ("data-" + $0.name, $0.value) },
      zip(row.cells, columns).enumerated().map { index, pair in
        index == 0 ? rowName(pair.0.text) : cell(pair.0, in: pair.1)
      })
  }

  /// The name of a row; one that is long may break anywhere.
  private func rowName(_ text: String) -> Markup {
    let words = Markup.element("bdi", .text(text))
    return text.unicodeScalars.count > 20
      ? .element("th", ["scope": "row", "class": "long"], words)
      : .element("th", ["scope": "row"], words)
  }

  private func cell(_ cell: Cell, in column: Column) -> Markup {
    let attributes = style(of: column, cell.tone).map { [("class", $0)] } ?? []
    return .element("td", attributes: attributes, [cell.drawing ?? content(cell.text)])
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

extension DataTable.Cell {
  /// A name or another text.
  static func text(_ text: String) -> DataTable.Cell { DataTable.Cell(text: text) }

  /// A figure with its minus sign; red where it is negative and that is bad.
  static func figure(_ text: String, isBad: Bool = false) -> DataTable.Cell {
    DataTable.Cell(text: Typography.figure(text), tone: isBad ? .bad : nil)
  }
}
