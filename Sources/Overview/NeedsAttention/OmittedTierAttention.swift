import Cube
import Ledger
import Reports

/// Reports very many tiers together, after the first of a kind of finding.
enum OmittedTierAttention {
  /// The number of findings of a kind that are reported one by one.
  static let most = 100

  /// Returns the findings, in their order, with those of one kind after the first as one.
  static func shortened(_ found: [Attention]) -> [Attention] {
    guard found.count > most else { return found }
    var counts: [Attention.Kind: Int] = [:]
    var kept: [Attention] = []
    var left: [Attention.Kind: [Attention]] = [:]
    for attention in found {
      counts[attention.kind, default: 0] += 1
      if counts[attention.kind, default: 0] <= most || sentence(attention.kind) == nil {
        kept.append(attention)
      } else {
        left[attention.kind, default: []].append(attention)
      }
    }
    let rests = left.compactMap { kind, rest in
      sentence(kind).map { sentence in
        let amounts = rest.compactMap(\.amount)
        return Attention(
          kind: kind, key: .empty, count: rest.reduce(0) { $0 + $1.count },
          amount: amounts.isEmpty ? nil : amounts.reduce(.zero, +),
          sentence:
            "\(Figures.count(Int64(rest.count), "more tier")) \(rest.count == 1 ? "is" : "are") \(sentence).",
          detail: "")
      }
    }
    return rests.isEmpty ? found : (kept + rests).sorted(by: Attention.precedes)
  }

  /// Returns the findings with those below the setting `materiality` as one, with their count, sum and kinds.
  ///
  /// The sum is of magnitudes: their amounts are of unlike things and may have opposite signs. Where the setting is not
  /// made, a twentieth of the cost or of the revenue is no small amount.
  static func immaterial(_ found: [Attention], _ input: ReportInput) -> [Attention] {
    let threshold = input.materialityThreshold
    let hasShare = input.materiality == .standard
    func isMaterial(_ finding: Attention) -> Bool {
      let whole = finding.isOfCost ? input.total.vendorCost : input.total.revenue
      return finding.isMaterial(from: threshold, of: hasShare ? whole : nil)
    }
    let small = found.filter { !isMaterial($0) }
    if small.count < 2 { return found }
    let sum = Attention.sum(of: small)
    let kinds = Attention.Kind.allCases.compactMap { kind -> String? in
      let count = small.count { $0.kind == kind }
      let name = kind.name.replacing("_", with: " ")
      return count == 0 ? nil : count == 1 ? name : "\(count) \(name)"
    }
    return found.filter(isMaterial) + [
      Attention(
        kind: .immaterial, key: .empty, count: Int64(small.count), amount: nil,
        sentence: "\(Figures.count(Int64(small.count), "finding")) below "
          + "\(Figures.money(threshold)) USD each, \(Figures.amount(sum)) USD in all.",
        detail: "By kind: \(kinds.listed).",
        partReports: small.map(\.report))
    ]
  }

  /// Returns a sentence about more tiers; nil for kinds of which a ledger has only one.
  private static func sentence(_ kind: Attention.Kind) -> String? {
    switch kind {
    case .shortfall: "under a margin target"
    case .unknownTier: "rated as paid: plans.csv has no plan in force"
    default: nil
    }
  }
}
