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
    guard let words = text(noun: noun) else {
      return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }
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

extension MissingUsage {
  private struct PeriodClass: Hashable {
    let period: Validity
    let unitClass: BilledClass
  }

  private struct PeriodModel: Hashable {
    let period: Validity
    let model: BilledModel
  }

  /// Finds the usage that may be what the vendor billed more: rejected rows of the groups' days and models, and requests
  /// without a price of the same days and classes under other names.
  ///
  /// - Parameter all: every group of the bill and month.
  init(of groups: [BillGroup], among all: [BillGroup]) {
    let open = groups.filter(\.mayBeOfOtherUsage)
    rejected = Int64(Set(open.flatMap(\.rejectedRows)).count)
    let models = Set(open.map { PeriodModel(period: $0.period, model: $0.model) })
    let classes = Set(open.map { PeriodClass(period: $0.period, unitClass: $0.unitClass) })
    var quantities: [PeriodClass: Int128] = [:]
    var requests: [PeriodModel: Int64] = [:]
    for group in all where group.unpricedQuantity != .zero {
      let model = PeriodModel(period: group.period, model: group.model)
      let key = PeriodClass(period: group.period, unitClass: group.unitClass)
      let isOfAll = PeriodClass(period: group.period, unitClass: .all)
      guard !models.contains(model), classes.contains(key) || classes.contains(isOfAll) else {
        continue
      }
      quantities[key, default: 0] += group.unpricedQuantity.attounits
      // A request has a group of each class.
      requests[model] = max(requests[model] ?? 0, group.unpricedRequests)
    }
    unpriced = requests.values.reduce(0, +)
    var missing: [PeriodClass: Int128] = [:]
    for group in open {
      guard let billed = group.billedQuantity else { continue }
      missing[PeriodClass(period: group.period, unitClass: group.unitClass), default: 0] +=
        (billed - group.ledgerQuantity).attounits
    }
    unpricedQuantity = quantities.reduce(0) { sum, entry in
      sum + max(0, min(entry.value, missing[entry.key] ?? 0))
    }
  }
}
