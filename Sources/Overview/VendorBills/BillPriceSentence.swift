import Bills
import Ledger
import Reports

/// Sentences on prices that no book has.
extension BillSentence {
  var ofOtherPrice: String {
    "The vendor billed \(subject.usage) at a price that the price book lacks."
  }

  /// The sentence on amounts of whole cents that do not follow the quantity; nil where they may be of a price.
  ///
  /// `The vendor billed 0.01 to 0.03 USD more for usage of a in each of 6 groups, whatever the quantity (290 to 1,594,791): …`
  var flatAmounts: String? {
    guard groups.allSatisfy(\.traits.isFixedAmount) else { return nil }
    let cent = Money.attodollarsPerDollar / 100
    let amounts = groups.map { $0.parts[part.rawValue].magnitude.attodollars }
    let cents = amounts.filter { $0 * 2 >= cent }.map { ($0 + cent / 2) / cent }
    guard let low = cents.min(), let high = cents.max() else { return nil }
    func usd(_ cents: Int128) -> String { Figures.money(cents, scale: 2, decimals: 2) }
    let isMore = groups.contains { $0.parts[part.rawValue] > .zero }
    return
      "The vendor billed \(low == high ? usd(low) : "\(usd(low)) to \(usd(high))") USD \(isMore ? "more" : "less") "
      + "for \(subject.usage)\(quantities(cents.count)): it looks like a fixed amount per line, not like a price."
  }

  /// The number of groups with the least and the largest quantity; that of one group alone.
  private func quantities(_ count: Int) -> String {
    func text(_ quantity: BilledQuantity) -> String {
      GroupedDigits.text("\(quantity.attounits / BilledQuantity.attounitsPerUnit)")
    }
    let quantities = groups.compactMap(\.billedQuantity).sorted { $0.attounits < $1.attounits }
    guard count > 1, let least = quantities.first, let most = quantities.last else {
      return ", as in other groups, whatever the quantity"
    }
    return " in each of \(Figures.count(Int64(count), "group")), whatever the quantity "
      + "(\(text(least)) to \(text(most)))"
  }
}
