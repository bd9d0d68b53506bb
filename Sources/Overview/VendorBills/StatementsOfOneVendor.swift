import Bills
import Ledger

/// Bills of one vendor in several formats that cover the same days: statements of the same usage.
struct StatementsOfOneVendor {
  private let all: [Statement]

  private struct Statement {
    let key: BillMonth
    let billed: Money
    /// From the start of the first billed period to the end of the last.
    let span: Validity
  }

  /// - Parameter groups: by bill and month.
  init(_ summaries: [BillSummary], _ groups: [BillMonth: [BillGroup]]) {
    all = summaries.compactMap { summary in
      let key = BillMonth(bill: summary.bill, month: summary.month)
      let periods = (groups[key] ?? []).filter { $0.lines > 0 }.map(\.period)
      guard let from = periods.map(\.from).min(), let to = periods.map(\.to).max() else {
        return nil
      }
      return Statement(
        key: key, billed: summary.billed.amount, span: Validity(from: from, to: to))
    }
  }

  /// Returns the remark that a bill and others state the same days; none where it is alone.
  func remarks(on key: BillMonth) -> [BillRemarkLine] {
    guard let own = all.first(where: { $0.key == key }) else { return [] }
    let others = all.filter { other in
      other.key != key && other.key.bill.vendor == key.bill.vendor
        && other.key.month == key.month && other.span.overlaps(own.span)
    }
    if others.isEmpty { return [] }
    let names = others.map { "\($0.key.bill.format) (\(BillRemarkText.usd($0.billed)))" }
    let count = others.count == 1 ? "Two" : "\(others.count + 1)"
    return [
      BillRemarkLine(
        code: "same_days", files: [], lines: nil, amount: nil,
        sentence: "\(count) statements of the same usage: \(key.bill.format) and \(names.listed) "
          + "cover the same days of \(key.bill.vendor). Assay never adds them; pay only one.")
    ]
  }
}
