import Ledger
import Overview
import Terminal

/// The screen of `assay audit`: balances, findings and outcomes of events.
package struct CreditScreen {
  private let credits: CreditOverview
  private let folder: String
  private let files: [String]
  private let listsAll: Bool
  private let next: [String]
  private let width: Int
  private let paint: Paint
  private let hasGlyphs: Bool

  /// - Parameters:
  ///   - files: the names of the files that were written to `folder`.
  ///   - listsAll: every check is shown, not only the largest ones.
  ///   - next: commands that go on from here.
  ///   - hasGlyphs: the terminal has more than plain letters.
  package init(
    _ credits: CreditOverview, folder: String, files: [String], listsAll: Bool = false,
    next: [String] = [], width: Int,
    paint: Paint, hasGlyphs: Bool
  ) {
    self.credits = credits
    self.folder = folder
    self.files = files
    self.listsAll = listsAll
    self.next = next
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let blocks = [
      [paint(.bold, credits.title)], block.balances, revenue, findings, events, place, nextLines,
    ]
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  // MARK: Balances and findings

  private var block: CreditBlock { CreditBlock(credits: credits, width: width, paint: paint) }

  /// `Realised 81.20 USD; breakage 6.10; deferred 412.77`.
  private var revenue: [String] {
    let earned = credits.earned
    if !earned.hasPayments { return [earned.sentence] }
    return Wrapping.lines(
      "\(earned.figure) USD; \(earned.note)", after: "  Realised  ", width: width)
  }

  private var findings: [String] {
    let lines = listsAll ? block.allFindings : block.findings
    return lines.isEmpty
      ? [
        "No findings: all events agree with the books"
          + (credits.comparison == nil
            ? "; none states a balance." : " and with the recorded balances.")
      ]
      : Wrapping.lines(credits.findingsTitle, hanging: 2, width: width).map { paint(.bold, $0) }
        + lines
  }

  // MARK: Events

  private var events: [String] {
    let equation = Wrapping.lines(credits.equation, after: "  ", width: width).map { line in
      String(line.map { $0 == "\u{A0}" ? " " : $0 })
    }
    return [paint(.bold, "Events")] + equation
      + [
        credits.deductions, credits.comparison, credits.checkCounts, credits.openMonth,
        credits.openTransfers, credits.identity,
      ].compactMap { $0 }.flatMap {
        Wrapping.lines($0, after: "  ", hanging: 4, width: width)
      }
  }

  // MARK: Files

  private var place: [String] {
    if files.isEmpty { return [] }
    let others = files.filter { !$0.hasSuffix(".csv") }
    let csv = Figures.count(Int64(files.count - others.count), "CSV file") + " about credits"
    return Wrapping.lines(
      "Wrote \(SafeText.safe(folder))/: " + ([csv] + others).joined(separator: ", "),
      hanging: 2, width: width)
  }

  private var nextLines: [String] {
    next.enumerated().map { ($0 == 0 ? "Next: " : "      ") + SafeText.safe($1) }
  }
}
