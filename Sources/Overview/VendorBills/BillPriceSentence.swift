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
  /// `The vendor billed 0.01 to 0.03 USD more in each of 6 groups, whatever the quantity (290 to 1,594,791 tokens): …`
  var flatAmounts: String? {
    let cent = Money.attodollarsPerDollar / 100
    let known = groups.compactMap { group -> (amount: Int128, quantity: Int128)? in
      let amount = Int128(group.parts[part.rawValue].attodollars.magnitude)
      guard amount * 2 >= cent, let quantity = group.billedQuantity else { return nil }
      return (amount, quantity.attounits)
    }
    let cents = known.map { ($0.amount + cent / 2) / cent }
    // A price times tokens seldom comes to whole cents, to a thousandth of one.
    let areWhole = zip(known, cents).allSatisfy { abs($0.amount - $1 * cent) * 1_000 <= cent }
    let quantities = known.map(\.quantity)
    guard areWhole, known.count > 2, let least = quantities.min(), let most = quantities.max(),
      let low = cents.min(), let high = cents.max(), least > 0, most >= least * 2
    else { return nil }
    func usd(_ cents: Int128) -> String { Figures.money(cents, scale: 2, decimals: 2) }
    func count(_ quantity: Int128) -> String {
      GroupedDigits.text("\(quantity / BilledQuantity.attounitsPerUnit)")
    }
    let isMore = groups.contains { $0.parts[part.rawValue] > .zero }
    return
      "The vendor billed \(low == high ? usd(low) : "\(usd(low)) to \(usd(high))") USD \(isMore ? "more" : "less") "
      + "for \(subject.usage) in each of \(Figures.count(Int64(known.count), "group")), whatever the quantity "
      + "(\(count(least)) to \(count(most))): it looks like a fixed amount per line, not like a price."
  }
}
