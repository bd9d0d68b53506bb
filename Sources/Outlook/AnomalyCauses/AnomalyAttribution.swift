import Cube
import Forecasting
import Ledger
import Rating

/// Finds the cause of an anomaly: a price that changed, a user, or a model.
///
/// Each candidate is compared with its own usual figure. A cause explains at least half of the
/// difference, in its direction, and at least half of the reported deviation of a single day.
struct AnomalyAttribution: Sendable {
  private let facts: Facts
  private let history: TrafficHistory
  private let books: Books
  private let zone: ReportingZone
  /// Per day of the history, whether anything was requested.
  private let isBusy: [Bool]
  /// The dimensions of the facts of each kind, but those with a customer's own key.
  private let dimensions: [TrafficKind: [Int32]]
  /// Those of the facts.
  private let users: ReportedUsers
  /// The first fact of each day of the history or later, and behind them the end of the facts.
  private let dayStarts: [Int]

  init(facts: Facts, history: TrafficHistory, books: Books, zone: ReportingZone) {
    self.facts = facts
    self.history = history
    self.books = books
    self.zone = zone
    isBusy = history.sum(of: history.lines).map { $0.requests != 0 }
    dimensions = Dictionary(
      grouping: facts.dimensions.indices.filter { !facts.dimensions[$0].isBYOK }.map(Int32.init)
    ) { history.kinds.ofDimensions[Int($0)] }
    users = facts.reportedUsers
    let rows = facts.rows
    dayStarts = (0...history.dayCount).map { day in
      rows.indices.partitionPoint { rows[$0].day < history.firstDay + day }
    }
  }

  /// The text for a day without any request.
  static let noRequest = "no request on this day"

