import Ledger

/// A table of text: two blanks between columns and before the first, the first column and notes at the
/// left, figures at the right.
package struct TextTable {
  let columns: [Column]
  /// One cell per column.
  var rows: [[Cell]]
  /// The last row is a total and has a rule above it.
  let hasTotal: Bool
  /// The width to keep to; columns are left out for it, then the first one is cut in the middle.
  let width: Int
  /// The file that has every column.
  let file: String
  let paint: Paint

  /// - Parameters: see the members of these names.
  package init(
    columns: [Column], rows: [[Cell]], hasTotal: Bool, width: Int, file: String, paint: Paint
  ) {
    self.columns = columns
    self.rows = rows
    self.hasTotal = hasTotal
    self.width = width
    self.file = file
    self.paint = paint
  }

  /// The heading of a column, and how the column shrinks if room is short.
  package struct Column {
    let heading: String
    /// The least is left out first where room is short; nil stays.
    let rank: Int?
    /// Stands at the left, as a sparkline does; the rule of the total ends before it.
    let isNote: Bool

    /// - Parameters: see the members of these names.
    package init(heading: String, rank: Int? = nil, isNote: Bool = false) {
      self.heading = heading
      self.rank = rank
      self.isNote = isNote
    }
  }

  /// One figure or word.
  package struct Cell {
    let text: String
    let colour: Paint.Colour?

    /// - Parameters: see the members of these names.
    package init(text: String, colour: Paint.Colour? = nil) {
      self.text = text
      self.colour = colour
    }
  }

  /// The lines, of which every number column is aligned at its right.
  package var lines: [String] {
    var kept = Array(columns.indices)
    var dropped: Int64 = 0
    while naturalWidth(kept) > width,
      let least = kept.filter({ columns[$0].rank != nil }).min(by: {
        (columns[$0].rank ?? 0) < (columns[$1].rank ?? 0)
      })
    {
      kept.removeAll { $0 == least }
      dropped += 1
    }
    let lines = lines(of: kept)
    if dropped == 0 { return lines }
    return lines
      + ["  \(GroupedDigits.count(dropped, "column")) not shown; \(file) has all columns"]
  }

  /// The width of all columns beside each other.
  package var naturalWidth: Int { naturalWidth(Array(columns.indices)) }

  private func naturalWidth(_ kept: [Int]) -> Int {
    kept.reduce(0) { $0 + 2 + textWidth(of: $1) }
  }

  private func textWidth(of column: Int) -> Int {
    max(columns[column].heading.displayWidth, rows.map { $0[column].text.displayWidth }.max() ?? 0)
  }

  private func lines(of kept: [Int]) -> [String] {
    var widths = kept.map(textWidth)
    let excess = widths.reduce(2 * widths.count, +) - width
    if excess > 0 { widths[0] = max(12, widths[0] - excess) }
    let headings = kept.map { Cell(text: columns[$0].heading) }
    var lines = [line(headings, kept, widths)]
    for (index, row) in rows.enumerated() {
      let isTotal = hasTotal && index == rows.count - 1
      if isTotal { lines.append(rule(kept, widths)) }
      lines.append(line(kept.map { row[$0] }, kept, widths))
    }
    return lines
  }

  /// The line above a total, under the figures only.
  private func rule(_ kept: [Int], _ widths: [Int]) -> String {
    let figures = zip(kept, widths).dropFirst().filter { !columns[$0.0].isNote }.map(\.1)
    let length = figures.reduce(0) { $0 + $1 + 2 } - 2
    return String(repeating: " ", count: 2 + widths[0] + 2)
      + String(repeating: "-", count: max(0, length))
  }

  private func line(_ cells: [Cell], _ kept: [Int], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let isLast = index == cells.count - 1
      let isLeft = index == 0 || columns[kept[index]].isNote
      let text = index == 0 ? TextTable.cut(cell.text, to: widths[0]) : cell.text
      let blanks = String(repeating: " ", count: max(0, widths[index] - text.displayWidth))
      let shown = cell.colour.map { paint($0, text) } ?? text
      if isLast && text.isEmpty { break }
      line += "  " + (isLeft ? shown + (isLast ? "" : blanks) : blanks + shown)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// A key too long for its column, without its middle.
  package static func cut(_ text: String, to width: Int) -> String {
    guard text.displayWidth > width else { return text }
    let tail = (width - 1) / 2
    return text.beginning(width: width - 1 - tail) + "…" + text.ending(width: tail)
  }
}
