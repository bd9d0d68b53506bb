import Cube
import Forecasting
import Ledger
import Platform
import Pricing
import Rating

/// Makes the outlook of a ledger: groups of requests, their measures ahead with ranges, and what was odd.
struct OutlookMaker {
  private let facts: Facts
  private let history: TrafficHistory
  private let forecast: TrafficForecast
  private let request: ForecastRequest
  /// The successors of models that end.
  private let successors: ReplacementModels
  /// The books, with what was looked up of all that is forecast.
  private let known: PriceLookupCache
  private let zone: ReportingZone
  private let groups: OutlookGroups
  private let pooled: PooledSeries
  private let threads: Int

  /// Nil for a ledger of less than two days, from which nothing follows.
  ///
  /// - Parameter facts: every request of the ledger up to their last day.
  init?(
    _ facts: Facts, books: Books, zone: ReportingZone, request: ForecastRequest, threads: Int
  ) throws(RunRefusal) {
    guard TrafficHistory.holds(facts) else {
      throw RunRefusal(findings: [RunRefusal.sumsTooLarge])
    }
    do throws(BookProblem) {
      try self.init(holding: facts, books, zone, request, threads)
    } catch {
      throw RunRefusal(error)
    }
  }

  private init?(
    holding facts: Facts, _ books: Books, _ zone: ReportingZone, _ request: ForecastRequest,
    _ threads: Int
  ) throws(BookProblem) {
    var known = PriceLookupCache(books)
    guard
      let history = try TrafficHistory(
        facts, zone: zone, by: &known, keeping: request.scopes)
    else { return nil }
    self.facts = facts
    self.request = request
    self.zone = zone
    self.threads = threads
    self.history = history
    let starts = (0..<request.horizon).map { zone.start(of: history.nextDay + $0) }
    successors = ReplacementModels(request.successors, books)
    forecast = try TrafficForecast(
      history, starts: starts, by: &known, successors: successors, threads: threads)
    self.known = known
    groups = OutlookGroups(
      facts, history, forecast, starts: starts, by: request.cuts, keeping: request.scopes)
    pooled = PooledSeries(groups, horizon: request.horizon, threads: threads)
  }

  /// Models of which nothing is expected on days within the horizon, because no price is in force.
  var ended: [TrafficForecast.Ended] { forecast.ended }

  /// The outlook itself.
  var outlook: Outlook {
    let blocks = request.level.blocks(from: history.nextDay, count: request.horizon)
    // Of a history that is too short nothing is said of the days ahead.
    let isShort = Outlook.shortness(ofDays: history.dayCount) != nil
    let total = groups.total
    let asked = isShort ? [] : total + request.cuts.flatMap(groups.by)
    let expected = isShort ? nil : total.first.map(coverage)
    let jobs = asked.flatMap { group in measures(of: group).map { (group, $0) } }
    let forecasts = Parallel.spread(jobs.count, over: threads) { index in
      pooled.forecast(of: jobs[index].0, jobs[index].1)
    }
    let series = zip(jobs, forecasts).map { job, forecast in
      let means = job.0.ahead.days.map { $0.figure(of: job.1) }
      let ranges = pooled.ranges(
        of: job.0, job.1, from: forecast, blocks: blocks + [0..<request.horizon])
      let points = zip(blocks + [0..<request.horizon], ranges).map { block, range in
        OutlookSeries.Point(
          day: history.nextDay + block.lowerBound,
          mean: ExactFigure(
            means[block].reduce(0) { $0 + $1.value }, scale: job.1.scale),
          range: range)
      }
      return OutlookSeries(
        name: job.0.name, measure: job.1, points: points.dropLast(), total: points[blocks.count],
        backtest: Backtest(forecast, pool: pooled.pool), days: job.0.life.count)
    }
    let oddities = AnomalyReport(
      facts, history, books: known.books, zone: zone, names: groups.names, threads: threads)
    return Outlook(
      lastDay: history.lastDay, historyDays: history.dayCount,
      series: series.sorted { ($0.name, $0.measure) < ($1.name, $1.measure) },
      anomalies: oddities.anomalies,
      rests: isShort
        ? []
        : ForecastDimension.allCases.filter { $0 == .tier || request.cuts.contains($0) }
          .compactMap { groups.names.rests[$0] },
      expected: expected)
  }

  /// Of how many of the requests that are expected of a group the money is known.
  private func coverage(of group: OutlookGroup) -> PricedForecastRequests {
    let expected = group.expected
    return PricedForecastRequests(
      requests: expected.requests, unpriced: expected.unpriced, isSold: known.books.isSold,
      isUnknown: !group.knows(.vendorCost))
  }

  /// Returns the past of each wanted account, one entry per day, sorted by the bytes of the names.
  func accounts(where isWanted: (Name) -> Bool) -> [(name: Name, past: [Traffic])] {
    AccountForecast.past(facts, history) { isWanted($0) ? $0 : nil }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Returns the known changes on the days in which accounts may run out.
  func knownChanges() throws(RunRefusal) -> ScheduledChanges {
    let starts = (0..<RunOutTable.horizon).map { zone.start(of: history.nextDay + $0) }
    var known = known
    do throws(BookProblem) {
      let forecast = try TrafficForecast(
        history, starts: starts, by: &known, successors: successors, threads: threads)
      return ScheduledChanges(facts, history, forecast, days: RunOutTable.horizon)
    } catch {
      throw RunRefusal(error)
    }
  }

  /// The number of days that are forecast.
  var horizon: Int { request.horizon }

  /// The groups of these names, as far as there are such.
  func groups(named names: Set<Name>) -> [Name: OutlookGroup] { groups.named(names) }

  /// Returns the total of a month with its range.
  ///
  /// It is the amount spent plus the forecast of the days ahead.
  func range(
    of group: OutlookGroup, over ahead: [Int], after actual: Money
  ) -> ForecastPoint? {
    let measure = OutlookMeasure.vendorCost
    guard let first = ahead.first, let last = ahead.last, !group.life.isEmpty, group.knows(measure)
    else { return nil }
    return pooled.ranges(
      of: group, measure, from: pooled.forecast(of: group, measure), blocks: [first..<last + 1]
    ).first?.moved(by: ExactFigure(actual.attodollars, scale: Money.decimals))
  }

  /// Requests, the money of which something is known, and every class with a quantity.
  private func measures(of group: OutlookGroup) -> [OutlookMeasure] {
    let units = UnitClass.quantities.filter { unitClass in
      func isUsed(_ days: [Traffic]) -> Bool { days.contains { $0.quantities[unitClass] != 0 } }
      return isUsed(group.past) || isUsed(group.ahead.days)
    }
    let isSold = known.books.isSold
    return PooledSeries.measures.filter {
      (isSold || ![.credits, .revenue].contains($0)) && group.knows($0)
    } + units.map(OutlookMeasure.quantity)
  }
}
