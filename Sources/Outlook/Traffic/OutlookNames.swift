import Cube
import Forecasting
import Ledger

/// The series of each kind of traffic or account, by each cut.
///
/// If there are very many groups, the largest have one series each and all others share one.
struct OutlookNames: Sendable {
  /// The groups of a cut that have a series of their own; without an entry all do.
  private var kept: [ForecastDimension: Set<Name>] = [:]
  /// The series of all others.
  private var others: [ForecastDimension: Name]
  /// The content of the shared series, by the cuts that have one.
  private(set) var rests: [ForecastDimension: AggregatedGroups] = [:]

  /// No more groups of a cut have a series of their own: a forecast of each takes some milliseconds.
  static let most = 100

  /// The same of accounts: what an account did is at hand, and its forecast is a part of others.
  static let mostAccounts = 1_000

  /// - Parameters:
  ///   - facts: what accounts did, where they are separated.
  ///   - scopes: the names of the requested series, which stay by themselves.
  init(_ history: TrafficHistory, accountsOf facts: Facts?, keeping scopes: Set<Name>) {
    let own = history.kinds.own
    others = Dictionary(
      uniqueKeysWithValues: ForecastDimension.allCases.map { ($0, $0.other(beside: own)) })
    for cut in ForecastDimension.allCases where cut != .account {
      limit(cut, history, keeping: scopes)
    }
    if let facts { limitAccounts(facts, history, keeping: scopes) }
  }

  private mutating func limitAccounts(
    _ facts: Facts, _ history: TrafficHistory, keeping scopes: Set<Name>
  ) {
    var ofUsers: [Int32: TrafficWeight] = [:]
    for row in facts.rows where row.day >= history.firstDay {
      ofUsers[row.user, default: TrafficWeight()].add(facts.rows.measures(of: row))
    }
    var sums: [Name: TrafficWeight] = [:]
    for (user, weight) in ofUsers {
      sums[facts.users[Int(user)].account, default: TrafficWeight()].add(weight)
    }
    guard sums.count > OutlookNames.mostAccounts else { return }
    let cut = ForecastDimension.account
    let largest = TrafficWeight.largest(OutlookNames.mostAccounts, of: sums)
    let asked = sums.keys.filter { scopes.contains(cut.joined($0)) }
    let own = Set((largest + asked).map { cut.joined($0) })
    let other = cut.joined(TrafficDimension.label("other accounts", beside: sums.keys))
    kept[cut] = own
    others[cut] = other
    rests[cut] = AggregatedGroups(
      series: other, groups: cut.words, count: sums.count - own.count, beside: own.count)
  }

  private mutating func limit(
    _ cut: ForecastDimension, _ history: TrafficHistory, keeping scopes: Set<Name>
  ) {
    var sums: [Name: TrafficWeight] = [:]
    for line in history.lines {
      guard let name = cut.name(of: line.kind), !line.kind.stands(for: cut) else { continue }
      var weight = TrafficWeight()
      for entry in line.days.used { weight.add(entry.traffic) }
      sums[name, default: TrafficWeight()].add(weight)
    }
    let isMerged = history.lines.contains { $0.kind.stands(for: cut) }
    guard isMerged || sums.count > OutlookNames.most else { return }
    let largest = Set(TrafficWeight.largest(OutlookNames.most, of: sums))
      .union(scopes.intersection(sums.keys))
    kept[cut] = largest
    let names = Set(history.ownKinds.lazy.compactMap(cut.name))
    rests[cut] = AggregatedGroups(
      series: others[cut] ?? .empty, groups: cut.words, count: names.subtracting(largest).count,
      beside: largest.count)
  }

  /// The series of a kind.
  func name(of kind: TrafficKind, by cut: ForecastDimension) -> Name {
    let name = cut.name(of: kind) ?? .empty
    guard let kept = kept[cut] else { return name }
    return kept.contains(name) && !kind.stands(for: cut) ? name : others[cut] ?? name
  }

  /// The series of an account.
  func name(ofAccount account: Name) -> Name {
    let name = ForecastDimension.account.joined(account)
    guard let kept = kept[.account] else { return name }
    return kept.contains(name) ? name : others[.account] ?? name
  }

  /// Returns true if a series is the one of all other groups of some cut.
  func isRest(_ series: Name) -> Bool { rests.values.contains { $0.series == series } }
}

extension ForecastDimension {
  /// The plural name of its groups in sentences.
  fileprivate var words: String {
    switch self {
    case .tierAndModel: "models of tiers"
    case .tier, .provider, .model, .service, .account: rawValue + "s"
    }
  }

  /// The series of the groups that have none of their own.
  fileprivate func other(beside kinds: [TrafficKind]) -> Name {
    switch self {
    case .tier: joined(TrafficDimension.tier.label(beside: kinds))
    case .provider: joined(TrafficDimension.provider.label(beside: kinds))
    case .model: joined(TrafficDimension.model.label(beside: kinds))
    case .service: joined(TrafficDimension.service.label(beside: kinds))
    case .tierAndModel:
      joined(
        TrafficDimension.tier.label(beside: kinds), TrafficDimension.model.label(beside: kinds))
    case .account: joined("other accounts")
    }
  }

  /// Returns true if the names of a dimension distinguish its groups.
  func isOf(_ dimension: TrafficDimension) -> Bool {
    switch (self, dimension) {
    case (.tier, .tier), (.provider, .provider), (.model, .model), (.service, .service),
      (.tierAndModel, .tier), (.tierAndModel, .model), (.model, .provider),
      (.tierAndModel, .provider):
      true
    default: false
    }
  }
}

extension TrafficKind {
  /// Returns true if the group is not a single group of a cut but combines several.
  fileprivate func stands(for cut: ForecastDimension) -> Bool {
    switch cut {
    case .tier: isOther(.tier)
    case .provider: isOther(.provider)
    case .model: isOther(.model)
    case .service: isOther(.service)
    case .tierAndModel: isOther(.tier) || isOther(.model)
    case .account: false
    }
  }
}
