import Bills
import Ledger
import Tables

/// Usage of the ledger without figures: rows that Assay could not read, and requests without a price.
struct MissingUsage {
  let rejected: Int64
  let unpriced: Int64
  /// The quantity of those requests that the vendor billed more, in 10⁻¹⁸ units; 0 where it is not known.
  let unpricedQuantity: Int128

  init(rejected: Int64, unpriced: Int64, unpricedQuantity: Int128 = 0) {
    self.rejected = rejected
    self.unpriced = unpriced
    self.unpricedQuantity = unpricedQuantity
  }

  var count: Int64 { rejected + unpriced }

  /// The counts: `1 rejected row and 3 requests without a price`; nil without any.
  var words: String? { text(noun: nil) }

  /// Returns the same, with the quantity of the requests where it is known: `… without a price (179,383 tokens)`.
  ///
  /// - Parameter noun: that of one unit.
  func text(noun: String?) -> String? {
    let parts = [
      rejected == 0 ? nil : Figures.count(rejected, "rejected row"),
      unpriced == 0
        ? nil : Figures.count(unpriced, "request") + " without a price" + quantity(noun),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.listed
  }

  /// Returns a sentence after the usage that may be the reason, and what to do first; the sentence alone without such usage.
  ///
  /// `1 rejected row is not compared, and the vendor billed … Correct the row first, then compare again; …`
  ///
  /// - Parameter sentence: begins with a small letter.
  func before(_ sentence: String, noun: String?) -> String {
    guard let words = text(noun: noun) else { return sentence.withCapital }
    return "\(words) \(count == 1 ? "is" : "are") not compared, and \(sentence) "
      + "Correct the \(openNoun) first, then compare again; only then ask the vendor."
  }

  private var openNoun: String {
    let noun = unpriced == 0 ? "row" : rejected == 0 ? "request" : "rows and request"
    return count == 1 ? noun : noun + "s"
  }

  private func quantity(_ noun: String?) -> String {
    guard let noun, unpricedQuantity > 0 else { return "" }
    let (units, rest) = unpricedQuantity.quotientAndRemainder(
      dividingBy: BilledQuantity.attounitsPerUnit)
    let text = NumberView.grouped(decimals: rest == 0 ? 0 : 3).text(unpricedQuantity, scale: 18)
    return " (\(text) \(noun)\(rest == 0 && units == 1 ? "" : "s"))"
  }
}
