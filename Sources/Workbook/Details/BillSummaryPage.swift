import Ledger
import Overview
import Tables

/// The sheet that leads from the ledger over each bill to the amount to pay: a column per bill and month, the waterfalls,
/// and the causes in words.
///
/// Its cells hold the shown figures, so that each column adds up as printed.
struct BillSummaryPage {
  static let name = "Bill summary"

  private(set) var page: Worksheet
  /// The latest month first.
  private let bills: [VendorBill]
  /// The same by month.
  private let months: [[VendorBill]]
  private var row = 0

  private static let (labelWidth, amountWidth) = (26, 14)
  /// The most bills with a chart.
  private static let charts = 6
  private static let chartRows = 18
  /// At least the columns that a sentence needs.
  private static let columns = 8

  /// Nil without bills.
  init?(_ all: VendorBills?, scope: String) {
    guard let all, !all.bills.isEmpty else { return nil }
    months = all.months.reversed().map(\.bills)
    bills = months.flatMap(\.self)
    var print = PrintSetup(title: BillSummaryPage.name, scope: scope, source: "bill-summary.csv")
    print.isLandscape = false
    page = Worksheet(name: BillSummaryPage.name, print: print)
    let count = max(BillSummaryPage.columns, bills.count + 1)
    page.widths = (0..<count).map {
      .init($0 == 0 ? BillSummaryPage.labelWidth : BillSummaryPage.amountWidth)
    }
    page.print.fit(pixels: page.pixels(ofColumns: 0..<count))
    page.heights[0] = 24
    page.put(.words(all.title), row: 0, column: 0, CellStyles.title)
    row =
      page.putLines(
        "From the ledger to the amount to pay, USD; every digit is in bill-summary.csv.", row: 1,
        column: 0, width: width, CellStyles.subtitle) + 1
    putDecisions()
    putTable()
    var dataColumn = count + 1
    var drawn = 0
    for bill in bills {
      let isDrawn = drawn < BillSummaryPage.charts && !bill.summary.agrees
      // Two charts with their words fit on a page.
      if isDrawn && drawn % 2 == 0 { page.print.breaks.append(row) }
      putWords(bill)
      guard isDrawn else { continue }
      drawn += 1
      putChart(bill, column: dataColumn)
      dataColumn += ChangesChart.columnCount + 1
    }
    putOtherRemarks(all.otherRemarks)
    page.print.area = CellRange(rows: 0...row, columns: 0...count - 1)
  }

  private var width: Int {
    BillSummaryPage.labelWidth + (BillSummaryPage.columns - 1) * BillSummaryPage.amountWidth
  }

  // MARK: The decisions

