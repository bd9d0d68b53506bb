import Forecasting
import Ledger

/// The past and the forecast of a group of requests.
struct OutlookGroup: Sendable {
  let name: Name
  /// One entry per day of the history.
  let past: [Traffic]
  let ahead: Ahead

  /// One entry per day ahead.
  struct Ahead: Sendable {
    private(set) var days: [Traffic]
    /// The same quantities at the prices of the first day ahead.
    private(set) var unchanged: [Traffic]
    /// The `unchanged` days if no model ended or took over; nil if none does.
    private(set) var continued: [Traffic]?
    /// All models have ended.
    var isOver: Bool { hasEnded == true }
    private var hasEnded: Bool?

    init(count: Int) {
      days = [Traffic](repeating: Traffic(), count: count)
      unchanged = days
    }

    /// Notes whether a model of it has no price on any day ahead.
    mutating func end(isOver: Bool) { hasEnded = isOver && hasEnded != false }

    mutating func add(_ line: TrafficForecast.Line) {
      tellApart(line)
      for entry in line.days.used { days[entry.day].add(entry.traffic) }
      for entry in line.unchanged.used { unchanged[entry.day].add(entry.traffic) }
      for entry in (line.continued ?? line.unchanged).used {
        continued?[entry.day].add(entry.traffic)
      }
    }

    /// Tells from now on what would be if no model ended, where one of the line does.
    mutating func tellApart(_ line: TrafficForecast.Line) {
      if line.continued != nil, continued == nil { continued = unchanged }
    }

    /// Adds traffic, and what it would be at the prices of the first day ahead.
    mutating func add(_ traffic: Traffic, unchanged same: Traffic, at day: Int) {
      days[day].add(traffic)
      unchanged[day].add(same)
    }

    /// Adds what traffic would be if no model ended.
    mutating func add(continued traffic: Traffic, at day: Int) { continued?[day].add(traffic) }
  }

  /// The days from the first with a request on: before it the group did not exist.
  var life: ArraySlice<Traffic> { past.life }

  /// The forecast of all days ahead.
  var expected: Traffic { ahead.days.reduce(into: Traffic()) { $0.add($1) } }

  /// Returns true if a measure is known for the days ahead.
  ///
  /// It is not known if no past day states it. It is not known either if the expected traffic is
  /// unpriced, as no request of the last week had a price.
  func knows(_ measure: OutlookMeasure) -> Bool {
    let expected = expected
    let lastWeek = past.suffix(7).reduce(into: Traffic()) { $0.add($1) }
    guard expected.knows(measure), expected.unpriced == 0 || lastWeek.knows(measure)
    else { return false }
    let past = past.reduce(into: Traffic()) { $0.add($1) }
    return past.knows(measure) || ahead.days.contains { $0.figure(of: measure).value != 0 }
  }
}

extension [Traffic] {
  /// The days from the first with a request on.
  var life: ArraySlice<Traffic> { self[(firstIndex { $0.requests != 0 } ?? count)...] }
}

extension Traffic {
  /// The exact figure of a measure under the books of the first day ahead.
  func steadyFigure(of measure: OutlookMeasure) -> ExactFigure {
    switch measure {
    case .credits: ExactFigure(steady.microcredits, scale: measure.scale)
    case .revenue: ExactFigure(steady.revenue, scale: measure.scale)
    case .vendorCost: ExactFigure(steady.cost, scale: measure.scale)
    case .requests, .quantity: figure(of: measure)
    }
  }

  /// The exact figure of a measure; nil where it is not known.
  func knownFigure(of measure: OutlookMeasure) -> ExactFigure? {
    knows(measure) ? figure(of: measure) : nil
  }

  /// The exact figure of a measure.
  func figure(of measure: OutlookMeasure) -> ExactFigure {
    let value: Int128 =
      switch measure {
      case .credits: microcredits
      case .requests: Int128(requests)
      case .revenue: revenue
      case .vendorCost: cost
      case .quantity(let unitClass): Int128(quantities[unitClass])
      }
    return ExactFigure(value, scale: measure.scale)
  }
}
