import Bills
import Ledger
import Tables

/// The sentence on groups of which the vendor billed another quantity than the ledger has.
struct BillQuantityText {
  let groups: [BillGroup]

  /// Returns what was billed, and what to do.
  ///
  /// `The vendor billed 1,930,412 more tokens than the ledger has on 4 days. Before you pay, …`
  ///
  /// - Parameter onDays: the days in words with a blank before, or nothing.
  func sentence(_ onDays: String) -> String {
    let subject = BillSubject(groups)
    let end = "than the ledger has\(onDays)."
    guard let differences = differences else {
      return
        "The vendor billed a different quantity of \(subject.usage) \(end) \(BillQuantityText.compare)"
    }
    let more = differences.filter { $0 > 0 }.reduce(0, +)
    let fewer = differences.filter { $0 < 0 }.reduce(0, -)
    func count(_ quantity: Int128, _ word: String) -> String {
      let units = quantity / BilledQuantity.attounitsPerUnit
      let isWhole = quantity % BilledQuantity.attounitsPerUnit == 0
      let text = NumberView.grouped(decimals: isWhole ? 0 : 3).text(quantity, scale: 18)
      return "\(text) \(word) \(noun)\(isWhole && units == 1 ? "" : "s")"
    }
    if fewer == 0 {
      return
        "The vendor billed \(count(more, "more")) \(end) Before you pay, ask the vendor for its "
        + "records of this usage."
    }
    if more == 0 {
      return "The vendor billed \(count(fewer, "fewer")) \(end) It may bill them later."
    }
    return "The vendor billed \(count(more, "more")), and \(count(fewer, "fewer")) in other groups,"
      + " \(end) \(BillQuantityText.compare)"
  }

  private static let compare = "Compare them with the vendor's usage records before you pay."

  private var noun: String {
    let nouns = Set(groups.map(\.unitClass.unitNoun))
    return nouns.count == 1 ? nouns.first ?? "unit" : "unit"
  }

  /// Billed less ledger of each group; nil where a step before has changed the quantity of the ledger, or none is stated.
  private var differences: [Int128]? {
    var differences: [Int128] = []
    for group in groups {
      let others = BillPart.changesOfQuantity.contains { group.parts[$0.rawValue] != .zero }
      guard !others else { return nil }
      let billed = group.billedQuantity ?? (group.lines == 0 ? .zero : nil)
      guard let billed else { return nil }
      differences.append((billed - group.ledgerQuantity).attounits)
    }
    return differences
  }
}

extension BillPart {
  /// The parts of steps that change the quantity of the ledger before quantities are compared.
  fileprivate static let changesOfQuantity: [BillPart] = [
    .byok, .failed, .duplicate, .timeBoundary, .cacheClass, .reasoning,
  ]
}
