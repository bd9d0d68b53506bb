import Cube
import Forecasting
import Ledger
import Rating

/// What explains a day that is odd: a price that changed, a user, or a model.
///
/// Each is held against what it itself usually comes to: a cause is what explains at least half of the difference, in
/// its direction, and of what a single day is said to be off.
struct OddCauses: Sendable {
  private let facts: Facts
  private let history: TrafficHistory
  private let books: Books
  private let zone: ReportingZone
  /// Per day of the history, whether anything was requested.
  private let isBusy: [Bool]
  /// The dimensions of the facts of each kind, but those under a customer's own key.
  private let dimensions: [TrafficKind: [Int32]]
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
    ) { TrafficKind(facts.dimensions[Int($0)]) }
    let rows = facts.rows
    dayStarts = (0...history.dayCount).map { day in
      rows.indices.partitionPoint { rows[$0].day < history.firstDay + day }
    }
  }

  /// What is said of a day without any request.
  static let noRequest = "no request on this day"

  /// Returns the words for the cause of what is odd about some lines on a day; empty where nothing explains half of
  /// the difference.
  ///
  /// - Parameters:
  ///   - isRise: whether it is more than was expected.
  ///   - effect: value less expected as they are told, in attodollars; 0 of a level shift, where they are of its first day alone.
  ///   - past: what the lines sum to; one entry per day of the history.
  func cause(
    on day: Int, isRise: Bool, effect: Int128, _ days: OddDays, _ lines: [TrafficHistory.Line],
    _ past: [Traffic]
  ) -> String {
    // That is no model's doing, nor a user's.
    if days.odd.allSatisfy({ !isBusy[$0] }) { return OddCauses.noRequest }
    let difference = Difference(
      doubled: days.doubledChange { past[$0].cost }, effect: effect)
    // Days that differ the other way say nothing of what was expected.
    guard difference.doubled.signum() == (isRise ? 1 : -1) else { return "" }
    let steps = PriceSteps(near: day, days, lines, history, books, zone)
    let price = difference.largest(
      steps.steps.indices.map { (key: $0, change: steps.doubledChange($0, days)) })
    let costs = lines.map { OddLine($0.kind, dimensions: dimensions[$0.kind, default: []]) }
    let user = user(days, costs, difference, steps)
    if let price, price.change.magnitude >= user?.change.magnitude ?? 0 {
      let step = steps.steps[price.key]
      return "price of \(step.model.model.description) changed on \(zone.day(of: step.at))"
    }
    let models = user.map { changes(ofModelsOf: $0.key, days, costs, steps) }
    let all = Dictionary(grouping: lines, by: \.kind.model)
    let main = difference.largest(models ?? changes(ofModels: all, days))
    let words = [
      user.map { "user \(facts.reportedUsers.names[$0.key].description)" },
      all.count > 1 ? main.map { "model \($0.key.description)" } : nil,
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }

  // MARK: Models

  private func changes(
    ofModels models: [Name: [TrafficHistory.Line]], _ days: OddDays
  ) -> [(key: Name, change: Int128)] {
    models.sorted { $0.key < $1.key }.map { model, lines in
      (model, days.doubledChange { day in lines.reduce(0) { $0 + $1.days[day].cost } })
    }
  }

  private func changes(
    ofModelsOf user: Int, _ days: OddDays, _ lines: [OddLine], _ steps: PriceSteps
  ) -> [(key: Name, change: Int128)] {
    var costs: [Int: [Int128]] = [:]
    for day in days.odd + days.usual {
      var ofLines = [Int128](repeating: 0, count: lines.count)
      forEachCost(on: day, lines, steps, where: { $0 == user }) { _, line, cost in
        ofLines[line] += cost
      }
      costs[day] = ofLines
    }
    let models = Dictionary(grouping: lines.indices, by: { lines[$0].kind.model })
    return models.sorted { $0.key < $1.key }.map { model, lines in
      (model, days.doubledChange { day in lines.reduce(0) { $0 + (costs[day]?[$1] ?? 0) } })
    }
  }

  // MARK: Users

  /// The number of the user, in whatever accounts, whose own cost explains most, at the prices before those that
  /// changed.
  private func user(
    _ days: OddDays, _ lines: [OddLine], _ difference: Difference, _ steps: PriceSteps
  ) -> (key: Int, change: Int128)? {
    var costs: [Int: [Int128]] = [:]
    // A median is at most the largest of its amounts: who has half of the difference on no day is no cause.
    var isWanted = [Bool](repeating: false, count: facts.reportedUsers.names.count)
    let least = max(1, difference.magnitude / 4)
    for day in difference.doubled > 0 ? days.odd : days.usual {
      let ofUsers = costsOfUsers(on: day, lines, steps) { _ in true }
      for user in ofUsers.indices where ofUsers[user] >= least { isWanted[user] = true }
      costs[day] = ofUsers
    }
    let wanted = isWanted.indices.filter { isWanted[$0] }
    if wanted.isEmpty { return nil }
    for day in days.odd + days.usual where costs[day] == nil {
      costs[day] = costsOfUsers(on: day, lines, steps) { isWanted[$0] }
    }
    return difference.largest(
      wanted.sorted { facts.reportedUsers.names[$0] < facts.reportedUsers.names[$1] }.map { user in
        (user, days.doubledChange { costs[$0]?[user] ?? 0 })
      })
  }

  /// What the requests of a day of each user of whom it is asked cost us at the prices before those that changed, by number.
  @inline(__always)
  private func costsOfUsers(
    on day: Int, _ lines: [OddLine], _ steps: PriceSteps, where isWanted: (Int) -> Bool
  ) -> [Int128] {
    var costs = [Int128](repeating: 0, count: facts.reportedUsers.names.count)
    costs.withUnsafeMutableBufferPointer { costs in
      forEachCost(on: day, lines, steps, where: isWanted) { user, _, cost in costs[user] += cost }
    }
    return costs
  }

  /// Calls `body` for each fact of a day, with the numbers of user and line, and what it cost us at the prices before those
  /// that changed.
  ///
  /// - Parameter isWanted: whether the facts of a user are looked at.
  @inline(__always)
  private func forEachCost(
    on day: Int, _ lines: [OddLine], _ steps: PriceSteps, where isWanted: (Int) -> Bool,
    _ body: (_ user: Int, _ line: Int, _ cost: Int128) -> Void
  ) {
    let onDay = dayStarts[day]..<dayStarts[day + 1]
    if onDay.isEmpty { return }
    let (rows, lineOf) = (facts.rows, facts.lineOfDimensions)
    for index in lines.indices {
      let taken = steps.taken(by: lines[index].kind, on: day)
      for number in lines[index].dimensions {
        let line = lineOf[Int(number)]
        var row = onDay.partitionPoint { lineOf[Int(rows[$0].dimensions)] < line }
        while row < onDay.upperBound, lineOf[Int(rows[row].dimensions)] == line {
          let user = Int(facts.reportedUsers.numbers[Int(rows[row].user)])
          if rows[row].dimensions == number, isWanted(user) {
            let measures = rows.measures(of: rows[row])
            let effect =
              taken.isEmpty
              ? 0 : steps.effect(of: taken, on: measures, of: lines[index].kind, on: day)
            body(user, index, measures.notionalCost - effect)
          }
          row += 1
        }
      }
    }
  }
}

/// A line of the history, with the dimensions of its facts.
private struct OddLine {
  let kind: TrafficKind
  let dimensions: [Int32]

  init(_ kind: TrafficKind, dimensions: [Int32]) {
    self.kind = kind
    self.dimensions = dimensions
  }
}

/// What is to be explained, which is not nothing.
private struct Difference {
  /// In attodollars, twice.
  let doubled: Int128
  /// What is said of it, in attodollars.
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
