/// A table of text: two blanks between columns and before the first, texts left, numbers right.
struct TextTable {
  let headings: [String]
  /// One cell per heading.
  var rows: [[String]]
  /// The last row is a total and has a rule above it.
  let hasTotal: Bool
  /// The width to keep to; columns are left out for it, then the first one is cut in the middle.
  let width: Int
  /// The columns that may be left out, the least needed first.
  var droppable: [String] = []
  /// The file that has every column.
  var file = ""

  /// The lines, of which every number column is aligned at its right.
  var lines: [String] {
    var table = self
    var dropped: Int64 = 0
    while table.naturalWidth > width, let name = table.droppable.first {
      table = table.without(name)
      dropped += 1
    }
    if dropped == 0 { return table.fittedLines }
    return table.fittedLines + ["  \(Figures.count(dropped, "column")) left out, all in \(file)"]
  }

  private var naturalWidth: Int {
    headings.indices.reduce(0) { sum, column in
      sum + 2 + (([headings] + rows).map { $0[column].count }.max() ?? 0)
    }
  }

  private func without(_ name: String) -> TextTable {
    let kept = headings.indices.filter { headings[$0] != name }
    return TextTable(
      headings: kept.map { headings[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      hasTotal: hasTotal, width: width, droppable: Array(droppable.dropFirst()), file: file)
  }

  private var fittedLines: [String] {
    var widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    let excess = widths.reduce(2 * widths.count, +) - width
    if excess > 0 { widths[0] = max(12, widths[0] - excess) }
    var lines = ([headings] + rows).map { line($0, widths) }
    if hasTotal {
      let rest = widths.dropFirst().reduce(2 * (widths.count - 1), +)
      let rule =
        String(repeating: " ", count: 2 + widths[0] + 2) + String(repeating: "-", count: rest - 2)
      lines.insert(rule, at: lines.count - 1)
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = "  " + cut(cells[0], to: widths[0]).padded(to: widths[0])
    if cells[0].count >= widths[0] { line = "  " + cut(cells[0], to: widths[0]) }
    for (cell, width) in zip(cells, widths).dropFirst() {
      line += "  " + cell.leftPadded(to: width)
    }
    return line
  }

  /// A key too long for its column, without its middle.
  private func cut(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    let tail = (width - 1) / 2
    return text.prefix(width - 1 - tail) + "…" + text.suffix(tail)
  }
}
