import Bills
import Ledger

/// The parts of a difference without a rule, in words: only `unexplained` is not explained; the others are of names and
/// prices that the books do not have.
extension VendorBill {
  /// The amounts in a few words: `+1.42 and -2.09 USD not explained and 0.36 USD under unknown names`.
  var openVerdict: String {
    let parts = [
      (BillPart.unexplained, "not explained"), (.unmapped, "under unknown names"),
      (.price, "at prices not in the book"), (.unpriced, "without a price in the book"),
    ].compactMap { part, words in
      summary[part].count == 0 ? nil : "\(text(of: part).amounts) USD \(words)"
    }
    return parts.isEmpty ? "not fully explained" : parts.listed
  }

  /// The amounts as a sentence, that of `unexplained` first.
  ///
  /// `0.00 USD of the difference is not explained; 0.36 USD is under names that the books do not know.`
  var openSentence: String {
    let (amounts, verb) = text(of: .unexplained)
    let others = [
      (BillPart.unmapped, "under names that the books do not know"),
      (.price, "at prices that the price book does not have"),
      (.unpriced, "for usage that has no price in the book"),
    ].compactMap { part, words -> String? in
      guard summary[part].count > 0 else { return nil }
      let (amounts, verb) = text(of: part)
      return "\(amounts) USD \(verb) \(words)"
    }
    return (["\(amounts) USD of the difference \(verb) not explained"] + others)
      .joined(separator: "; ") + "."
  }

  /// The sums of some parts of groups: billed above the ledger, and billed below it.
  func sides(_ parts: [BillPart]) -> (more: Money, less: Money) {
    let amounts = groups.flatMap { group in parts.map { group.parts[$0.rawValue] } }
    return (
      amounts.filter { $0 > .zero }.reduce(.zero, +),
      amounts.filter { $0 < .zero }.reduce(.zero) { $0 + $1.magnitude }
    )
  }

  /// The amounts of a part, those of both signs apart, so that neither hides the other; and their verb.
  private func text(of part: BillPart) -> (amounts: String, verb: String) {
    let (more, less) = sides([part])
    if more != .zero && less != .zero { return ("+\(shown(more)) and -\(shown(less))", "are") }
    if less == .zero { return (shown(more), "is") }
    let size = shown(less)
    // "above -0.01" is not an amount in a sentence.
    return (shownUnits(less) == 0 ? size : "-" + size, "is")
  }
}
