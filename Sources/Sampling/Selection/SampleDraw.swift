import Ledger

/// The requests of a population as they come, and in the end those that are drawn.
///
/// Of a stratum of which a fixed number is drawn at random, only the first ranks are kept.
package struct SampleDraw {
  private let plan: SamplePlan
  private let ranks: SampleRank
  private var strata: [Population]
  /// The requests that no stratum is for.
  package private(set) var outside: Int64 = 0

  private struct Population {
    var requests: Int64 = 0
    /// The requests whose cost is above 0, and these costs.
    var costing: Int64 = 0
    var cost: Money = .zero
    var unpriced: Int64 = 0
    var candidates: [Candidate] = []
  }

  private struct Candidate {
    let rank: UInt128
    /// Its place in the ledger, which decides between equal ranks.
    let number: Int64
    let id: Name
    let cost: Money
  }

  /// - Parameter plan: decides what is kept.
  package init(_ plan: SamplePlan) {
    self.plan = plan
    ranks = SampleRank(seed: plan.seed)
    strata = plan.strata.map { _ in Population() }
  }

  /// Takes the next request of the ledger.
  ///
  /// - Parameter notionalCost: at vendor prices; nil without a price, which is drawn like a cost of 0.
  package mutating func add(_ id: Name, _ traits: SampleTraits, cost notionalCost: Money?) {
    guard let index = plan.stratum(of: traits) else {
      outside += 1
      return
    }
    strata[index].requests += 1
    if notionalCost == nil { strata[index].unpriced += 1 }
    let cost = notionalCost ?? .zero
    if cost > .zero {
      strata[index].costing += 1
      strata[index].cost = strata[index].cost + cost
    }
    strata[index].candidates.append(
      Candidate(
        rank: ranks.rank(of: id), number: strata[index].requests, id: id, cost: cost))
    if !plan.isByAmount, let size = plan.strata[index].size,
      strata[index].candidates.count >= 4 * size + 1_000
    {
      strata[index].candidates = Array(SampleDraw.inOrder(strata[index].candidates).prefix(size))
    }
  }

  /// The strata with what is drawn of each.
  package var drawn: [DrawnStratum] {
    strata.indices.map { index in
      let (population, stratum) = (strata[index], plan.strata[index])
      let ordered = SampleDraw.inOrder(population.candidates)
      let isByAmount = plan.isByAmount && stratum.size != nil && population.cost > .zero
      let start = ranks.fraction(of: Name(stratum.kind.rawValue))
      let units =
        isByAmount
        ? SampleDraw.hits(ordered, cost: population.cost, size: stratum.size ?? 0, start: start)
        : ordered.prefix(stratum.size ?? ordered.count).map {
          DrawnStratum.Unit(id: $0.id, cost: $0.cost, hits: 1)
        }
      return DrawnStratum(
        stratum: stratum, requests: population.requests, costing: population.costing,
        unpriced: population.unpriced, cost: population.cost, start: isByAmount ? start : nil,
        units: units)
    }
  }

  private static func inOrder(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { $0.rank == $1.rank ? $0.number < $1.number : $0.rank < $1.rank }
  }

  /// Lays the costs end to end, and takes what is at the start and after each further interval.
  private static func hits(
    _ ordered: [Candidate], cost: Money, size: Int, start: UInt128
  ) -> [DrawnStratum.Unit] {
    var units: [DrawnStratum.Unit] = []
    var next = 0
    var end: UInt128 = 0
    for candidate in ordered where candidate.cost > .zero && next < size {
      end += UInt128(candidate.cost.attodollars)
      let first = next
      while next < size, position(next, cost: cost, size: size, start: start) < end { next += 1 }
      if next > first {
        units.append(
          DrawnStratum.Unit(id: candidate.id, cost: candidate.cost, hits: next - first))
      }
    }
    return units
  }

  /// The whole attodollars before hit number `index`: cost × (start ÷ 2³² + index) ÷ size.
  static func position(_ index: Int, cost: Money, size: Int, start: UInt128) -> UInt128 {
    let product = UInt128(cost.attodollars).multipliedFullWidth(by: start + UInt128(index) << 32)
    return (UInt128(size) << 32).dividingFullWidth(product).quotient
  }
}
