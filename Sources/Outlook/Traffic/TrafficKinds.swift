import Cube
import Ledger

/// The kind of traffic that the facts of each dimensions are: their own, or, where there are very many kinds, one that
/// represents all names with little cost.
///
/// What a forecast takes grows with the kinds, and a column that holds another value in each row makes as many as rows.
struct TrafficKinds: Sendable {
  /// One per dimensions of the facts.
  let ofDimensions: [TrafficKind]
  /// The same without any that represent others.
  let own: [TrafficKind]

  /// No more kinds are separated.
  static let most = 2_000
  /// The number of names kept of each dimension, the fewer the more kinds are left.
  private static let limits = [100, 50, 20, 10, 5, 2, 1]

  /// - Parameters:
  ///   - first: the first day whose costs decide which names are kept.
  ///   - scopes: the names of the requested series, whose names are kept.
  init(_ facts: Facts, from first: Day, keeping scopes: Set<Name>) {
    own = facts.dimensions.map(TrafficKind.init)
    guard Set(own).count > TrafficKinds.most else {
      ofDimensions = own
      return
    }
    var weights = own.map { _ in TrafficWeight() }
    for daily in facts.byDayAndDimensions where daily.day >= first {
      weights[Int(daily.dimensions)].add(daily.measures)
    }
    var kinds = own
    for limit in TrafficKinds.limits {
      kinds = TrafficKinds.merged(own, weights, keeping: limit, and: scopes)
      if Set(kinds).count <= TrafficKinds.most { break }
    }
    ofDimensions = kinds
  }

  private static func merged(
    _ kinds: [TrafficKind], _ weights: [TrafficWeight], keeping limit: Int, and scopes: Set<Name>
  ) -> [TrafficKind] {
    var merged = kinds
    for dimension in TrafficDimension.allCases {
      var sums: [TrafficDimension.Key: TrafficWeight] = [:]
      for (kind, weight) in zip(kinds, weights) {
        sums[dimension.key(of: kind), default: TrafficWeight()].add(weight)
      }
      guard sums.count > limit else { continue }
      let kept = Set(TrafficWeight.largest(limit, of: sums))
      let label = dimension.label(beside: kinds)
      for (index, kind) in kinds.enumerated()
      where !kept.contains(dimension.key(of: kind))
        && !ForecastDimension.allCases.contains(where: { cut in
          cut.isOf(dimension) && cut.name(of: kind).map(scopes.contains) == true
        })
      {
        merged[index].stand(for: dimension, as: label)
      }
    }
    return merged
  }
}

/// The cost of some requests and their number: the larger group keeps its own name.
struct TrafficWeight: Comparable {
  private var cost: Int128 = 0
  private var requests: Int64 = 0

  mutating func add(_ measures: Measures) {
    cost += measures.notionalCost
    requests += measures.requests
  }

  mutating func add(_ traffic: Traffic) {
    cost += traffic.notionalCost
    requests += traffic.requests
  }

  mutating func add(_ other: TrafficWeight) {
    cost += other.cost
    requests += other.requests
  }

  static func < (left: TrafficWeight, right: TrafficWeight) -> Bool {
    (left.cost, left.requests) < (right.cost, right.requests)
  }

  /// The keys with the largest weights; of equal ones the first bytewise.
  static func largest<Key: Hashable & Comparable>(
    _ count: Int, of weights: [Key: TrafficWeight]
  ) -> [Key] {
    weights.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .prefix(count).map(\.key)
  }
}

/// A name that kinds of traffic have, of which there may be very many.
enum TrafficDimension: CaseIterable {
  case tier, provider, model, service, serviceTier

  /// The key that distinguishes names: a model also by its provider.
  struct Key: Hashable, Comparable {
    let name: Name
    var provider = Name.empty

    static func < (left: Key, right: Key) -> Bool {
      (left.name, left.provider) < (right.name, right.provider)
    }
  }

  func key(of kind: TrafficKind) -> Key {
    self == .model ? Key(name: kind.model, provider: kind.provider) : Key(name: name(of: kind))
  }

  func name(of kind: TrafficKind) -> Name {
    switch self {
    case .tier: kind.tier
    case .provider: kind.provider
    case .model: kind.model
    case .service: kind.service
    case .serviceTier: kind.serviceTier
    }
  }

  /// Returns a label for several names, such as `other tiers`.
  ///
  /// It is `other tiers (2)` if a tier is already called so, and so on.
  func label(beside kinds: [TrafficKind]) -> Name {
    let base =
      switch self {
      case .tier: "other tiers"
      case .provider: "other providers"
      case .model: "other models"
      case .service: "other services"
      case .serviceTier: "other service tiers"
      }
    return TrafficDimension.label(base, beside: kinds.lazy.map(name))
  }

  /// `base`, or `base (2)` where one of `names` is called so, and so on.
  static func label(_ base: String, beside names: some Sequence<Name>) -> Name {
    let taken = Set(names.filter { $0.bytes.starts(with: base.utf8) })
    let labels = [Name(base)] + (0..<taken.count).map { Name("\(base) (\($0 + 2))") }
    return labels.first { !taken.contains($0) } ?? Name(base)
  }
}

extension TrafficDimension {
  /// Its place in a set of dimensions.
  var bit: UInt8 {
    switch self {
    case .tier: 1
    case .provider: 2
    case .model: 4
    case .service: 8
    case .serviceTier: 16
    }
  }
}
