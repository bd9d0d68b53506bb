import Ledger
import Tables

/// The sheet of an invoice while its rows are put on it, from top to bottom.
struct InvoiceLayout {
  private let invoices: Invoices
  private let invoice: Invoice
  private var page: Worksheet
  /// The next row, from 0.
  private var row = 0
  /// The cells of amounts of money, tax excluded.
  private var amounts: CellRange?

  /// The columns of the printed area, and those of the checks beside it.
  private enum At {
    static let text = 0
    static let quantity = 1
    static let unit = 2
    static let price = 3
    static let amount = 4
    static let check = 6
    static let figure = 7
    static let difference = 8
  }

  private static let widths = [46.0, 10, 10, 14, 14, 3, 24, 14, 14]
  /// The most lines of an invoice that is printed on one page.
  private static let linesOfOnePage = 40

  init(_ invoices: Invoices, _ invoice: Invoice) {
    (self.invoices, self.invoice) = (invoices, invoice)
    let isLong = invoice.lines.count > InvoiceLayout.linesOfOnePage
    let title = InvoiceLayout.title(of: invoice)
    // On one page the title is at its top already.
    var print = PrintSetup(title: isLong ? title : "", scope: "")
    print.isLandscape = false
    print.fitting = isLong ? .anyHeight : .onePage
    print.repeatsHeading = isLong
    print.headingRow = 3
    page = Worksheet(name: invoice.isCreditNote ? "Credit note" : "Invoice", print: print)
    page.widths = InvoiceLayout.widths
    page.isFirst = true
  }

  /// The heading of the sheet.
  var title: String { InvoiceLayout.title(of: invoice) }

  private static func title(of invoice: Invoice) -> String {
    "\(invoice.isCreditNote ? "Credit note" : "Invoice") \(invoice.number)"
  }

  /// The sheet with its printed area.
  var finished: Worksheet {
    var page = page
    page.print.area = CellRange(rows: 0...max(0, row - 1), columns: At.text...At.amount)
    return page
  }
}

extension InvoiceLayout {
  /// Puts the number, the account, the days and the headings.
  mutating func putTitle(zone: String) {
    put(title, InvoiceCellStyles.title, room: 42)
    page.put(
      .words("\(DayText.range(invoice.days)) (\(zone))"), row: row, column: At.amount,
      InvoiceCellStyles.right)
    row += 1
    let subject =
      invoice.isShared ? "Organisation \(invoice.account)" : invoice.blocks.first.map(heading) ?? ""
    put(subject, InvoiceCellStyles.text, room: 44)
    page.put(.words("All amounts in USD"), row: row, column: At.amount, InvoiceCellStyles.right)
    row += 2
    for (column, heading) in ["Description", "Quantity", "Unit", "Unit price", "Amount"]
      .enumerated()
    {
      let look =
        switch column {
        case At.text: InvoiceCellStyles.heading
        case At.unit: InvoiceCellStyles.heading.with(\.alignment, .leftIndented)
        default: InvoiceCellStyles.numberHeading
        }
      page.put(.words(heading), row: row, column: column, look)
    }
    let headings = ["Check", "In the CSV file", "Difference"]
    for (offset, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: At.check + offset,
        offset == 0 ? InvoiceCellStyles.heading : InvoiceCellStyles.numberHeading)
    }
    row += 1
  }

  /// Puts the lines of money of every block.
  mutating func putMoney() {
    let start = row
    let prices = invoice.lines.compactMap { invoices.lines[$0].unitPrice }
    let price = InvoiceCellStyles.number(
      NumberView.view(of: prices.map { ($0, Money.decimals) }, kind: .credits).map(atLeastCents)
        ?? .grouped(decimals: 2))
    for block in invoice.blocks where !block.money.isEmpty {
      putHeading(of: block)
      for index in block.money { putMoney(index, price) }
    }
    if row > start {
      amounts = CellRange(rows: start...row - 1, columns: At.amount...At.amount)
    }
  }

  private mutating func putMoney(_ index: Int, _ price: CellFormat) {
    let line = invoices.lines[index]
    put(invoices.description(ofLine: index), InvoiceCellStyles.text, room: 44)
    if let quantity = line.quantity {
      page.put(
        SheetCell.Content(.decimal(quantity.millionths, scale: 6)), row: row, column: At.quantity,
        InvoiceCellStyles.number(.grouped(decimals: 0)))
      page.put(.words(quantity.unit.rawValue), row: row, column: At.unit, InvoiceCellStyles.unit)
    }
    if let unitPrice = line.unitPrice {
      page.put(
        SheetCell.Content(.money(Money(attodollars: unitPrice))), row: row, column: At.price, price)
    }
    put(cents: line.cents, InvoiceCellStyles.cents)
    row += 1
  }

  /// Puts the sums below the lines, with the checks beside them.
  mutating func putTotals() {
    let net = row
    let formula = amounts.map { "=SUM(\($0.reference))" } ?? "=0"
    putTotal("Net total", formula, invoice.net)
    putCheck("Net total", .shownMoney(invoice.net, decimals: 2), in: "invoices.csv", at: net)
    row += 1
    var total = net
    if let tax = invoice.taxPercent {
      put("Tax, \(tax) % of the net total", InvoiceCellStyles.text, room: 44)
      put(cents: invoice.tax, InvoiceCellStyles.cents)
      row += 1
      total = row
      putTotal("Total", "=\(cell(net))+\(cell(row - 1))", invoice.total)
      putCheck("Total", .shownMoney(invoice.total, decimals: 2), in: "invoices.csv", at: row)
    } else {
      put("Tax not included", InvoiceCellStyles.text, room: 44)
    }
    row += 1
    put("Paid", InvoiceCellStyles.text, room: 44)
    put(cents: -invoice.paid, InvoiceCellStyles.cents)
    row += 1
    putTotal("Amount due", "=\(cell(total))+\(cell(row - 1))", invoice.due)
    putCheck("Amount due", .shownMoney(invoice.due, decimals: 2), in: "invoices.csv", at: row)
    row += 2
  }

  private mutating func putTotal(_ words: String, _ formula: String, _ cents: Int128) {
    for column in At.text...At.price {
      page.put(
        column == At.text ? .words(words) : .blank, row: row, column: column,
        InvoiceCellStyles.total(InvoiceCellStyles.text))
    }
    page.put(
      .formula(formula, .shownMoney(cents, decimals: 2)), row: row, column: At.amount,
      InvoiceCellStyles.total(InvoiceCellStyles.cents))
  }

  /// Puts the credits of every block, each with its sum.
  mutating func putCredits() {
    page.put(.words("Credits"), row: row, column: At.text, InvoiceCellStyles.heading)
    for column in At.quantity...At.amount {
      page.put(.blank, row: row, column: column, InvoiceCellStyles.heading)
    }
    row += 1
    let credits = invoice.blocks.flatMap { $0.credits.map { invoices.lines[$0].credits } }
    let look = InvoiceCellStyles.number(
      NumberView.view(of: credits.map { ($0, Credits.decimals) }, kind: .credits)
        ?? .grouped(decimals: 0))
    for block in invoice.blocks {
      putHeading(of: block)
      let opening = row
      for index in block.credits {
        let line = invoices.lines[index]
        let text = invoices.description(ofLine: index)
        if line.kind == .creditsClosing {
          let rows = CellRange(rows: opening...row - 1, columns: At.amount...At.amount)
          let closing = Cell.creditsSum(microcredits: line.credits)
          put(text, InvoiceCellStyles.strong, room: 76)
          page.put(
            .formula("=SUM(\(rows.reference))", closing), row: row, column: At.amount,
            InvoiceCellStyles.total(look))
          putCheck("Closing balance", closing, in: "invoice-lines.csv", at: row)
        } else {
          put(text, InvoiceCellStyles.text, room: 76)
          page.put(
            SheetCell.Content(.creditsSum(microcredits: line.credits)), row: row,
            column: At.amount, look)
        }
        row += 1
      }
    }
    row += 1
  }

  /// Puts the sources of the figures.
  mutating func putNote(version: String) {
    row = page.putLines(
      "invoice-lines.csv lists each line with its event. The credit figures come from"
        + " credit-balances.csv. Prepared with assay \(version).",
      row: row, column: At.text, width: 84, InvoiceCellStyles.note)
  }
}

