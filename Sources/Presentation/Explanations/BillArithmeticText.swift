import Bills
import Ledger

extension DifferenceAttribution {
  /// The arithmetic of the amount: `1,200 × 0.00001 − 0.01`.
  var formula: String {
    let before = FullPrecisionText.money(cost)
    return switch arithmetic {
    case .otherRows: "the rows of the bill \(FullPrecisionText.money(cost + amount)) − \(before)"
    case .quantities(let terms):
      terms.map { term in
        (term.label.isEmpty ? "" : term.label + ": ") + "\(term.quantity.grouped) × "
          + term.price.text
      }.joined(separator: "; ")
    case .price(let quantity, let price):
      "\(quantity.grouped) × \(FullPrecisionText.money(price)) − \(before)"
    case .factor(let factor): "\(before) × \(factor) − \(before)"
    case .withoutReasoning: "the cost of this reasoning in the ledger"
    case .rest: "\(FullPrecisionText.money(cost + amount)) billed − \(before)"
    }
  }
}

extension BillAveragePrice {
  fileprivate var text: String {
    switch self {
    case .average(let cost, let quantity):
      "(\(FullPrecisionText.money(cost)) ÷ \(quantity.grouped))"
    case .book(let perUnit): FullPrecisionText.money(perUnit)
    }
  }
}
