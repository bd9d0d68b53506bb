import Explaining
import Intake
import Ledger
import Overview
import Reconciliation
import Terminal
import Workspace

/// The screen of `explain` for a request: its price, charge and comparison, with every digit.
package struct ExplainScreen {
  let explanation: Explanation
  let reconciler: Reconciler
  let workspace: Workspace
  /// The credits of the request; nil if `credits/` has no file.
  let credits: RequestCredits?
  let width: Int
  let paint: Paint

  /// - Parameters: see the members of these names.
  package init(
    explanation: Explanation, reconciler: Reconciler, workspace: Workspace,
    credits: RequestCredits? = nil, width: Int, paint: Paint
  ) {
    self.explanation = explanation
    self.reconciler = reconciler
    self.workspace = workspace
    self.credits = credits
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String {
    let blocks: [[String]] =
      switch explanation.shown.content {
      case .counted(let row): countedBlocks(row)
      case .rejected(let content): [rejectedHead, reasons(content)]
      }
    return (blocks + [others] + (credits?.lines(width: width) ?? [])).text
  }

  private var head: RequestHead { RequestHead(width: width, paint: paint) }

  private var title: [String] {
    let conflicts = explanation.others.count {
      if case .conflict = $0.state { true } else { false }
    }
    let times = conflicts == 1 ? "twice" : "\(Figures.count(Int64(conflicts + 1))) times"
    return head.title(
      explanation.requestID.description, state: explanation.state,
      remark: conflicts == 0 ? nil : "its id occurs \(times)", place: explanation.shown.place)
  }

  // MARK: A row that counts

  private func countedBlocks(_ row: CountedRow) -> [[String]] {
    let trace = row.trace
    let kind = trace.card.kind
    let customer = [kind.tier, row.user.reported].filter { !$0.isEmpty }.map(\.description)
    let facts = head.facts([
      row.startedAtText.description, customer.joined(separator: ", "),
      "\(kind.provider) \(trace.card.dimensions.model)", RequestHead.conditions(kind),
    ])
    let cost = CostBlock(
      trace: trace, recorded: row,
      exchangeRate: ExchangeRate(of: row, among: workspace.currencyRates),
      lateRate: workspace.currencies.notKnown(kind.currency, on: row.day), reconciler: reconciler,
      books: workspace.books, width: width)
    let credits = CreditText(
      trace: trace,
      recorded: CreditText.Recorded(
        credits: row.recordedCredits, multiplier: row.recordedMultiplier), width: width)
    let hasDeductions = self.credits?.hasDeductions == true
    let effect = RevenueEffectText(
      trace: trace, recorded: row, costDifference: cost.difference,
      hasDeductions: hasDeductions)
    return [
      title + facts + firstLine + tierSource(row) + booksDay(row)
        + head.alias(trace, isOfLedger: true),
      cost.lines.painted(paint),
      credits.lines,
      DiagnosisBlock(
        trace: trace, row: row, isOfExport: hasDeductions, width: width
      ).lines,
      Wrapping.lines(effect.text, hanging: 2, width: width),
    ]
  }

  /// Returns the source of a tier that is not from the ledger, or that the book has another one.
  private func tierSource(_ row: CountedRow) -> [String] {
    guard let account = row.account else { return [] }
    let (plan, tier) = (account.value.plan, row.trace.card.kind.tier)
    if plan == tier && !row.isTierGiven { return [] }
    let name = SafeText.safe(plan.description)
    let place = SourceLocationText.short(account.place)
    return Wrapping.lines(
      row.isTierGiven
        ? "The ledger states no tier; \(place) states plan \(name) for the account."
        : "\(place) states plan \(name) for the account, but the tier in the ledger counts.",
      hanging: 2, width: width)
  }

  /// That books and settings are of another day than reports, where the request is between the two midnights.
  private func booksDay(_ row: CountedRow) -> [String] {
    let day = row.trace.startedAt.utcDay
    if day == row.day { return [] }
    return Wrapping.lines(
      "Reports count it on \(row.day) (\(workspace.zone.name)); books and settings apply as of"
        + " \(day): their days begin at midnight UTC, unless they state another time.",
      hanging: 2, width: width)
  }

  /// The line at which the request started, if not the line that counts.
  private var firstLine: [String] {
    guard let first = explanation.firstLine else { return [] }
    let stated = SafeText.safe(explanation.shown.statedStart.description)
    let how = first.output < explanation.shown.output ? "Its response grew" : "It was written again"
    return Wrapping.lines(
      "\(how): the request starts at \(first.place); this line was written at \(stated)",
      hanging: 2, width: width)
  }

  // MARK: A row that cannot be used

  private var rejectedHead: [String] {
    let row = explanation.shown
    let cells = RowCells(row.text, row.file.start.layout)
    return title
      + head.facts([
        cells[.startedAt].description,
        [cells[.tier], cells[.userID]].filter { !$0.isEmpty }.map(\.description)
          .joined(separator: ", "),
        [cells[.provider], cells[.model]].filter { !$0.isEmpty }.map(\.description)
          .joined(separator: " "),
      ])
  }

  private func reasons(_ content: RejectedContent) -> [String] {
    var lines = content.faults.flatMap {
      Wrapping.lines(
        "[\($0.code)] \(SafeText.safe($0.message))", after: "  ", hanging: 4, width: width)
    }
    lines.insert("Assay cannot use the row:", at: 0)
    let estimate =
      content.estimatedCost.map { "; it would cost about \(FullPrecisionText.money($0)) USD" } ?? ""
    return lines
      + Wrapping.lines("All figures exclude it; rejects.csv lists it\(estimate).", width: width)
  }

  // MARK: Other rows

  private var others: [String] {
    guard !explanation.others.isEmpty else { return [] }
    var lines = ["Other rows with this id, not counted"]
    for other in explanation.others.prefix(ExplainScreen.listed) {
      lines += Wrapping.lines(text(of: other), after: "  ", hanging: 4, width: width)
    }
    let rest = explanation.others.count - ExplainScreen.listed
    if rest > 0 {
      lines.append("  … \(Figures.count(Int64(rest))) more in exceptions.csv or rejects.csv")
    }
    return lines
  }

  /// The maximum number of other rows listed.
  private static let listed = 5

  private func text(of other: Explanation.Other) -> String {
    guard case .conflict(_, let differences) = other.state else {
      return "\(other.row.place) \(words(other))"
    }
    let used = explanation.shown
    let isOneFile = other.row.file.path == used.file.path
    return SafeText.safe(
      ConflictText.text(
        differences, at: isOneFile ? "line \(other.row.line)" : other.row.place,
        other: (isOneFile ? "line \(used.line)" : used.place) + ", which Assay used"))
  }

  private func words(_ other: Explanation.Other) -> String {
    let shown = explanation.shown
    let usage = other.row.file.start.layout.usage
    let isSnapshot = usage == .mapping && other.row.output != shown.output
    guard usage.isCumulative || isSnapshot, usage == shown.file.start.layout.usage,
      case .duplicate = other.state
    else { return words(other.state) }
    return other.row.output < shown.output
      ? "is of the same response, with less output"
      : "is of the same response, with the same output; the response counts once"
  }

  private func words(_ state: RowState) -> String {
    switch state {
    case .duplicate: "is a duplicate, the same in every column"
    case .conflict: "is \(state.words)"
    case .rejected(let content):
      "is rejected: "
        + content.faults.map { "[\($0.code)] \(SafeText.safe($0.message))" }
        .joined(separator: "; ")
    case .compared, .unpriced, .outsidePeriod: "is \(state.words)"
    }
  }

}

extension [String] {
  /// The lines with the heading bold, and a recorded figure that differs red.
  func painted(_ paint: Paint) -> [String] {
    enumerated().map { index, line in
      if index == 0 && line.hasPrefix("Vendor cost") { return paint(.bold, line) }
      return line.hasPrefix("  Recorded")
        && (line.contains(" too high") || line.contains(" too low"))
        ? paint(.red, line) : line
    }
  }
}
