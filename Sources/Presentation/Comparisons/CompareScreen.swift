import Comparing
import Ledger
import Overview
import Terminal

/// The screen of `compare`: the table of what changed, the largest movers, and the files.
package struct CompareScreen {
  private let changed: ComparisonSummary
  private let folder: String
  private let files: [String]
  private let facts: String?
  private let scenario: String?
  private let width: Int
  private let paint: Paint
  private let hasGlyphs: Bool

  /// The number of movers shown per dimension.
  private static let shownMovers = 3

  /// - Parameters:
  ///   - files: the names of the files that were written to `folder`.
  ///   - facts: the path of the working paper; nil where it was not requested.
  ///   - scenario: the changes of a scenario in words; nil without one.
  ///   - hasGlyphs: the terminal has more than plain letters.
  package init(
    _ changed: ComparisonSummary, folder: String, files: [String], facts: String?,
    scenario: String?,
    width: Int, paint: Paint,
    hasGlyphs: Bool
  ) {
    self.changed = changed
    self.folder = folder
    self.files = files
    self.facts = facts
    self.scenario = scenario
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let (accounts, models) = (movers(.account), movers(.tierAndModel))
    let blocks = [
      title + (scenario.map { wrapped("Scenario: \($0).") } ?? []) + wrapped(changed.headline + ".")
        + table.lines
        + changed.notes.flatMap(wrapped), accounts, models, place,
    ]
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  private var title: [String] {
    Wrapping.lines("\(changed.title), USD", hanging: 2, width: width).map { paint(.bold, $0) }
  }

  private var table: TextTable {
    let columns =
      [TextTable.Column(heading: "")]
      + changed.measures.map { TextTable.Column(heading: $0.heading) }
    let rows = changed.lines.map { line -> [TextTable.Cell] in
      let (label, isChange): (String, Bool) =
        switch line.kind {
        case .start, .end: (line.label, false)
        case .driver: (line.label, true)
        case .detail: ("  " + line.label, true)
        }
      return [TextTable.Cell(text: label)]
        + line.amounts.map {
          TextTable.Cell(text: $0.map { changed.text($0, signed: isChange) } ?? "–")
        }
    }
    return TextTable(
      columns: columns, rows: rows, hasTotal: true, width: width, file: "comparison.csv",
      paint: paint)
  }

  private func wrapped(_ sentence: String) -> [String] {
    Wrapping.lines(SafeText.safe(sentence), after: "  ", width: width)
  }

  /// The largest movers, each with its largest parts on a line of its own.
  private func movers(_ dimension: MoverDimension) -> [String] {
    let movers = changed.movers(by: dimension, atMost: CompareScreen.shownMovers)
    if movers.isEmpty { return [] }
    let labels = (changed.lines[0].label, changed.lines[changed.lines.count - 1].label)
    // Names of days would leave no room for the keys.
    let isLong = max(labels.0.count, labels.1.count) > 14
    let (start, end) = isLong ? ("Before", "After") : labels
    let lines = TextTable(
      columns: ["", start, end, "Change"].map { TextTable.Column(heading: $0) },
      rows: movers.map { mover in
        [
          SafeText.safe(mover.name), changed.text(mover.shown.start),
          changed.text(mover.shown.end), changed.text(mover.shown.change, signed: true),
        ].map { TextTable.Cell(text: $0) }
      }, hasTotal: false, width: width, file: "comparison-movers.csv", paint: paint
    ).lines
    var block = [paint(.bold, changed.heading(ofMoversBy: dimension) + ", USD"), lines[0]]
    for (line, mover) in zip(lines.dropFirst(), movers) {
      let parts = mover.largestDrivers.joined(separator: ", ")
      block += [line] + Wrapping.lines(parts, after: "    ", width: width)
    }
    let count = changed.moverCount(by: dimension)
    if count > movers.count {
      let listed =
        count > PeriodComparison.listedMovers
        ? "; comparison-movers.csv lists \(Figures.count(Int64(PeriodComparison.listedMovers)))"
        : " in comparison-movers.csv"
      block.append("  … \(Figures.count(Int64(count - movers.count))) more\(listed)")
    }
    return block
  }

  private var place: [String] {
    Wrapping.lines(
      "Wrote \(SafeText.safe(folder))/: \(files.map(SafeText.safe).joined(separator: ", "))"
        + (facts.map { "; \(SafeText.safe($0))" } ?? ""),
      hanging: 2,
      width: width)
  }
}
