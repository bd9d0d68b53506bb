import Bills
import Ledger

/// The parts of a difference without a rule, in words: only `unexplained` is not explained; the others are of names and
/// prices that the books do not have.
extension VendorBill {
  /// The amounts in a few words: `+1.42 and -2.09 USD not explained and 0.36 USD under unknown names`; nil without any.
  var openVerdict: String? {
    let parts = [
      (BillPart.unexplained, "not explained"), (.unmapped, "under unknown names"),
      (.price, "at prices not in the book"), (.unpriced, "without a price in the book"),
    ].compactMap { part, words in
      amounts(of: part).map { "\($0.text) USD \(words)" }
    }
    return parts.isEmpty ? nil : parts.listed
  }

  /// The amounts as a sentence, that of `unexplained` first; nil without any.
  ///
  /// `1.67 USD of the difference is not explained; 0.36 USD is under names that the books do not know.`
  var openSentence: String? {
    let parts = [
      (BillPart.unexplained, "not explained"),
      (.unmapped, "under names that the books lack"),
      (.price, "at prices that the price book lacks"),
      (.unpriced, "for usage that has no price in the book"),
    ].compactMap { part, words -> (amounts: String, end: String)? in
      amounts(of: part).map { ($0.text, "\($0.verb) \(words)") }
    }
    guard !parts.isEmpty else { return nil }
    return parts.enumerated().map { index, part in
      "\(part.amounts) USD \(index == 0 ? "of the difference " : "")\(part.end)"
    }.joined(separator: "; ") + "."
  }

  /// The usage of the ledger that could not be compared with the bill.
  var missingUsage: MissingUsage {
    MissingUsage(
      rejected: Int64(summary.rejectedRows),
      unpriced: min(summary.unpricedRequests, grounds.missing.requests))
  }

  /// The same in words: `1 rejected row and 3 requests without a price are not compared`; nil without any.
  var notCompared: String? {
    missingUsage.words.map { "\($0) \(missingUsage.count == 1 ? "is" : "are") not compared" }
  }

  /// The same with what to do, as a sentence.
  var notComparedSentence: String? {
    notCompared.map {
      "\($0): correct \(missingUsage.count == 1 ? "it" : "them") first, then compare again."
    }
  }

  /// The instruction to add to `aliases.csv`; nil without unknown names.
  var aliasInstruction: String? { grounds.unknown.instruction(in: summary.zone) }

  /// The amounts of a part, those of both signs apart, so that neither hides the other; and their verb.
  ///
  /// A side that would be shown as 0 is left out beside another. Nil where the part is 0 in every group.
  private func amounts(of part: BillPart) -> (text: String, verb: String)? {
    let own = causes.filter { $0.part == part && !$0.ground.isOfOneUsage }
    let (more, less) = (own.map(\.more).reduce(.zero, +), own.map(\.less).reduce(.zero, +))
    if more == .zero && less == .zero { return nil }
    let (above, below) = (more.text(decimals), less.text(decimals))
    if more.units > 0 && less.units > 0 { return ("+\(above) and -\(below)", "are") }
    // "-under 0.01" is not an amount in a sentence.
    return (less.units > 0 ? "-" + below : more == .zero ? below : above, "is")
  }
}
