/// A table of text: two blanks between columns and before the first, texts left, numbers right.
struct TextTable {
  let headings: [String]
  /// One cell per heading.
  var rows: [[String]]
  /// The last row is a total and has a rule above it.
  let hasTotal: Bool
  /// The width to keep to; the first column is cut in the middle where it must be.
  let width: Int

  /// The lines, of which every number column is aligned at its right.
  var lines: [String] {
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