  /// Returns the words for the cause of what is odd about some lines on a day; empty where nothing explains half of
  /// the difference.
  ///
  /// - Parameters:
  ///   - isRise: whether it is more than was expected.
  ///   - effect: value less expected as reported, in attodollars; 0 of a level shift, where they are of its first day alone.
  ///   - past: what the lines sum to; one entry per day of the history.
  func cause(
    on day: Int, isRise: Bool, effect: Int128, _ days: AnomalyBaseline,
    _ lines: [TrafficHistory.Line],
    _ past: [Traffic]
  ) -> String {
    // That is no model's doing, nor a user's.
    if days.odd.allSatisfy({ !isBusy[$0] }) { return AnomalyAttribution.noRequest }
    let difference = Difference(
      doubled: days.doubledChange { past[$0].cost }, effect: effect)
    // Days that differ the other way say nothing of what was expected.
    guard difference.doubled.signum() == (isRise ? 1 : -1) else { return "" }
    let steps = PriceSteps(near: day, days, lines, history, books, zone)
    let price = difference.largest(
      steps.steps.indices.map { (key: $0, change: steps.doubledChange($0, days)) })
    let oddLines = lines.map {
      AnomalyContributor(kind: $0.kind, dimensions: dimensions[$0.kind, default: []])
    }
    let user = user(days, oddLines, difference, steps)
    if let price, price.change.magnitude >= user?.change.magnitude ?? 0 {
      let step = steps.steps[price.key]
      return "price of \(step.model.model.description) changed on \(zone.day(of: step.at))"
    }
    let models = user.map { changes(ofModelsOf: $0.key, days, oddLines, steps) }
    let all = Dictionary(grouping: lines, by: \.kind.model)
    let main = difference.largest(models ?? changes(ofModels: all, days))
    let words = [
      user.map { "user \(users.names[$0.key].description)" },
      all.count > 1 ? main.map { "model \($0.key.description)" } : nil,
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }

  // MARK: Models

  private func changes(
    ofModels models: [Name: [TrafficHistory.Line]], _ days: AnomalyBaseline
  ) -> [(key: Name, change: Int128)] {
    models.sorted { $0.key < $1.key }.map { model, lines in
      (model, days.doubledChange { day in lines.reduce(0) { $0 + $1.days[day].cost } })
    }
  }

  private func changes(
    ofModelsOf user: Int, _ days: AnomalyBaseline, _ lines: [AnomalyContributor],
    _ steps: PriceSteps
  ) -> [(key: Name, change: Int128)] {
    var costs: [Int: [Name: Int128]] = [:]
    for day in days.odd + days.usual {
      var onDay: [Name: Int128] = [:]
      forEachCost(on: day, lines, steps, where: { Int($0) == user }) { _, place, cost in
        onDay[lines[place].kind.model, default: 0] += cost
      }
      costs[day] = onDay
    }
    let models = Set(costs.values.flatMap(\.keys))
    return models.sorted().map { model in
      (model, days.doubledChange { costs[$0]?[model] ?? 0 })
    }
  }

  // MARK: Users

  /// The number of the user, in whatever accounts, whose own cost explains most, at the prices before those that
  /// changed.
  private func user(
    _ days: AnomalyBaseline, _ lines: [AnomalyContributor], _ difference: Difference,
    _ steps: PriceSteps
  ) -> (key: Int, change: Int128)? {
    var costs: [Int: [Int32: Int128]] = [:]
    // A median is at most the largest of its amounts: who has half of the difference on no day is no cause.
    let least = difference.magnitude / 4
    var isWanted = [Bool](repeating: false, count: users.names.count)
    for day in difference.doubled > 0 ? days.odd : days.usual {
      let onDay = costsOfUsers(on: day, lines, steps) { _ in true }
      for (user, cost) in onDay where cost >= least { isWanted[Int(user)] = true }
      costs[day] = onDay
    }
    let wanted = isWanted.indices.filter { isWanted[$0] }
    if wanted.isEmpty { return nil }
    for day in days.odd + days.usual where costs[day] == nil {
      costs[day] = costsOfUsers(on: day, lines, steps) { isWanted[Int($0)] }
    }
    return difference.largest(
      wanted.sorted { users.names[$0] < users.names[$1] }.map { user in
        (user, days.doubledChange { costs[$0]?[Int32(user)] ?? 0 })
      })
  }

  /// Returns the cost of a day's requests at the old prices, by the number of the user.
  ///
  /// - Parameter isSought: returns true if the requests of a user are to be included.
  private func costsOfUsers(
    on day: Int, _ lines: [AnomalyContributor], _ steps: PriceSteps, where isSought: (Int32) -> Bool
  ) -> [Int32: Int128] {
    var costs: [Int32: Int128] = [:]
    forEachCost(on: day, lines, steps, where: isSought) { user, _, cost in
      costs[user, default: 0] += cost
    }
    return costs
  }

  /// Calls `body` for each fact of a day with the number of its user, the place of its line, and what it cost us at the
  /// prices before those that changed.
  ///
  /// The place, not the line: names that are handed on have their references counted, for each fact.
  ///
  /// - Parameter isSought: whether the facts of a user are looked at.
  private func forEachCost(
    on day: Int, _ lines: [AnomalyContributor], _ steps: PriceSteps,
    where isSought: (Int32) -> Bool,
    _ body: (_ user: Int32, _ place: Int, _ cost: Int128) -> Void
  ) {
    let onDay = dayStarts[day]..<dayStarts[day + 1]
    if onDay.isEmpty { return }
    let (rows, lineOf) = (facts.rows, facts.lineOfDimensions)
    for place in lines.indices {
      let taken = steps.taken(by: lines[place].kind, on: day)
      for dimensions in lines[place].dimensions {
        let line = lineOf[Int(dimensions)]
        var row = onDay.partitionPoint { lineOf[Int(rows[$0].dimensions)] < line }
        while row < onDay.upperBound, lineOf[Int(rows[row].dimensions)] == line {
          let user = users.numbers[Int(rows[row].user)]
          if rows[row].dimensions == dimensions, isSought(user) {
            let measures = rows.measures(of: rows[row])
            let effect =
              taken.isEmpty
              ? 0 : steps.effect(of: taken, on: measures, of: lines[place].kind, on: day)
            body(user, place, measures.notionalCost - effect)
          }
          row += 1
        }
      }
    }
  }
}

/// A line of the history, with the dimensions of its facts; none of those with a customer's own key.
private struct AnomalyContributor {
  let kind: TrafficKind
  let dimensions: [Int32]
}

/// The difference to explain, which is not 0.
private struct Difference {
  /// In attodollars, twice.
  let doubled: Int128
  /// The reported effect, in attodollars.
  let effect: Int128

  /// The larger of both, twice.
  var magnitude: Int128 { max(abs(doubled), 2 * abs(effect)) }

  /// Returns the first of the largest changes in the direction of the difference; nil where it is less than half of the magnitude.
  ///
  /// - Parameter changes: doubled as well.
  func largest<Key>(_ changes: [(key: Key, change: Int128)]) -> (key: Key, change: Int128)? {
    let along = changes.filter { $0.change.signum() == doubled.signum() }
    let most = along.reduce(Int128(0)) { max($0, abs($1.change)) }
    guard 2 * most >= magnitude else { return nil }
    return along.first { abs($0.change) == most }
  }
}
