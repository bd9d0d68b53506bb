import Ledger

/// A grouping of cells for movers.
package enum MoverDimension: CaseIterable, Sendable {
  case tier, model, tierAndModel, account

  /// The word in the column `dimension`.
  package var name: String {
    switch self {
    case .tier: "tier"
    case .model: "model"
    case .tierAndModel: "tier_model"
    case .account: "account"
    }
  }

  /// The key of a cell; names that the dimension does not use are nil.
  func key(of place: CellID) -> MoverKey {
    let key = place.key
    return switch self {
    case .tier: MoverKey(tier: key.tier)
    case .model: MoverKey(provider: key.provider, model: key.model)
    case .tierAndModel: MoverKey(tier: key.tier, provider: key.provider, model: key.model)
    case .account: MoverKey(account: place.account)
    }
  }
}

/// The names of a mover; nil where its dimension does not use one.
package struct MoverKey: Hashable, Comparable, Sendable {
  package var account: Name?
  package var tier: Name?
  package var provider: Name?
  package var model: Name?

  private var names: [Name] { [account, tier, provider, model].compactMap(\.self) }

  package static func < (left: MoverKey, right: MoverKey) -> Bool {
    left.names.lexicographicallyPrecedes(right.names)
  }
}

/// One key of a dimension with its bridges, or all unlisted keys together.
package struct Mover: Sendable {
  /// Nil for the others together.
  package let key: MoverKey?
  /// The number of keys in it.
  package let keys: Int
  /// Those in the bridge.
  package let requests: (a: Int64, b: Int64)
  package let bridges: Bridges
  /// False where the key has requests in the period and none of them a price at its start.
  package let isKnown: (a: Bool, b: Bool)

  /// Both ends are known, and so is all between them.
  package var isChangeKnown: Bool { isKnown.a && isKnown.b }

  /// It has requests in the base period alone, also of those outside the bridge.
  package var isLost: Bool { requests.b == 0 && isKnown.b }
  /// Likewise in the reported period.
  package var isNew: Bool { requests.a == 0 && isKnown.a }
  /// It has requests in both periods, and those of one have a price at neither time.
  package var hasUnpricedPeriod: Bool {
    !isLost && !isNew && (requests.a == 0 || requests.b == 0)
  }
}

extension PeriodComparison {
  /// The maximum number of keys that are listed; the others share one row.
  package static let listedMovers = 1_000

  /// The parts of a dimension with requests in the bridge, without an order.
  static func parts(_ cells: [ComparedCell], by dimension: MoverDimension) -> [Mover] {
    var numbers: [MoverKey: Int] = [:]
    var keys: [MoverKey] = []
    var sums: [(requests: (a: Int64, b: Int64), bridges: Bridges)] = []
    var priced: [(a: PricedRequests, b: PricedRequests)] = []
    for cell in cells {
      let key = dimension.key(of: cell.place)
      let number = numbers[key] ?? keys.count
      if number == keys.count {
        numbers[key] = number
        keys.append(key)
        sums.append(((0, 0), Bridges()))
        priced.append((PricedRequests(), PricedRequests()))
      }
      priced[number].a.add(cell.a)
      priced[number].b.add(cell.b)
      sums[number].requests.a += cell.a.requests
      sums[number].requests.b += cell.b.requests
      sums[number].bridges += cell.bridges
    }
    return keys.indices.compactMap { number in
      let (requests, bridges) = sums[number]
      if requests.a == 0 && requests.b == 0 { return nil }
      return Mover(
        key: keys[number], keys: 1, requests: requests, bridges: bridges,
        isKnown: (priced[number].a.areKnown, priced[number].b.areKnown))
    }
  }

  /// Returns the number of keys of a dimension.
  package func keyCount(by dimension: MoverDimension) -> Int { parts[dimension]?.count ?? 0 }

  /// The number of accounts with requests in the base period alone.
  package var lostAccounts: Int { parts[.account]?.count(where: \.isLost) ?? 0 }

  /// The number of accounts with requests in the reported period alone.
  package var newAccounts: Int { parts[.account]?.count(where: \.isNew) ?? 0 }

  /// The number of accounts with requests in both periods, of which those of one have a price at neither time: their
  /// change belongs to the driver of usage without a price.
  package var unpricedAccounts: Int {
    parts[.account]?.count(where: \.hasUnpricedPeriod) ?? 0
  }

  /// Returns the movers of a dimension, the largest change of one measure first, then those whose change is not known,
  /// then one for all others.
  package func movers(by dimension: MoverDimension, of measure: BridgeMeasure) -> [Mover] {
    let ranked = (parts[dimension] ?? []).map { (mover: $0, change: $0.bridges[measure].change) }
      .sorted { left, right in
        if left.mover.isChangeKnown != right.mover.isChangeKnown {
          return left.mover.isChangeKnown
        }
        return left.change.magnitude == right.change.magnitude
          ? (left.mover.key ?? MoverKey()) < (right.mover.key ?? MoverKey())
          : left.change.magnitude > right.change.magnitude
      }.map(\.mover)
    let others = ranked.dropFirst(PeriodComparison.listedMovers)
    guard !others.isEmpty else { return ranked }
    var (requests, bridges) = ((a: Int64(0), b: Int64(0)), Bridges())
    let isKnown = (a: others.contains(where: \.isKnown.a), b: others.contains(where: \.isKnown.b))
    for other in others {
      requests.a += other.requests.a
      requests.b += other.requests.b
      bridges += other.bridges
    }
    return ranked.prefix(PeriodComparison.listedMovers)
      + [
        Mover(
          key: nil, keys: others.count, requests: requests, bridges: bridges, isKnown: isKnown)
      ]
  }
}
