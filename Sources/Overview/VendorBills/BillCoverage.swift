import Bills
import Ledger

extension BillRemarkLine {
  /// The usage of the ledger in no period of a bill, in a sentence; none where the bill covers all of its month.
  static func uncovered(_ summary: BillSummary) -> [BillRemarkLine] {
    let usage = summary.uncovered
    if usage.requests <= 0 { return [] }
    let isKnown = usage.unpricedRequests < usage.requests
    let amount = isKnown ? BillRemarkText.usd(usage.cost) : "an unknown cost"
    let rest =
      isKnown && usage.unpricedRequests > 0
      ? "; \(Figures.count(usage.unpricedRequests, "request")) of them without a price" : ""
    let end =
      summary[.timeBoundary].count > 0
      ? "Of the figures above, only the difference from other days may include it."
      : "No figure above includes it: accrue it, unless another bill has it."
    return [
      BillRemarkLine(
        code: "not_covered", files: [], lines: nil, amount: isKnown ? usage.cost : nil,
        sentence:
          "The ledger has \(amount) of \(summary.vendor) usage that this bill does not cover: "
          + "\(Figures.count(usage.requests, "request")) on \(text(usage.days))\(rest). \(end)")
    ]
  }

  /// The most days that a sentence names one by one.
  private static let shownDays = 3

  /// The days in words: `12 August 2026`, or `5 days from 2 August 2026 to 30 August 2026`.
  private static func text(_ days: [Day]) -> String {
    guard days.count > shownDays, let first = days.first, let last = days.last else {
      return days.map(DayText.day).listed
    }
    return "\(Figures.count(Int64(days.count), "day")) from \(DayText.day(first)) to "
      + DayText.day(last)
  }

  /// The whole of an invoice of which `only` counts some lines, in a sentence; none where it counts all.
  static func invoice(of summary: BillSummary, _ remarks: [BillRemarkLine]) -> [BillRemarkLine] {
    let others = remarks.filter { $0.code == "out_of_scope" }
    let amounts = others.compactMap(\.amount)
    if others.isEmpty || amounts.count < others.count { return [] }
    let amount = amounts.reduce(.zero, +)
    return [
      BillRemarkLine(
        code: "invoice_total", files: [], lines: nil, amount: amount + summary.total,
        sentence:
          "With the \(BillRemarkText.usd(amount)) that \"only\" leaves out, these files come to "
          + "\(BillRemarkText.usd(amount + summary.total)): find out who pays the rest of the invoice."
      )
    ]
  }
}
