import Ledger
import Overview
import Tables

/// The largest customers, the others together, and all.
enum CustomerSection {
  /// The rows before the others; one more is shown, too.
  static let limit = 10

  static func markup(_ overview: Overview) -> Markup {
    let customers = overview.customers
    guard !customers.lines.isEmpty else { return .nothing }
    let isSold = overview.costView == nil
    let columns = columns(customers, isSold: isSold)
    func row(_ line: CustomerLine, _ name: String, _ change: Int128?) -> DataTable.Row {
      DataTable.Row(
        cells: cells(line, name, change, customers, isSold: isSold),
        keys: [("account", line.name)])
    }
    let isCut = customers.lines.count > limit + 1
    let shown = isCut ? Array(customers.lines.prefix(limit)) : customers.lines
    var rows = shown.map { row($0, $0.name, $0.change) }
    if let others = customers.others(after: shown.count) {
      var row = row(others, others.name, others.change)
      (row.style, row.keys) = ("rest", [])
      rows.append(row)
    }
    var total = row(
      customers.total, Figures.count(Int64(customers.activeCount), "customer"),
      customers.total.change)
    total.keys = []
    let table = DataTable(
      id: "t-customers", heading: Section.headingID("customers"),
      note: Section.noteID("customers"), name: "Table of customers", columns: columns, rows: rows,
      total: total)
    let order = isSold ? "largest revenue first" : "largest cost first"
    return Section.markup(
      id: "customers", "Customers", side: Section.side("USD"),
      [
        customers.sentence.map { .element("p", ["class": "lead"], .sentence($0)) } ?? .nothing,
        table.markup,
        Section.note(
          for: "customers",
          (isCut ? "The \(limit) largest customers, \(order). " : "")
            + "A customer is an account, or a user without one. Every digit is in",
          files: ["margin-by-account.csv", "facts.csv"]),
      ])
  }

  private static func columns(_ customers: Customers, isSold: Bool) -> [DataTable.Column] {
    let change = customers.changeHeading.map {
      [DataTable.Column(words: $0, key: "change", isOptional: isSold)]
    }
    let share = [DataTable.Column(words: "Share\u{A0}%", key: "share", isOptional: isSold)]
    let start = [
      DataTable.Column(words: "Customer", key: "customer", isNumber: false),
      DataTable.Column(words: "Tier", key: "tier", isNumber: false, isOptional: true),
      DataTable.Column(words: "Requests", key: "requests", isOptional: true),
    ]
    let unpriced =
      customers.total.totals.unpriced > 0
      ? [DataTable.Column(words: "Without a price", key: "unpriced", isOptional: true)] : []
    let sales = [
      DataTable.Column(words: "Revenue", key: "revenue"),
      DataTable.Column(words: "Cost", key: "cost"),
      DataTable.Column(words: "Margin", key: "margin"),
      DataTable.Column(words: "Margin\u{A0}%", key: "margin_percent"),
      DataTable.Column(words: "Target\u{A0}%", key: "target", isOptional: true),
    ]
    return start + unpriced
      + (isSold ? sales : [DataTable.Column(words: "Cost", key: "cost")])
      + (change ?? []) + share
  }

  private static func cells(
    _ line: CustomerLine, _ name: String, _ change: Int128?, _ customers: Customers, isSold: Bool
  ) -> [DataTable.Cell] {
    let totals = line.totals
    func money(_ amount: Money?, isBadBelowZero: Bool = false) -> DataTable.Cell {
      // Nothing was used, so that nothing is unknown.
      .money(
        line.isLost ? .zero : amount, customers.decimals, isBadBelowZero: isBadBelowZero)
    }
    let start: [DataTable.Cell] = [
      .text(name), .text(line.tiers), .text(Figures.count(totals.requests)),
    ]
    let unpriced: [DataTable.Cell] =
      customers.total.totals.unpriced > 0 ? [.text(Figures.count(totals.unpriced))] : []
    let sales = [
      money(totals.knownRevenue), money(line.knownVendorCost),
      money(line.knownMargin, isBadBelowZero: true),
      DataTable.Cell.rate(line.marginPercent, points: line.comparedPoints),
      .figure(Figures.percent(totals.comparedTarget)),
    ]
    return start + unpriced + (isSold ? sales : [money(line.knownVendorCost)])
      + (customers.changeHeading == nil
        ? [] : [.change(change, decimals: customers.decimals)])
      + [.figure(Figures.percent(line.share))]
  }
}

extension DataTable.Cell {
  /// A margin rate with its verdict, in the colours of every verdict; red where it is negative, too.
  static func rate(_ percent: Int128?, points: Int128?) -> DataTable.Cell {
    let figure = Typography.figure(Figures.percent(percent))
    guard let percent else { return DataTable.Cell(text: figure) }
    let isBad = percent < 0 || (points ?? 0) < 0
    let arrow = points.map { $0 < 0 ? " ▼" : $0 > 0 ? " ▲" : "" } ?? ""
    return DataTable.Cell(
      text: figure + arrow, tone: isBad ? .bad : (points ?? 0) > 0 ? .good : nil)
  }

  /// A shown change with its sign; a dash where there is nothing to compare with.
  static func change(_ units: Int128?, decimals: Int) -> DataTable.Cell {
    guard let units else { return .text(ShownColumn.unknown) }
    let text = NumberView.grouped(decimals: decimals).text(units, scale: decimals)
    return .figure(units > 0 ? "+" + text : text)
  }
}
