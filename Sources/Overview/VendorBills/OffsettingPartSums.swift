import Bills
import Comparing
import Ledger

/// The sums of amounts that are differences of one usage: only a sum is to be asked about or accrued, never a share.
struct OffsettingPartSums {
  /// By ground: the sums above 0, and the sizes of those below it.
  private var sides: [BillActionEvidence: (more: RoundedBillAmount, less: RoundedBillAmount)] = [:]
  /// That the vendor left out: it may bill it later.
  private var reasoning = RoundedBillAmount.zero

  /// A usage: a group, or all groups of a name.
  private enum Key: Hashable {
    case group(Int)
    case name(OtherBilledName)
  }

  init(_ groups: [BillGroup], decimals: Int) {
    var sums: [Key: (ground: BillActionEvidence, amount: Money)] = [:]
    var reasoning = Money.zero
    func shown(_ amount: Money) -> RoundedBillAmount {
      RoundedBillAmount(amount, units: ShownChange.units(of: amount, decimals: decimals))
    }
    for (index, group) in groups.enumerated() {
      guard let usage = group.traits.oneUsage, let ground = BillActionEvidence(usage) else {
        continue
      }
      let parts = BillPart.allCases.filter(usage.holds).map { group.parts[$0.rawValue] }
      if parts.allSatisfy({ $0 == .zero }) { continue }
      switch usage {
      case .leftOut(let usage):
        reasoning = reasoning + usage.reasoning
        sums[.group(index)] = (ground, usage.rest)
      case .averagePrice, .oppositePrices:
        sums[.group(index)] = (ground, parts.reduce(.zero, +))
      // The discount has all of it.
      case .otherName(let name) where name.factor != nil: continue
      case .otherName(let name):
        let sum = sums[.name(name)]?.amount ?? .zero
        sums[.name(name)] = (ground, parts.reduce(sum, +))
      }
    }
    for (ground, sums) in Dictionary(grouping: sums.values, by: \.ground) {
      let amounts = sums.map(\.amount)
      sides[ground] = (
        shown(amounts.filter { $0 > .zero }.reduce(.zero, +)),
        shown(amounts.filter { $0 < .zero }.reduce(.zero, +)).negated
      )
    }
    self.reasoning = shown(reasoning)
  }

  /// Returns the claims on the usage of a ground; none where all of it is settled.
  ///
  /// Reasoning was not billed; of all else only the vendor knows which requests are on the bill.
  func claims(of ground: BillActionEvidence) -> [(claim: BillClaim, amount: RoundedBillAmount)] {
    guard let sides = sides[ground] else { return [] }
    return [
      (.ask, sides.more), (.askLess, sides.less),
      (.undercharged, ground == .leftOut ? reasoning : .zero),
    ].filter { $0.1.units > 0 }
  }

  /// The grounds with a claim or without, in their order.
  var grounds: [BillActionEvidence] { sides.keys.sorted() }
}
