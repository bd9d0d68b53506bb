import Ledger

/// A question to the usage that the last run kept: which figures, by which names, of what.
package struct Query: Sendable {
  /// At least one, each once.
  package var measures: [QueryMeasure]
  /// Each once; none: only the total.
  package var dimensions: [QueryDimension]
  /// All of them have to hold.
  package var filters: [QueryFilter] = []
  /// All of them have to hold of a line.
  package var conditions: [QueryCondition] = []
  /// Nil is all days.
  package var period: Period?
  package var order: QueryOrder?
  /// The number of lines, of which the others are summed; nil: all.
  package var limit: Int?
  private var statedShare: QueryMeasure?

  /// - Parameters: see the members of these names.
  package init(measures: [QueryMeasure], dimensions: [QueryDimension]) {
    (self.measures, self.dimensions) = (measures, dimensions)
  }

  /// The dimension whose keys are beside each other in a table of one figure: a month or a week that comes last.
  package var across: QueryDimension? {
    guard measures.count == 1, dimensions.count > 1, let last = dimensions.last,
      last == .month || last == .week, order?.key != .dimension(last)
    else { return nil }
    return last
  }

  /// The dimensions that name a line.
  package var lineDimensions: [QueryDimension] {
    across == nil ? dimensions : dimensions.dropLast()
  }

  /// The orders of the lines, each for those that the one before leaves equal: as stated, else in the order of time, else
  /// the largest first, or the smallest first if a condition keeps only figures below a limit.
  var lineOrders: [QueryOrder] {
    let ofFigures = QueryOrder(
      key: .measure(measures[0]), isDescending: !isBelow(measures[0]))
    let ofTime = lineDimensions.first.flatMap {
      $0.isTime ? QueryOrder(key: .dimension($0), isDescending: false) : nil
    }
    let first = order ?? ofTime ?? ofFigures
    guard case .dimension(let name) = first.key, name.isTime else { return [first] }
    return [first, ofFigures]
  }

  /// True if a condition keeps only lines whose figure is below a limit, so that the smallest matter most.
  package func isBelow(_ measure: QueryMeasure) -> Bool {
    conditions.contains {
      $0.measure == measure && ($0.comparison == .below || $0.comparison == .atMost)
    }
  }

  /// The number of dimensions before a time that comes last, whose lines are together in the order of time; nil where
  /// an order is stated or there is no such time.
  var groupedDimensions: Int? {
    guard order == nil, across == nil, dimensions.count > 1, let last = dimensions.last,
      last.isTime, !dimensions[0].isTime
    else { return nil }
    return dimensions.count - 1
  }

  /// The figure of which lines have a share: as stated, else revenue, else cost, else the first that adds up; nil where
  /// none does.
  package var shared: QueryMeasure? {
    get {
      if lineDimensions.isEmpty { return nil }
      if let statedShare { return statedShare }
      if measures.contains(where: { [.revenue, .margin].contains($0) }) { return .revenue }
      return measures.contains(.cost) ? .cost : measures.first(where: \.addsUp)
    }
    set { statedShare = newValue }
  }

  /// It asks how far margins are from the targets of the plans.
  package var hasTargets: Bool {
    measures.contains { $0 == .margin || $0 == .marginPercent }
  }

  /// Some figure of it needs the number of different users.
  var countsUsers: Bool {
    let ordered: [QueryMeasure] =
      if case .measure(let measure)? = order?.key { [measure] } else { [] }
    return (measures + conditions.map(\.measure) + ordered).contains(where: \.countsUsers)
  }

  /// The sums by month answer it, if the days are whole months.
  var isOfMonths: Bool {
    (dimensions + filters.map(\.dimension)).allSatisfy(\.isOfMonths)
  }
}

/// A choice of keys: only these, or all but these.
package struct QueryFilter: Hashable, Sendable {
  package let dimension: QueryDimension
  package let keys: [Name]
  package let isExcluding: Bool

  /// - Parameters: see the members of these names.
  package init(_ dimension: QueryDimension, _ keys: [Name], isExcluding: Bool) {
    (self.dimension, self.keys, self.isExcluding) = (dimension, keys, isExcluding)
  }

  func accepts(_ key: Name) -> Bool { keys.contains(key) != isExcluding }
}

/// A condition on a figure of a line: `margin<0`.
package struct QueryCondition: Hashable, Sendable {
  package let measure: QueryMeasure
  package let comparison: Comparison
  /// The limit as `value` × 10⁻ˢᶜᵃˡᵉ.
  package let value: Int128
  package let scale: Int

  /// The ways in which a figure is compared with its limit.
  package enum Comparison: String, CaseIterable, Sendable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"
  }

  /// - Parameters: see the members of these names.
  package init(_ measure: QueryMeasure, _ comparison: Comparison, value: Int128, scale: Int) {
    (self.measure, self.comparison, self.value, self.scale) = (measure, comparison, value, scale)
  }

  /// True if a figure that is known meets it.
  func holds(_ figure: (value: Int128, scale: Int)?) -> Bool {
    guard let figure else { return false }
    let common = max(figure.scale, scale)
    let left = figure.value * powerOfTen(common - figure.scale)
    let right = value * powerOfTen(common - scale)
    return switch comparison {
    case .atMost: left <= right
    case .atLeast: left >= right
    case .below: left < right
    case .above: left > right
    }
  }
}

/// The order of the lines of an answer.
package struct QueryOrder: Hashable, Sendable {
  package let key: Key
  package let isDescending: Bool

  /// A figure, or the name of a line.
  package enum Key: Hashable, Sendable {
    case measure(QueryMeasure)
    case dimension(QueryDimension)
  }

  /// - Parameters: see the members of these names.
  package init(key: Key, isDescending: Bool) { (self.key, self.isDescending) = (key, isDescending) }

  /// Returns whether a figure is before another, with unknown ones last; nil if the two are equal or unknown.
  static func isBefore<Figure: Comparable>(
    _ one: Figure?, _ other: Figure?, isDescending: Bool
  ) -> Bool? {
    switch (one, other) {
    case (nil, nil): nil
    case (nil, _): false
    case (_, nil): true
    case (let one?, let other?): one == other ? nil : (one > other) == isDescending
    }
  }
}
