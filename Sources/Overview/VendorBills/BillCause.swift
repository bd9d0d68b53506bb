import Bills
import Comparing
import Ledger
import Reports

/// One cause of the difference between a bill and the ledger: an amount and a sentence.
package struct BillCause: Sendable {
  package let part: BillPart
  /// The code of the rule, as in `cause` of `bill-reconciliation.csv`; empty for parts without one.
  package let code: String
  /// The fact that decides, beside the part, what to do about it.
  let ground: BillActionEvidence
  package let amount: Money
  /// The amount in units of the last shown decimal; the shown causes add up to the shown difference.
  package let shownUnits: Int128
  /// The decimals of the shown amount.
  package let decimals: Int
  /// The number of groups in it.
  package let groups: Int
  /// In plain English, with a full stop.
  package let sentence: String
  /// The amount by which some groups are above the ledger, and that by which others are below it; both are 0 or more.
  let (more, less): (RoundedBillAmount, RoundedBillAmount)

  /// The amount with its sign: `+11.40`; words for a small one that would be shown as 0.
  package var shown: String { RoundedBillAmount(amount, units: shownUnits).signed(decimals) }

  /// The shown amount is not the nearest to the exact one, so that the causes add up.
  ///
  /// An amount shown as less than a unit is.
  var isAdjusted: Bool {
    shownUnits != 0 && shownUnits != ShownChange.units(of: amount, decimals: decimals)
  }

  /// The sum of both sides, by which causes are in order.
  private var size: Money { more.amount + less.amount }

  /// Returns the causes of the groups of a bill and month, largest amount first.
  ///
  /// - Parameters:
  ///   - groups: those that differ.
  ///   - grounds: of every group of the bill and month.
  static func make(
    _ summary: BillSummary, _ groups: [BillGroup], decimals: Int, _ grounds: BillActionContext
  ) -> [BillCause] {
    let shownParts = summary.shownParts(decimals: decimals)
    let unit = powerOfTen(Money.decimals - decimals)
    let causes = BillPart.allCases.flatMap { part -> [BillCause] in
      let kinds = kinds(of: part, groups, grounds)
      let amounts = kinds.map { kind in
        kind.groups.reduce(Money.zero) { $0 + $1.parts[part.rawValue] }
      }
      let total = shownParts[part.rawValue]
      let hasAmount = amounts.contains { $0 != .zero }
      let shown =
        hasAmount
        ? apportioned(total, to: amounts.map(\.attodollars), unit: unit) : amounts.map { _ in 0 }
      let causes = kinds.indices.map { index in
        BillCause(
          part, kinds[index], RoundedBillAmount(amounts[index], units: shown[index]),
          decimals: decimals, among: grounds, in: summary.zone)
      }
      // Nothing is known about either side: one sentence for both.
      let open = causes.indices.filter { part == .unexplained && causes[$0].ground == .rule }
      guard open.count == 2 else { return causes }
      return [
        BillCause(
          unexplained: open.map { causes[$0] }, open.map { kinds[$0].groups }, in: summary.zone)
      ] + causes.filter { $0.ground != .rule }
    }
    return discounted(causes, groups).enumerated().sorted { left, right in
      let (one, other) = (left.element.size, right.element.size)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }

  private init(
    _ part: BillPart, _ kind: Kind, _ amount: RoundedBillAmount,
    decimals: Int, among grounds: BillActionContext, in zone: ReportingZone
  ) {
    (self.part, code, ground, self.decimals) = (part, kind.code, kind.ground, decimals)
    (self.amount, shownUnits, groups) = (amount.amount, amount.units, kind.groups.count)
    (more, less) = BillCause.sides(part, kind.groups, amount, decimals: decimals)
    sentence =
      BillSentence(
        part: part, code: kind.code, ground: kind.ground, groups: kind.groups, zone: zone,
        among: grounds
      ).text
  }

  /// Returns the amount as one side, but quantities as two: more tokens of one day are no excuse for fewer of another.
  private static func sides(
    _ part: BillPart, _ groups: [BillGroup], _ amount: RoundedBillAmount, decimals: Int
  ) -> (more: RoundedBillAmount, less: RoundedBillAmount) {
    let amounts = groups.map { $0.parts[part.rawValue] }
    let more = amounts.filter { $0 > .zero }.reduce(.zero, +)
    let less = amounts.filter { $0 < .zero }.reduce(.zero, +)
    guard part == .quantity, more != .zero, less != .zero else {
      return amount.amount < .zero ? (.zero, amount.negated) : (amount, .zero)
    }
    let units = apportioned(
      amount.units, to: [more.attodollars, less.attodollars],
      unit: powerOfTen(Money.decimals - decimals))
    return (
      RoundedBillAmount(more, units: units[0]), RoundedBillAmount(less, units: units[1]).negated
    )
  }

  /// Makes one cause of groups above the ledger and of others below it.
  private init(
    unexplained causes: [BillCause], _ groups: [[BillGroup]], in zone: ReportingZone
  ) {
    (part, code, ground, decimals) = (.unexplained, "", .rule, causes[0].decimals)
    amount = causes.reduce(.zero) { $0 + $1.amount }
    shownUnits = causes.reduce(0) { $0 + $1.shownUnits }
    self.groups = causes.reduce(0) { $0 + $1.groups }
    more = causes.map(\.more).max { $0.amount < $1.amount } ?? .zero
    less = causes.map(\.less).max { $0.amount < $1.amount } ?? .zero
    sentence =
      BillSentence(part: .unexplained, code: "", groups: groups.flatMap(\.self), zone: zone)
      .text(ending: BillCause.sides(causes, groups))
  }

  /// The groups above the ledger and those below it; a group whose amount would be shown as 0 is in neither.
  private static func sides(_ causes: [BillCause], _ groups: [[BillGroup]]) -> String {
    let half = powerOfTen(Money.decimals - causes[0].decimals) / 2
    var (sides, small): ([String], Int64) = ([], 0)
    for (cause, groups) in zip(causes, groups) {
      let counted = groups.filter {
        $0.parts[cause.part.rawValue].magnitude.attodollars >= half
      }.count
      small += Int64(groups.count - counted)
      if counted == 0 { continue }
      let isMore = cause.amount > .zero
      let size = (isMore ? cause.more : cause.less).text(cause.decimals)
      sides.append(
        (sides.isEmpty ? Figures.count(Int64(counted), "group") : "\(counted)")
          + " \(counted == 1 ? "is" : "are") \(size) \(isMore ? "higher" : "lower")")
    }
    let unit = RoundedBillAmount(.zero, units: 1).text(causes[0].decimals)
    let rest =
      small == 0
      ? ""
      : "\(sides.isEmpty ? Figures.count(small, "group") : "\(small)") "
        + "\(small == 1 ? "differs" : "differ") by less than \(unit) USD"
    let words = sides.isEmpty ? "" : sides.joined(separator: ", ") + " than the ledger"
    return ": " + [words, rest].filter { !$0.isEmpty }.joined(separator: "; ") + "."
  }

  /// The groups with a part, by the code of the rule; the two models of a renamed one are together.
  ///
  /// A part of prices, and one that no rule explains, has one cause for amounts above 0 and one for those below: neither
  /// hides the other.
  private static func kinds(
    of part: BillPart, _ groups: [BillGroup], _ grounds: BillActionContext
  ) -> [Kind] {
    let own = groups.filter { $0.parts[part.rawValue] != .zero }
    let byKey = Dictionary(grouping: own) { group in
      let ground = grounds.ground(of: part, group)
      return KindKey(ground: ground, text: key(of: part, group))
    }
    return byKey.keys.sorted {
      $0.text == $1.text ? $0.ground < $1.ground : Name($0.text) < Name($1.text)
    }.compactMap { key in
      byKey[key].map { Kind(code: part.code(in: $0[0]), ground: key.ground, groups: $0) }
    }
  }

  /// Groups of one part, rule and ground.
  private struct Kind {
    let code: String
    let ground: BillActionEvidence
    let groups: [BillGroup]
  }

  private struct KindKey: Hashable {
    let ground: BillActionEvidence
    let text: String
  }

  private static func key(of part: BillPart, _ group: BillGroup) -> String {
    let code = part.code(in: group)
    if let usage = group.oneUsage(of: part) {
      // All models of a name are one cause, and so are the rules of prices that cancel out.
      guard case .otherName(let name) = usage else { return "" }
      return "\(name.billedModel)\n\(name.ledgerModel)"
    }
    if BillPart.withoutRule.contains(part) || part.isOfPrice {
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
