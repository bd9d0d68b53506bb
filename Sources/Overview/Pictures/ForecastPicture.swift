import Ledger
import Reconciliation
import Reports
import Tables

extension Picture {
  /// The vendor cost of the last days and of the next, with the ranges that should hold it; nil without
  /// usage, where nothing has a price or a cost, and where the history is too short for a forecast.
  static func forecast(_ input: ReportInput) -> Picture? {
    let totals = input.facts.ofUsualDays.totals(byDays: \.self)
    let isPriced = ComparisonClass.allCases.contains {
      $0 != .unpriced && input.reconciliation[cost: $0].requests > 0
    }
    // Usual days of a period alone may end elsewhere.
    guard isPriced, let last = input.outlook?.lastDay, let start = totals.first?.key, start <= last
    else { return nil }
    let table = Report.forecast.table(input)
    let rows = (0..<table.rowCount).map { table.cells(at: $0) }.filter {
      $0[1] == .text("total") && $0[2] == .text("vendor_cost_usd")
    }
    guard !rows.isEmpty else { return nil }
    // Twice as many days back as ahead: enough to see what it follows from.
    let first = last + (1 - min(2 * rows.count, last - start + 1))
    let known = Dictionary(uniqueKeysWithValues: totals.map { ($0.key, $0.totals.vendorCost) })
    let past = (0..<(last - first + 1)).map { first + $0 }
    let ahead = rows.indices.map { last + ($0 + 1) }
    // As where customers pay the vendors themselves.
    guard
      past.contains(where: { (known[$0] ?? .zero) != .zero })
        || rows.contains(where: { $0[4].amount != .zero })
    else { return nil }
    let blanks = [Cell](repeating: .blank, count: past.count)
    func line(_ name: String, _ role: Role, _ column: Int) -> Series {
      Series(name: name, role: role, kind: .money, values: blanks + rows.map { $0[column] })
    }
    let mean = Figures.money(rows.reduce(.zero) { $0 + $1[4].amount })
    return Picture(
      name: "forecast",
      title: "Forecast: \(mean) USD of vendor cost in the next \(rows.count) days"
        + coverage(input),
      caption:
        "Vendor cost by day, USD: actual, expected, 80 % and 95 % ranges."
        + unpriced(totals.filter { $0.key >= first }.reduce(0) { $0 + $1.totals.unpriced })
        + (input.outlook?.restSentences ?? []).map { " " + $0 }.joined(),
      report: "forecast",
      shape: .lines(
        days: past + ahead,
        series: [
          Series(
            name: "actual", role: .actual, kind: .money,
            values: past.map { .money(known[$0] ?? .zero) }
              + [Cell](repeating: .blank, count: ahead.count)),
          line("expected", .main, 4), line("80 %", .bound80, 5), line("80 %, high", .bound80, 6),
          line("95 %", .bound95, 7), line("95 %, high", .bound95, 8),
        ]))
  }
}

/// Of how many requests ahead the sum is, where not of all: `, for 90 of 110 requests`.
private func coverage(_ input: ReportInput) -> String {
  guard let expected = input.outlook?.expected, expected.unpriced > 0 else { return "" }
  return ", for \(Figures.count(expected.requests - expected.unpriced)) of "
    + Figures.count(expected.requests, "request")
}

/// Returns a note about requests of past days that are in no figure.
private func unpriced(_ count: Int64) -> String {
  count == 0
    ? ""
    : " \(Figures.count(count, "request")) of the previous days \(count == 1 ? "has" : "have") no price; the forecast excludes \(count == 1 ? "it" : "them")."
}

extension Cell {
  /// The number as USD; nothing for other cells.
  fileprivate var amount: Money {
    number.map { Money(attodollars: $0.value * powerOfTen(Money.decimals - $0.scale)) } ?? .zero
  }
}
