import Explaining
import Ledger
import Overview
import Terminal
import Workspace

/// The screen of `explain --figure`: the figure, and its heaviest facts and requests.
package struct FigureScreen {
  let figure: FigureExplanation
  /// As typed, for the command that comes next.
  let workspace: String
  let knownAt: String?
  let width: Int
  let paint: Paint

  /// - Parameters: see the members of these names.
  package init(
    figure: FigureExplanation, workspace: String, knownAt: String?, width: Int, paint: Paint
  ) {
    self.figure = figure
    self.workspace = workspace
    self.knownAt = knownAt
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String {
    let measure = figure.address.measure
    if figure.isOfNothingSold {
      return [
        Wrapping.lines(
          FigureScreen.notSold(SafeText.safe(figure.address.text)), hanging: 2, width: width)
      ].text
    }
    let value = figure.value.map { "\(FullPrecisionText.grouped($0)) \(figure.unit)" } ?? "blank"
    let formula = figure.ratio.map { "\($0.formula); \(measure.rawValue) is " } ?? ""
    let facts = Figures.count(Int64(figure.factCount), "row")
    let head = Wrapping.lines(
      "\(SafeText.safe(figure.address.text)), \(figure.days.lowerBound) to"
        + " \(figure.days.upperBound): \(value), \(formula)the sum of \(facts) of facts.csv,"
        + " \(Figures.count(figure.requestCount, "request"))", hanging: 2, width: width)
    var blocks = [[paint(.bold, head[0])] + head.dropFirst()]
    blocks.append(
      list(
        "Largest rows of facts, \(measure.unit)", figure.facts, of: Int64(figure.factCount),
        in: "facts.csv", cutsNames: true))
    let requests = list(
      "Largest requests, \(measure.unit)", figure.requests, of: figure.requestCount,
      in: "the file that assay run --rated FILE writes", cutsNames: false)
    blocks.append(requests)
    if let first = figure.requests.first, let id = first.cells.first {
      blocks.append(["Next: " + paint(.cyan, SafeText.safe(next(id)))])
    }
    return blocks.text
  }

  /// The answer for a figure of sales where nothing is sold.
  static func notSold(_ address: String) -> String {
    "\(address): not known. No book sets customer prices, so reports show only costs."
  }

  /// The command that explains a request as it was rated here.
  private func next(_ id: String) -> String {
    TypedCommand.text(
      "explain", in: workspace, [id] + (knownAt.map { ["--as-known-at", $0] } ?? []))
  }

  /// The maximum number of lines of a list that are shown.
  private static let shown = 5

  /// - Parameter cutsNames: long names lose their middle; else they stay whole, to be copied.
  private func list(
    _ heading: String, _ lines: [FigureExplanation.Line], of count: Int64, in file: String,
    cutsNames: Bool
  ) -> [String] {
    let lines = Array(lines.prefix(FigureScreen.shown))
    guard !lines.isEmpty else { return [] }
    let values = FullPrecisionText.aligned(
      lines.map { FullPrecisionText.grouped(figure.address.measure.text($0.value)) })
    let all = lines.map { $0.cells.map { $0.isEmpty ? "(none)" : SafeText.safe($0) } }
    // The second column of requests, a time, is the one that may be left out.
    let narrow = all.map { [$0[0]] + $0.dropFirst(2) }
    var text = [paint(.bold, heading)]
    if let table = fitted(all, values) ?? fitted(cutsNames ? cut(all, values) : narrow, values) {
      text += table
    } else {
      for (cells, value) in zip(all, values) {
        text += Wrapping.lines(
          (cells + [value.trimmed]).joined(separator: " "), after: "  ", hanging: 4,
          width: width)
      }
    }
    let rest = count - Int64(lines.count)
    if rest > 0 { text.append("  … \(Figures.count(rest)) more in \(file)") }
    return text
  }

  /// The cells with the widest columns narrowed until the lines fit, or no column is wide any more.
  private func cut(_ cells: [[String]], _ values: [String]) -> [[String]] {
    var widths = widths(of: cells)
    let value = values.map(\.displayWidth).max() ?? 0
    // Two blanks before each column and the value.
    let room = width - value - 2 * (widths.count + 1)
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > FigureScreen.leastWidth,
      let column = widths.firstIndex(of: widest)
    {
      widths[column] -= 1
    }
    return cells.map { zip($0, widths).map { TextTable.cut($0, to: $1) } }
  }

  private func widths(of cells: [[String]]) -> [Int] {
    cells[0].indices.map { column in cells.map { $0[column].displayWidth }.max() ?? 0 }
  }

  /// The width of a day; narrower columns show too little.
  private static let leastWidth = 10

  /// The lines with their columns under each other; nil where one is wider than the width.
  private func fitted(_ cells: [[String]], _ values: [String]) -> [String]? {
    let widths = widths(of: cells)
    let lines = zip(cells, values).map { cells, value in
      let padded = zip(cells, widths).map { $0.padded(to: $1 + 1).dropLast() }
      return ("  " + padded.joined(separator: "  ") + "  " + value).trimmedAtEnd
    }
    return lines.allSatisfy { $0.displayWidth <= width } ? lines : nil
  }
}