  /// A line for each bill: it agrees or not, and what to do about which amount.
  private mutating func putDecisions() {
    let headings = ["Bill, USD", "Agrees"] + BillDecision.columns
    for (column, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: column,
        column < 2 ? CellStyles.heading : CellStyles.numberHeading)
    }
    row += 1
    for bill in bills {
      let decision = bill.decisionFigures
      page.put(.words(decision.bill), row: row, column: 0, CellStyles.text.with(\.wraps, true))
      page.put(.words(decision.agrees), row: row, column: 1, CellStyles.text)
      let pattern = NumberView.grouped(decimals: bill.decimals).pattern
      for (index, amount) in decision.amounts.enumerated() {
        guard let amount else { continue }
        page.put(
          SheetCell.Content(.shownMoney(amount, decimals: bill.decimals)), row: row,
          column: index + 2, CellStyles.number(pattern))
      }
      page.heights[row] =
        .init(decision.bill.split(separator: "\n").count) * Worksheet.rowHeight + 2
      row += 1
    }
    row += 1
  }

  // MARK: The table

  private mutating func putTable() {
    let headings = bills.map { bill in
      "\(bill.vendor)\n\(bill.summary.format)\n\(bill.monthName)"
    }
    for (index, heading) in (["USD"] + headings).enumerated() {
      page.put(
        .words(heading), row: row, column: index,
        (index == 0 ? CellStyles.heading : CellStyles.numberHeading).with(\.wraps, true))
    }
    page.heights[row] = 47
    row += 1
    let columns = bills.map(\.allSteps)
    for index in columns[0].indices {
      let step = columns[0][index]
      let look = { (format: CellFormat) in
        format.with(\.isBold, step.isSum).with(
          \.above, step.isSum && step.kind != .ledger ? .thin : nil)
      }
      let label = step.kind == .total ? AmountToPayStep.total : step.label
      page.put(.words(label), row: row, column: 0, look(CellStyles.text))
      for (column, (bill, steps)) in zip(bills, columns).enumerated() {
        put(steps[index], of: bill, column: column + 1, look)
      }
      row += 1
    }
    putUncovered()
    // A column for each bill does not say that two are of the same usage.
    for month in months {
      for sentence in VendorBills.payments(month, namesMonth: months.count > 1) {
        row = page.putLines(sentence, row: row, column: 0, width: width, CellStyles.text)
      }
    }
    for sentence in VendorBills.choicesOfSeveralMonths(bills) {
      row = page.putLines(sentence, row: row, column: 0, width: width, CellStyles.text)
    }
    row += 1
  }

  /// The ledger's cost that no column has: the sum of both is the vendor's cost of the month.
  private mutating func putUncovered() {
    let usage = bills.map(\.summary.uncovered)
    guard usage.contains(where: { $0.requests > 0 }) else { return }
    page.put(.words(BillSummaryPage.uncovered), row: row, column: 0, CellStyles.text)
    for (column, (bill, usage)) in zip(bills, usage).enumerated() where usage.requests > 0 {
      // A blank cell is not known.
      guard usage.unpricedRequests < usage.requests else { continue }
      page.put(
        SheetCell.Content(
          .shownMoney(
            ShownChange.units(of: usage.cost, decimals: bill.decimals), decimals: bill.decimals)),
        row: row, column: column + 1,
        CellStyles.number(NumberView.grouped(decimals: bill.decimals).pattern))
    }
    row += 1
  }

  /// The heading of usage that a bill does not cover.
  private static let uncovered = "Ledger outside bill's days"

  /// The shown amount; the exact one under words where that would be 0.
  private mutating func put(
    _ step: AmountToPayStep, of bill: VendorBill, column: Int, _ look: (CellFormat) -> CellFormat
  ) {
    let view = NumberView.grouped(decimals: bill.decimals)
    let isSmall = step.shownUnits == 0 && step.amount != .zero
    let pattern =
      isSmall
      ? "\"\(bill.text(step))\";\"\(bill.text(step))\""
      : step.isSum ? view.pattern : view.signedPattern
    // A blank cell is not known.
    guard step.isKnown else { return }
    page.put(
      SheetCell.Content(
        isSmall ? .money(step.amount) : .shownMoney(step.shownUnits, decimals: bill.decimals)),
      row: row, column: column, look(CellStyles.number(pattern)))
  }

  // MARK: Words

  private mutating func putWords(_ bill: VendorBill) {
    page.putBlock(
      "\(bill.name), \(bill.monthName)", row: row, columns: 0..<BillSummaryPage.columns)
    row += 1
    let payment = bill.payment.map { [$0 + "."] } ?? []
    // What the amount to pay leaves out comes before its causes.
    for sentence in [bill.sentence] + payment + bill.remarks.map(\.sentence) + [bill.source + "."] {
      row = page.putLines(sentence, row: row, column: 0, width: width, CellStyles.text)
    }
    let shown = bill.causes.prefix(VendorBill.shownCauses)
    for cause in shown {
      page.put(.words(cause.label), row: row, column: 0, CellStyles.note)
      page.put(.words(cause.shown), row: row, column: 1, CellStyles.number(nil))
      row = page.putLines(
        cause.sentence, row: row, column: 2,
        width: (BillSummaryPage.columns - 2) * BillSummaryPage.amountWidth, CellStyles.text)
    }
    if let note = bill.roundingNote {
      row = page.putLines(note, row: row, column: 0, width: width, CellStyles.note)
    }
    let rest = bill.causes.count - shown.count
    if rest > 0 {
      page.put(
        .words("\(Figures.count(Int64(rest), "more cause")): sheet Bill differences"), row: row,
        column: 2, CellStyles.note)
      row += 1
    }
    row += 1
  }

  private mutating func putOtherRemarks(_ remarks: [BillRemarkLine]) {
    if remarks.isEmpty { return }
    page.putBlock(VendorBills.otherRemarksTitle, row: row, columns: 0..<BillSummaryPage.columns)
    row += 1
    for remark in remarks {
      row = page.putLines(remark.sentence, row: row, column: 0, width: width, CellStyles.text)
    }
    row += 1
  }

  // MARK: The waterfall

  private mutating func putChart(_ bill: VendorBill, column: Int) {
    let steps = bill.steps
    var level: Int128 = 0
    let bars = steps.map { step -> ChangeStep in
      let before = step.isSum ? 0 : level
      level = step.isSum ? step.shownUnits : level + step.shownUnits
      return ChangeStep(
        label: step.label, kind: step.isSum ? .start : .detail, before: before, after: level)
    }
    let title = "\(bill.name), \(bill.monthName): from the ledger to the amount to pay"
    let content = ChangesChart.Content(
      steps: bars, shortLabels: steps.map(\.label), figures: steps.map(bill.text),
      decimals: bill.decimals, title: title, sentence: title,
      description: "Column chart: \(bill.sentence) All figures are in bill-summary.csv.")
    var chart = ChangesChart(content, on: &page, column: column).chart
    chart.points = 11
    page.charts.append(
      PlacedChart(
        chart, row: row, column: 0, width: page.pixels(ofColumns: 0..<BillSummaryPage.columns) - 4,
        height: 20 * BillSummaryPage.chartRows, offset: 2))
    row += BillSummaryPage.chartRows + 1
  }
}
