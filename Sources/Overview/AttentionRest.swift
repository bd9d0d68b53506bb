import Ledger

/// Tells of very many tiers together, beyond the first of a kind of finding.
enum AttentionRest {
  /// So many findings of a kind are told one by one.
  static let most = 100

  /// Returns the findings, in their order, with those of one kind beyond the first as one.
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

  /// Returns the findings with those below a threshold as one, with their count and sum.
  static func immaterial(_ found: [Attention], below threshold: Money) -> [Attention] {
    let small = found.filter { !$0.isMaterial(from: threshold) }
    if small.isEmpty { return found }
    let sum = small.compactMap(\.amount).reduce(Money.zero) { $0 + $1.magnitude }
    let count = Figures.count(Int64(small.count), "finding")
    let kinds = Attention.Kind.allCases.filter { kind in small.contains { $0.kind == kind } }
    return found.filter { $0.isMaterial(from: threshold) } + [
      Attention(
        kind: .immaterial, key: .empty, count: Int64(small.count), amount: sum,
        sentence:
          "\(count) below \(Figures.money(threshold)) USD\(small.count == 1 ? "" : " each").",
        detail: "By kind: \(kinds.map { $0.name.replacing("_", with: " ") }.listed).")
    ]
  }

  /// What is said of more tiers; nil of kinds that are one for each ledger.
  private static func sentence(_ kind: Attention.Kind) -> String? {
    switch kind {
    case .shortfall: "under a margin target"
    case .unknownTier: "rated as paid: plans.csv has no plan in force"
    default: nil
    }
  }
}
