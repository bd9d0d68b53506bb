import Bills
import Comparing
import Ledger
import Reports

/// One cause of the difference between a bill and the ledger: an amount and a sentence.
package struct BillCause: Sendable {
  package let part: BillPart
  /// The code of the rule, as in `cause` of `bill-reconciliation.csv`; empty for parts without one.
  package let code: String
  package let amount: Money
  /// The amount in units of the last shown decimal; the shown causes add up to the shown difference.
  package let shownUnits: Int128
  /// The decimals of the shown amount.
  package let decimals: Int
  /// The number of groups in it.
  package let groups: Int
  /// In plain English, with a full stop.
  package let sentence: String

  /// The amount with its sign: `+11.40`; words for a small one that would be shown as 0.
  package var shown: String {
    if shownUnits == 0 && amount != .zero {
      return Figures.money(Money(attodollars: abs(amount.attodollars)), decimals: decimals)
    }
    let text = Figures.money(shownUnits, scale: decimals, decimals: decimals)
    return shownUnits > 0 ? "+" + text : text
  }

  /// Returns the causes of the groups of a bill and month, largest amount first.
  static func make(
    _ summary: BillSummary, _ groups: [BillGroup], decimals: Int
  ) -> [BillCause] {
    let shownParts = summary.shownParts(decimals: decimals)
    let unit = powerOfTen(Money.decimals - decimals)
    let causes = BillPart.allCases.flatMap { part -> [BillCause] in
      let kinds = kinds(of: part, groups)
      let amounts = kinds.map { kind in
        kind.groups.reduce(Money.zero) { $0 + $1.parts[part.rawValue] }
      }
      let total = shownParts[part.rawValue]
      let hasAmount = amounts.contains { $0 != .zero }
      let shown =
        hasAmount
        ? apportioned(total, to: amounts.map(\.attodollars), unit: unit) : amounts.map { _ in 0 }
      return kinds.indices.map { index in
        BillCause(
          part: part, code: kinds[index].code, amount: amounts[index], shownUnits: shown[index],
          decimals: decimals, groups: kinds[index].groups.count,
          sentence: BillSentence(
            part: part, code: kinds[index].code, groups: kinds[index].groups, zone: summary.zone
          ).text)
      }
    }
    return causes.enumerated().sorted { left, right in
      let (one, other) = (left.element.amount.magnitude, right.element.amount.magnitude)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }

  /// The groups with a part, by the code of the rule; the two models of a renamed one are together.
  ///
  /// A part that no rule explains has one cause for amounts above 0 and one for those below: neither hides the other.
  private static func kinds(
    of part: BillPart, _ groups: [BillGroup]
  ) -> [(code: String, groups: [BillGroup])] {
    let own = groups.filter { $0.parts[part.rawValue] != .zero }
    let byKey = Dictionary(grouping: own) { key(of: part, $0) }
    return byKey.keys.sorted { Name($0) < Name($1) }.compactMap { key in
      byKey[key].map { (part.code(in: $0[0]), $0) }
    }
  }

  private static func key(of part: BillPart, _ group: BillGroup) -> String {
    let code = part.code(in: group)
    if BillPart.withoutRule.contains(part) {
      return code + (group.parts[part.rawValue] < .zero ? " -" : " +")
    }
    guard part == .otherModel, let other = code.split(separator: ":", maxSplits: 1).last else {
      return code
    }
    return [group.model.text.description, String(other)].sorted { Name($0) < Name($1) }
      .joined(separator: "\n")
  }
}

extension BillSummary {
  /// Returns the parts in units of the last decimal, by the raw value of `BillPart`: they add up to the difference of the
  /// shown amounts.
  func shownParts(decimals: Int) -> [Int128] {
    let difference =
      ShownChange.units(of: billed.amount, decimals: decimals)
      - ShownChange.units(of: ledger.amount, decimals: decimals)
    let amounts = parts.map(\.amount.attodollars)
    // Parts that are all 0 have a difference of 0.
    guard amounts.contains(where: { $0 != 0 }) else { return amounts }
    return apportioned(
      difference, to: amounts, unit: powerOfTen(Money.decimals - decimals))
  }
}

extension BillPart {
  /// Returns the code in `cause` that belongs to the part; empty where it has none.
  package func code(in group: BillGroup) -> String {
    group.causes.first(where: isCause) ?? ""
  }

  private func isCause(_ code: String) -> Bool {
    switch self {
    case .unmapped: code == "unmapped"
    case .otherModel: code.hasPrefix("model:")
    case .byok: code == "byok"
    case .failed: code.hasPrefix("status:")
    case .duplicate: code.hasPrefix("duplicates")
    case .timeBoundary:
      code.hasPrefix("zone:") || ["request_end", "shifted_days"].contains(code)
    case .cacheClass: ["reclassified", "cache_billed_twice"].contains(code)
    case .reasoning:
      ["reclassified", "reasoning_billed_twice", "reasoning_not_billed"].contains(code)
    case .bandOrServiceTier: code.hasPrefix("tier") || code.hasPrefix("context")
    case .region: code.hasPrefix("region:")
    case .unpriced: code == "unpriced"
    case .priceDate: code.hasPrefix("from:")
    case .discountOrUplift: code.hasPrefix("factor:")
    case .notInLedger, .notInBill, .quantity, .price, .rounding, .unexplained: false
    }
  }
}
