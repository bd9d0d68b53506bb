import Cube
import Ledger

/// The totals of the kinds of traffic, by any grouping.
struct OutlookGroups: Sendable {
  private let facts: Facts
  private let history: TrafficHistory
  private let forecast: TrafficForecast
  private let starts: [Instant]
  /// The series that each kind is part of.
  let names: OutlookNames

  /// - Parameters:
  ///   - starts: when each day ahead begins.
  ///   - cuts: the requested ones.
  ///   - scopes: the names of the requested series.
  init(
    _ facts: Facts, _ history: TrafficHistory, _ forecast: TrafficForecast, starts: [Instant],
    by cuts: [ForecastDimension], keeping scopes: Set<Name>
  ) {
    let hasAccounts = cuts.contains(.account) || OutlookGroups.ask(scopes, for: .account)
    names = OutlookNames(history, accountsOf: hasAccounts ? facts : nil, keeping: scopes)
    self.facts = facts
    self.history = history
    self.forecast = forecast
    self.starts = starts
  }

  /// All requests, as one group.
  var total: [OutlookGroup] { group { _ in "total" } }

  /// The groups of a cut, by the bytes of their names.
  func by(_ cut: ForecastDimension) -> [OutlookGroup] {
    guard cut == .account else { return group { names.name(of: $0, by: cut) } }
    return AccountForecast.groups(
      facts, history, forecast, starts: starts, named: names.name(ofAccount:))
  }

  /// Returns true if one of the names of series belongs to a cut.
  private static func ask(_ names: Set<Name>, for cut: ForecastDimension) -> Bool {
    names.contains { $0.bytes.starts(with: "\(cut.rawValue)/".utf8) }
  }

  /// The groups of these names, as far as there are such.
  func named(_ names: Set<Name>) -> [Name: OutlookGroup] {
    var found = total
    for cut in ForecastDimension.allCases where OutlookGroups.ask(names, for: cut) {
      found += by(cut)
    }
    return Dictionary(
      uniqueKeysWithValues: found.filter { names.contains($0.name) && !self.names.isRest($0.name) }
        .map { ($0.name, $0) })
  }

  private func group(by name: (TrafficKind) -> Name) -> [OutlookGroup] {
    var past = Dictionary(grouping: history.lines) { name($0.kind) }
      .mapValues { history.sum(of: $0) }
    let none = history.sum(of: [])
    var ahead: [Name: OutlookGroup.Ahead] = [:]
    let empty = OutlookGroup.Ahead(count: starts.count)
    for line in forecast.lines {
      let key = name(line.kind)
      if past[key] == nil { past[key] = none }
      ahead[key, default: empty].add(line)
      ahead[key]?.end(isOver: line.isOver(starts))
    }
    return past.sorted { $0.key < $1.key }.map {
      OutlookGroup(name: $0.key, past: $0.value, ahead: ahead[$0.key] ?? empty)
    }
  }
}