extension InvoiceLayout {
  /// Puts the account of a block above its lines where an invoice has several.
  private mutating func putHeading(of block: InvoiceBlock) {
    guard invoice.isShared else { return }
    put(heading(of: block), InvoiceCellStyles.strong, room: 76)
    row += 1
  }

  private func heading(of block: InvoiceBlock) -> String {
    "Account \(block.account)" + (block.plan.isEmpty ? "" : ", plan \(block.plan)")
  }

  /// Puts a text into the first cell of the row.
  ///
  /// - Parameter room: the digits that it may take up, as the cells beside it are empty; a longer text takes several lines
  ///   in its own column.
  private mutating func put(_ text: String, _ look: CellFormat, room: Int) {
    let isLong = SheetText.brokenLines(text, width: room).count > 1
    page.put(.words(text), row: row, column: At.text, look.with(\.wraps, isLong))
    let size = Worksheet.Points(look.points) / 11
    if isLong || size > 1 {
      let width = 44 * 11 / look.points
      let lines = isLong ? SheetText.brokenLines(text, width: width).count : 1
      page.heights[row] = Worksheet.rowHeight * size * Worksheet.Points(lines)
    }
  }

  private mutating func put(cents: Int128, _ look: CellFormat) {
    page.put(
      SheetCell.Content(.shownMoney(cents, decimals: 2)), row: row, column: At.amount, look)
  }

  /// Puts a figure of a CSV file beside the printed area, with its difference from the sheet.
  private mutating func putCheck(_ name: String, _ figure: Cell, in file: String, at row: Int) {
    page.put(.words("\(name), \(file)"), row: row, column: At.check, InvoiceCellStyles.note)
    let look = InvoiceCellStyles.note.with(\.alignment, .right)
    page.put(
      SheetCell.Content(figure), row: row, column: At.figure,
      look.with(
        \.pattern,
        NumberView.view(of: [figure.number].compactMap(\.self), kind: figure.kind)?.pattern))
    let other = CellRange(row: row, column: At.figure).reference
    page.put(
      .formula("=ROUND(\(cell(row))-\(other),6)", value: 0), row: row, column: At.difference,
      InvoiceCellStyles.check)
  }

  /// The amount in a row, as formulas name it.
  private func cell(_ row: Int) -> String { CellRange(row: row, column: At.amount).reference }

  /// The same view with two decimals or more.
  private func atLeastCents(_ view: NumberView) -> NumberView {
    switch view {
    case .grouped(let decimals): .grouped(decimals: min(8, max(2, decimals)))
    case .percent, .points: view
    }
  }
}

extension InvoiceLine {
  /// Microcredits of a line with credits.
  fileprivate var credits: Int128 { quantity?.millionths ?? 0 }
}
