import Bills
import Ledger
import Tables

/// The sentence on groups of which the vendor billed another quantity than the ledger has.
struct BillQuantityText {
  let groups: [BillGroup]
  /// The usage of the ledger that may be what the vendor billed more.
  let missing: MissingUsage

  init(groups: [BillGroup], missing: MissingUsage = MissingUsage(rejected: 0, unpriced: 0)) {
    self.groups = groups
    self.missing = missing
  }

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
    if more > 0 && missing.count > 0 {
      let others = fewer == 0 ? "" : ", and \(count(fewer, "fewer")) in other groups,"
      return missing.before("the vendor billed \(count(more, "more"))\(others) \(end)", noun: noun)
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
      + " \(end) " + settled(differences)
  }

  private func count(_ quantity: Int128, _ word: String) -> String {
    let units = quantity / BilledQuantity.attounitsPerUnit
    let isWhole = quantity % BilledQuantity.attounitsPerUnit == 0
    let text = NumberView.grouped(decimals: isWhole ? 0 : 3).text(quantity, scale: 18)
    return "\(text) \(word) \(noun)\(isWhole && units == 1 ? "" : "s")"
  }

  /// Returns the differences alone, without a full stop: `The vendor billed 3 fewer tokens than the ledger has on 4 days`.
  func start(_ onDays: String) -> String {
    let all = differences ?? []
    let more = all.filter { $0 > 0 }.reduce(0, +)
    let fewer = all.filter { $0 < 0 }.reduce(0, -)
    let counts = [
      more == 0 ? nil : count(more, "more"), fewer == 0 ? nil : count(fewer, "fewer"),
    ].compactMap(\.self)
    let words =
      counts.isEmpty
      ? "a different quantity of \(BillSubject(groups).usage)" : counts.joined(separator: " and ")
    return "The vendor billed \(words) than the ledger has\(onDays)"
  }

  /// The advice on differences of both signs: those of a model and class that sum to 0 are of days only.
  private func settled(_ differences: [Int128]) -> String {
    struct Key: Hashable {
      let model: BilledModel
      let unitClass: BilledClass
    }
    var sums: [Key: Int128] = [:]
    func key(_ group: BillGroup) -> Key { Key(model: group.model, unitClass: group.unitClass) }
    for (group, difference) in zip(groups, differences) {
      sums[key(group), default: 0] += difference
    }
    var moved: [String] = []
    for group in groups where sums[key(group)] == 0 {
      let usage = BillSubject([group]).usage
      if !moved.contains(usage) { moved.append(usage) }
    }
    if moved.isEmpty { return BillQuantityText.compare }
    let rest = moved.count - BillQuantityText.shownMoved
    let names =
      moved.prefix(BillQuantityText.shownMoved)
      + (rest > 0 ? ["\(Figures.count(Int64(rest))) more"] : [])
    let zero = "sum to 0 \(noun)s over all days, so there is no quantity to dispute."
    return sums.values.allSatisfy { $0 == 0 }
      ? "The differences of each model and class \(zero)"
      : "The differences of \(Array(names).listed) \(zero) \(BillQuantityText.compareOthers)"
  }

  /// The most models and classes that a sentence names.
  private static let shownMoved = 3
  private static let compareOthers =
    "Compare the others with the vendor's usage records before you pay."
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
