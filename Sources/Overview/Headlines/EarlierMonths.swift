import Closing
import Ledger
import Reports

/// The sums that were learned of earlier, closed months, made once for every medium.
package struct EarlierMonths: Sendable {
  /// One line: `Earlier months, changes since their close: 0.31 USD of cost (restatement.csv)`.
  package let line: String

  /// Nil where nothing was learned.
  init?(_ input: ReportInput) {
    guard let restatement = input.restatement,
      !restatement.lines.isEmpty || !restatement.isComplete
    else { return nil }
    var parts = [(input.learned(.vendorCost), "cost")]
    if !input.isCostOnly { parts.append((input.learned(.revenue), "revenue")) }
    let realised = input.learned(.realisedRevenue)
    if input.credits != nil, realised != .zero { parts.append((realised, "realised revenue")) }
    let decimals = Figures.decimals(showing: parts.compactMap(\.0))
    let texts = parts.map { amount, name in
      amount.map { "\(Figures.money($0, decimals: decimals)) USD of \(name)" }
        ?? "\(name) \(Figures.notKnown)"
    }
    line =
      "Earlier months, changes since their close: \(texts.joined(separator: ", ")) (restatement.csv)"
  }
}
