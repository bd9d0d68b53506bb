import Cube
import Ledger
import Outputs
import Overview
import Reports
import Terminal

/// The screen at the end of `run`: money, tiers, findings, exactness and places.
package struct RunScreen {
  private let overview: Overview
  private let folder: String
  private let files: [String]
  private let next: [String]
  private let width: Int
  private let paint: Paint
  private let hasGlyphs: Bool

  /// The number of findings shown.
  private static let limit = 5
  /// The most that are shown where more figures are missing.
  private static let mostUnknown = 12

  /// - Parameters:
  ///   - files: the names of the files that were written to `folder`.
  ///   - next: commands that go on from here.
  ///   - hasGlyphs: the terminal has more than plain letters.
  package init(
    _ overview: Overview, folder: String, files: [String], next: [String] = [], width: Int,
    paint: Paint, hasGlyphs: Bool
  ) {
    self.next = next
    self.overview = overview
    self.folder = folder
    self.files = files
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let days = overview.scope.daysInFigures
    let only = overview.costView == nil ? "" : ", cost only"
    let title = overview.scope.days == nil ? "No usage to report" : "Usage \(days)\(only)"
    let blocks =
      [titleLine(title), headline] + (overview.costView.map(costs) ?? [tiers])
      + [changed, doubts, attention]
      + [causes, bills, credits, rows, counts, place]
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  /// The title, with the state of the period at the right or, where it does not fit, below.
  private func titleLine(_ title: String) -> [String] {
    guard let state = overview.scope.close?.state else { return [paint(.bold, title)] }
    let words = SafeText.safe(state)
    let room = width - title.displayWidth - words.displayWidth
    if room >= 2 { return [paint(.bold, title) + String(repeating: " ", count: room) + words] }
    return [paint(.bold, title)] + Wrapping.lines(words, after: "  ", width: width)
  }

  // MARK: Money

  private var headline: [String] {
    let headline = overview.headline
    let figures = headlineFigures
    let shown = figures.map {
      $0.name == RunScreen.realised ? earned?.figure ?? "" : headline.shown($0.amount)
    }
    let longest = max(15, figures.map(\.name.count).max() ?? 0)
    // A longer name takes its room from short figures.
    let widest = max(25 - longest, shown.map(\.count).max() ?? 0)
    let coverage = headline.coverageNote.map { Wrapping.lines($0, after: "  ", width: width) }
    return figures.indices.flatMap { index -> [String] in
      let (name, amount, note) = figures[index]
      let figure = shown[index].leftPadded(to: widest)
      let isNegative = (amount ?? .zero) < .zero
      let start = "  \(name.padded(to: longest + 1))"
      let whole = start + figure + (amount == nil ? "    " : " USD")
      let gap = name == RunScreen.realised && amount != nil ? "; " : "  "
      // Beside a very long figure there is no room for words.
      let lines =
        whole.count + 26 <= width
        ? Wrapping.lines(note, after: whole + gap, width: width)
        : [whole]
          + Wrapping.lines(
            note, after: String(repeating: " ", count: start.count), width: width)
      guard isNegative else { return lines }
      return [start + paint(.red, figure) + lines[0].dropFirst(start.count + figure.count)]
        + lines.dropFirst()
    } + (coverage ?? [])
      + [overview.forecastOfClose?.line, overview.earlierMonths?.line].compactMap(\.self)
      .flatMap { Wrapping.lines($0, after: "  ", width: width) }
  }

  private static let realised = "Realised"

  private var earned: RevenueOverview? { overview.creditLedger?.earned }

  private var headlineFigures: [(name: String, amount: Money?, note: String)] {
    let headline = overview.headline
    let realised = earned.map { [(RunScreen.realised, $0.knownRealised, $0.note)] } ?? []
    if let costView = overview.costView {
      return [("Vendor cost", headline.vendorCost, headline.costNote)] + realised
        + (costView.lastDays.map { [("Last 7 days", $0.cost, costView.lastNote)] } ?? [])
    }
    return [(Headline.revenueName, headline.revenue, headline.revenueNote)] + realised + [
      ("Vendor cost", headline.vendorCost, headline.costNote),
      ("Margin", headline.margin, headline.marginNote),
      (headline.planFeesName, headline.planFees, headline.planNote),
      ("Free-tier loss", headline.freeTierLoss, headline.freeTierNote),
    ]
  }

  // MARK: Cost only

  /// By day, by model and by user, and what to do to see more.
  private func costs(_ view: CostOnlyView) -> [[String]] {
    let decimals = overview.headline.decimals
    let tables = [view.days, view.models, view.users].map { breakdown in
      CostOnlyTable(breakdown: breakdown, decimals: decimals, width: width, paint: paint).lines
    }
    let notes = [view.roundingNote(decimals: decimals), view.howToSell].compactMap(\.self)
    return tables + notes.map { Wrapping.lines($0, width: width) }
  }

  // MARK: Tiers

  private var tiers: [String] {
    guard !overview.tiers.tiers.isEmpty else { return [] }
    return TierTable(
      tiers: overview.tiers, decimals: overview.headline.decimals, width: width, paint: paint,
      hasGlyphs: hasGlyphs
    ).lines
      + overview.shortTierNotes.flatMap {
        Wrapping.lines($0, after: "  ", width: width)
      }
  }

  // MARK: What changed

  private var changed: [String] {
    guard let changed = overview.changed else { return [] }
    return [paint(.bold, "\(changed.title), USD")]
      + Wrapping.lines(changed.headline + ".", after: "  ", width: width)
      + (changed.changeParts.map { Wrapping.lines($0, after: "  ", width: width) } ?? [])
  }

  // MARK: What is in doubt

  private var doubts: [String] {
    let sentences = overview.scope.doubts.sentences(atMost: RunScreen.limit)
    if sentences.isEmpty { return [] }
    return [paint(.bold, Doubts.title)]
      + sentences.flatMap {
        Wrapping.lines(SafeText.safe($0), after: "  ", hanging: 4, width: width)
      }
  }

  // MARK: What to do

  private var attention: [String] {
    let list = overview.attention
    guard !list.isEmpty else {
      return [overview.nothingFound + "."]
        + overview.checks.flatMap {
          Wrapping.lines(SafeText.safe($0), after: "  ", width: width)
        }
    }
    let (shown, others) = Attention.shown(
      of: list, atMost: RunScreen.limit, most: RunScreen.mostUnknown)
    let amounts = shown.map { Figures.amount($0.amount) }
    let widest = max(6, amounts.map(\.count).max() ?? 0)
    var lines = Wrapping.lines(
      "Needs attention, \(Attention.order(of: list))", hanging: 2, width: width
    ).map { paint(.bold, $0) }
    for (item, amount) in zip(shown, amounts) {
      lines += Wrapping.lines(
        item.amount == nil ? item.sentence : "\(item.meaning): \(item.sentence)",
        after: "  \(amount.leftPadded(to: widest)) \(item.amount == nil ? "   " : "USD")  ",
        width: width)
    }
    let rest = Attention.findings(in: others)
    if rest > 0 {
      let indent = String(repeating: " ", count: widest + 8)
      lines += Wrapping.lines(
        "… \(Figures.count(rest)) more in \(RunOutput.workbookName), sheet To fix", after: indent,
        width: width)
    }
    return lines
  }

  // MARK: Why figures differ

  private var causes: [String] {
    guard !overview.causes.shown.isEmpty else {
      let title = paint(.bold, "Causes of mismatches")
      return overview.causes.immaterial.map {
        [title] + Wrapping.lines($0, after: "  ", width: width)
      } ?? []
    }
    let amounts = overview.causes.shown.map { Figures.amount($0.amount) }
    let widest = max(6, amounts.map(\.count).max() ?? 0)
    let isOfExport = overview.causes.isOfExport
    let title =
      isOfExport
      ? "Causes of mismatches in the usage export, USD"
        + (overview.causes.hasCreditFindings ? " (deductions: audit-findings.csv)" : "")
      : "Causes of mismatches, in USD \(overview.causes.meanings)"
    var lines = Wrapping.lines(title, hanging: 2, width: width).map { paint(.bold, $0) }
    for (cause, amount) in zip(overview.causes.shown, amounts) {
      lines += Wrapping.lines(
        SafeText.safe(isOfExport ? cause.shortSentence : cause.sentence),
        after: "  \(amount.leftPadded(to: widest)) USD  ", width: width)
    }
    let indent = String(repeating: " ", count: widest + 8)
    if let rest = overview.causes.rest {
      lines += Wrapping.lines("… \(rest)", after: indent, width: width)
    }
    if let note = overview.causes.immaterial {
      lines += Wrapping.lines(note, after: indent, width: width)
    }
    return lines
  }

  // MARK: Vendors' bills

  private var bills: [String] {
    overview.bills.map { BillBlock(bills: $0, width: width, paint: paint).lines } ?? []
  }

  // MARK: Credit ledger

  private var credits: [String] {
    overview.creditLedger.map { CreditBlock(credits: $0, width: width, paint: paint).lines } ?? []
  }

  // MARK: How sure

  private var rows: [String] {
    let costs = "Costs:   \(overview.costs.words)"
    let credits = "Credits: \(overview.credits.words)"
    let both = "  \(costs)      \(credits)"
    let equation =
      Wrapping.lines(overview.rowEquation, after: "  ", width: width)
      + (overview.scope.skippedLine.map {
        Wrapping.lines(SafeText.safe($0), after: "  ", hanging: 4, width: width)
      } ?? [])
    if overview.costView != nil {
      return [paint(.bold, "Rows")] + equation.map(RunScreen.plainBlanks) + wrapped(costs)
    }
    return [paint(.bold, "Rows")] + equation.map(RunScreen.plainBlanks)
      + (both.count <= width ? [both] : wrapped(costs) + wrapped(credits))
      + overview.noneFound.flatMap {
        Wrapping.lines($0.sentence, after: "  ", hanging: 4, width: width)
      }
  }

  /// The lines of a comparison, of which no count is separated from its class.
  private func wrapped(_ comparison: String) -> [String] {
    let parts = comparison.split(separator: ", ")
    let words = parts.indices.map { parts[$0] + ($0 < parts.count - 1 ? "," : "") }
    return Wrapping.lines(words, after: "  ", hanging: 11, width: width)
  }

  // MARK: What vendors counted

  private var counts: [String] {
    guard !overview.vendorCounts.isEmpty else { return [] }
    return [paint(.bold, VendorCounts.title)]
      + overview.vendorCounts.flatMap {
        Wrapping.lines(SafeText.safe($0.sentence), after: "  ", hanging: 4, width: width)
      }
  }

  /// The text with plain blanks for those at which no line may break.
  private static func plainBlanks(_ text: String) -> String {
    String(text.map { $0 == "\u{A0}" ? " " : $0 })
  }

  // MARK: Where

  private var place: [String] {
    let csv = files.count { $0.hasSuffix(".csv") }
    let others = files.filter { !$0.hasSuffix(".csv") && $0 != RunOutput.manifestName }
    let names = ["\(csv) CSV files"] + others + [RunOutput.manifestName]
    return Wrapping.lines(
      names.joined(separator: ", "), after: "Wrote \(SafeText.safe(folder))/: ", hanging: 2,
      width: width) + nextLines
  }

  /// The next commands, each in one piece.
  private var nextLines: [String] {
    if next.isEmpty { return [] }
    let commands = next.map { SafeText.safe($0) }
    let line = "Next: " + commands.joined(separator: " · ")
    if line.displayWidth <= width { return [line] }
    return commands.enumerated().map { ($0 == 0 ? "Next: " : "      ") + $1 }
  }
}
