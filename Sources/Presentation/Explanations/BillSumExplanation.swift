import Bills
import Ledger
import Outputs
import Overview
import Terminal
import Workspace

/// A figure of `bill-summary.csv` with the groups or lines that it sums, as a screen and as JSON.
package struct BillSumExplanation {
  private let figure: BillFigure
  private let bill: VendorBill
  /// The groups whose figure is not 0, largest first; empty for kinds other than usage.
  private let groups: [(group: BillGroup, amount: Money)]
  /// The lines of a kind other than usage; nil for figures that sum groups.
  private let lines: LargestBillLines?
  /// Nil where it is not known.
  private let amount: Money?

  /// The most rows of a list on the screen.
  private static let shown = 10
  /// The most groups in JSON.
  private static let listed = 100

  package init(_ figure: BillFigure, of bill: VendorBill, _ bills: BillComparison) throws {
    self.figure = figure
    self.bill = bill
    let summary = bill.summary
    func amount(_ group: BillGroup) -> Money? {
      switch figure.column {
      case "ledger": group.ledger
      case "billed", "total": group.billed
      case "difference": group.difference
      default:
        BillPart.allCases.first { $0.code == figure.column }.map { group.parts[$0.rawValue] }
      }
    }
    let all = bills.reconciliation.groups.filter {
      $0.bill == summary.bill && $0.month(in: summary.zone) == summary.month
    }
    groups = all.compactMap { group in amount(group).map { (group, $0) } }
      .filter { $0.amount != .zero }.enumerated().sorted { left, right in
        let (one, other) = (left.element.amount.magnitude, right.element.amount.magnitude)
        return one == other ? left.offset < right.offset : one > other
      }.map(\.element)
    let kind = BillKind(rawValue: figure.column)
    lines =
      kind == nil && figure.column != "total"
      ? nil
      : try LargestBillLines(of: bills) { line in
        line.kind != .usage && (kind.map { $0 == line.kind } ?? true)
          && line.bill == summary.bill
          && summary.zone.day(of: line.period.from).month == summary.month
      }
    switch figure.column {
    case "difference":
      self.amount = summary.isLedgerKnown ? summary.difference.amount : nil
    default:
      let step = bill.allSteps.first { $0.code == figure.column }
      self.amount = step?.isKnown == false ? nil : step?.amount ?? .zero
    }
  }

  /// The rest of a sum: how many groups and lines it has.
  private var counts: String {
    let ofGroups = Figures.count(Int64(groups.count), "group")
    guard let lines, lines.count > 0 || groups.isEmpty else { return ofGroups }
    let ofLines = Figures.count(Int64(lines.count), "line")
    return groups.isEmpty ? ofLines : "\(ofGroups) and \(ofLines)"
  }

  // MARK: Screen

  /// The screen, in lines no wider than `width`.
  package func screen(workspace: String, width: Int, paint: Paint) -> String {
    let head = Wrapping.lines(
      "\(SafeText.safe(figure.text)): "
        + (amount.map { "\(FullPrecisionText.money($0)) USD, the sum of \(counts)" }
          ?? "\(Figures.notKnown), because no request of the ledger has a price"),
      hanging: 2, width: width)
    return [
      [paint(.bold, head[0])] + head.dropFirst(), sentences(width), groupList(width, paint),
      lineList(width, paint), column(width, paint), next(workspace, paint),
    ].text
  }

  /// The causes of a part, a sentence each.
  private func sentences(_ width: Int) -> [String] {
    bill.causes.filter { $0.part.code == figure.column }.flatMap {
      Wrapping.lines(SafeText.safe($0.sentence), hanging: 2, width: width)
    }
  }

  private func groupList(_ width: Int, _ paint: Paint) -> [String] {
    if groups.isEmpty { return [] }
    let rows = groups.prefix(BillSumExplanation.shown).map { group, amount in
      (
        cells: [
          group.period.billPeriod(in: bill.summary.zone),
          group.model == .all ? "all models" : group.model.text.description,
          group.unitClass == .all ? "all classes" : group.unitClass.name,
        ], amount: FullPrecisionText.money(amount)
      )
    }
    return [paint(.bold, "Largest groups, USD")]
      + BillFigureList.lines(
        rows, of: Int64(groups.count), in: "bill-reconciliation.csv", width: width)
  }

  private func lineList(_ width: Int, _ paint: Paint) -> [String] {
    guard let lines, lines.count > 0 else { return [] }
    let rows = lines.largest.prefix(BillSumExplanation.shown).map { line in
      (
        cells: [line.placeText, line.kind.rawValue, line.nameOnBill],
        amount: FullPrecisionText.money(line.countedAmount)
      )
    }
    return [paint(.bold, "Lines of other kinds, USD")]
      + BillFigureList.lines(rows, of: Int64(lines.count), in: "bill-lines.csv", width: width)
  }

  /// The column from the ledger to the amount to pay, which adds up exactly.
  private func column(_ width: Int, _ paint: Paint) -> [String] {
    let steps = bill.steps
    let amounts = FullPrecisionText.aligned(
      steps.map {
        if !$0.isKnown { return Figures.notKnown }
        return ($0.isSum || $0.amount < .zero ? "" : "+") + FullPrecisionText.money($0.amount)
      })
    return [paint(.bold, "From the ledger to the amount to pay, USD")]
      + zip(steps, amounts).map { "  \($1)  \($0.code)" }
  }

  private func next(_ workspace: String, _ paint: Paint) -> [String] {
    guard let group = groups.first?.group else { return [] }
    let command = TypedCommand.text(
      "explain", in: workspace, ["--figure", group.figureAddress(in: bill.summary.zone)])
    return ["Next: " + paint(.cyan, SafeText.safe(command))]
  }

  // MARK: JSON

  /// One document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(figure.text)),
      ("value", .described(amount)), ("unit", .string("USD")),
      (
        "sentences",
        .array(
          bill.causes.filter { $0.part.code == figure.column }.map { .string($0.sentence) })
      ),
      ("groups", .number(Int64(groups.count))),
      (
        "largest_groups",
        .array(
          groups.prefix(BillSumExplanation.listed).map { group, amount in
            .object([
              ("figure", .string(group.figureAddress(in: bill.summary.zone))),
              ("usd", .described(amount)),
            ])
          })
      ),
      ("lines", .number(Int64(lines?.count ?? 0))),
      ("largest_lines", .array((lines?.largest ?? []).map(BillGroupJSON.line))),
      (
        "column",
        .array(
          bill.steps.map {
            .object([
              ("part", .string($0.code)), ("usd", .described($0.isKnown ? $0.amount : nil)),
            ])
          })
      ),
    ]).text
  }
}
