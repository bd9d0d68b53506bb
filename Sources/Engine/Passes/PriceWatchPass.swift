import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Simulation
import Workspace

/// Weighs price alerts by the traffic of their thirty days.
///
/// Most are weighed while the ledger is mapped. Read once more it is for those that begin after its last day,
/// which only the end tells, and where a period leaves out rows that weigh them.
enum PriceWatchPass {
  /// The alerts of the whole book with their days, as they are if the ledger does not end before them.
  static func foreseen(_ workspace: Workspace) -> [WatchedAlert] {
    let always = Validity(from: .distantPast, to: .distantFuture)
    let books = workspace.books
    let events = books.prices.events(
      in: always, now: .distantFuture, derivations: books.derivations)
    return PriceAlert.all(events).compactMap { alert in
      alert.window(zone: workspace.zone).map {
        WatchedAlert(alert, window: $0, books: books)
      }
    }
  }

  /// Weighs every alert of the books in `period`, or in the days of the ledger where it is nil.
  ///
  /// The days that weigh an alert may lie before the period, so the whole ledger is looked at.
  static func watch(
    _ facts: Facts, workspace: Workspace, period: Period?, map: LedgerMap, repeats: RepeatSearch,
    options: RunOptions
  ) throws(RunRefusal) -> PriceWatch {
    let books = workspace.books
    guard let days = period.map({ $0.from...$0.lastDay }) ?? facts.usualDays else { return .empty }
    let zone = workspace.zone
    let end = zone.start(of: days.upperBound + 1)
    let now = min(workspace.knownAt ?? end, Instant(nanoseconds: end.nanoseconds - 1))
    let events = books.prices.events(
      in: Validity(from: zone.start(of: days.lowerBound), to: end), now: now,
      derivations: books.derivations)
    let alerts = PriceAlert.all(events)
    var weighed: [WeighedAlert] = []
    if !alerts.isEmpty {
      let weights =
        period == nil
        ? try weigh(
          alerts, lastDay: days.upperBound, workspace: workspace, facts: facts, map: map,
          repeats: repeats)
        : try weighAnew(
          alerts, lastDay: days.upperBound, workspace: workspace, map: map, options: options)
      weighed = alerts.indices.map { index in
        WeighedAlert(
          alerts[index], traffic: weights.traffic[index], days: weights.days,
          window: weights.windows[index], books: books, end: zone.endInBooks(of: days.upperBound),
          word: workspace.acknowledgements[alerts[index].id])
      }.filter { !$0.alert.isOfDerivations || !$0.lines.isEmpty }
    }
    let checks = books.prices.checks(
      use: PriceUse(facts, derivations: books.derivations), end: end,
      staleDays: books.settings.watch.staleDays)
    let places =
      weighed.flatMap { weighed in
        weighed.lines.flatMap(\.places)
          + weighed.alert.events.flatMap { [$0.place] + ($0.replaced.map { [$0.place] } ?? []) }
      }
      + checks.map(\.place)
    let sources = workspace.sources(of: Set(places))
    return PriceWatch(
      alerts: weighed,
      checks: checks.filter { !$0.isAccepted(source: sources[$0.place]) },
      history: PriceDay.all(facts, books: books, zone: workspace.zone),
      sources: sources)
  }

  private struct Weights {
    let windows: [Period]
    let traffic: [PriceTraffic]
    let days: [TierDay: PriceTraffic.Sides]
  }

  // MARK: By what was mapped

  private static func weigh(
    _ alerts: [PriceAlert], lastDay: Day, workspace: Workspace, facts: Facts, map: LedgerMap,
    repeats: RepeatSearch
  ) throws(RunRefusal) -> Weights {
    let windows = alerts.map { $0.window(zone: workspace.zone, lastDay: lastDay) }
    var foreseen: [PriceAlert.Weighing: Int] = [:]
    for (number, watched) in map.job.watched.enumerated() {
      foreseen[watched.alert.weighing] = number
    }
    let numbers = alerts.indices.map { index -> Int? in
      let number = foreseen[alerts[index].weighing]
      return number.flatMap { map.job.watched[$0].window == windows[index] ? $0 : nil }
    }
    var traffic = alerts.map { _ in PriceTraffic() }
    for part in map.slices + [repeats.corrections] where !part.alerts.isEmpty {
      for (index, number) in numbers.enumerated() {
        if let number { traffic[index].add(part.alerts[number]) }
      }
    }
    let late = alerts.indices.filter { numbers[$0] == nil }
    let parts = try collect(
      late.map { WatchedAlert(alerts[$0], window: windows[$0], books: workspace.books) },
      span: nil, map: map, repeats: repeats)
    for part in parts {
      for (index, lateTraffic) in zip(late, part.traffic.traffic) {
        traffic[index].add(lateTraffic)
      }
    }
    var days: [TierDay: PriceTraffic.Sides] = [:]
    for daily in facts.byDayAndDimensions {
      let key = TierDay(day: daily.day, tier: facts.dimensions[Int(daily.dimensions)].tier)
      let totals = daily.totals
      days[key, default: PriceTraffic.Sides()].addMoney(
        requests: totals.requests, unpriced: totals.unpriced,
        cost: totals.vendorCost.attodollars, revenue: totals.revenue.attodollars)
    }
    return Weights(windows: windows, traffic: traffic.map(\.counted), days: days)
  }

  // MARK: By reading once more

  /// Rows outside the period were not held against each other: the files are mapped once more.
  private static func weighAnew(
    _ alerts: [PriceAlert], lastDay: Day, workspace: Workspace, map: LedgerMap, options: RunOptions
  ) throws(RunRefusal) -> Weights {
    var job = map.job
    job.period = nil
    job.watched = []
    job.freeBudget = nil
    // Neither findings nor facts are wanted of it, but its days.
    job.ratedBy = .variants([BookVariant(books: workspace.books)])
    let map = LedgerMap(job, threads: options.threads)
    if let problem = map.bookProblem { throw RunRefusal(problem) }
    let repeats = try RepeatSearch(in: map)
    let counted = CountedDays.span(
      (map.slices + [repeats.corrections]).compactMap { $0.variants?.requestsByDay })
    let lastDay = counted?.upperBound ?? lastDay
    let windows = alerts.map { $0.window(zone: workspace.zone, lastDay: lastDay) }
    let watched = zip(alerts, windows).map {
      WatchedAlert($0, window: $1, books: workspace.books)
    }
    let first = windows.map(\.from).min() ?? lastDay
    let span = Period(from: first, to: windows.map(\.to).max() ?? first)
    var traffic = alerts.map { _ in PriceTraffic() }
    var days: [TierDay: PriceTraffic.Sides] = [:]
    for part in try collect(watched, span: span, map: map, repeats: repeats) {
      for (index, other) in part.traffic.traffic.enumerated() { traffic[index].add(other) }
      for (day, sums) in part.days { days[day, default: PriceTraffic.Sides()].add(sums) }
    }
    return Weights(windows: windows, traffic: traffic, days: days)
  }

  private static func collect(
    _ watched: [WatchedAlert], span: Period?, map: LedgerMap, repeats: RepeatSearch
  ) throws(RunRefusal) -> [Part] {
    if watched.isEmpty { return [] }
    var job = map.job
    job.ratedBy = .books
    job.compares = false
    let part = Part(
      AlertTraffic(watched), span: span, repeated: repeats.locations)
    return try SlicePass.collect(map, by: job, into: part) { part, blocks, slice in
      part.take(blocks, slice: slice)
    }
  }
}

/// What one slice came to when it was read once more.
private struct Part: Sendable {
  private(set) var traffic: AlertTraffic
  private(set) var days: [TierDay: PriceTraffic.Sides] = [:]
  /// The days of which the money of each tier is wanted.
  private let span: Period?
  /// The places of rows that repeat earlier ones.
  private let repeated: RowPlaces

  init(_ traffic: AlertTraffic, span: Period?, repeated: RowPlaces) {
    self.traffic = traffic
    self.span = span
    self.repeated = repeated
  }

  mutating func take(_ blocks: BlockRater, slice: Int) {
    let copies = repeated.indices(among: blocks.records, slice: slice)
    traffic.add(blocks.records, blocks.rated, by: blocks.rater, sign: 1) { copies.contains($0) }
    guard let span else { return }
    for (index, record) in blocks.records.enumerated()
    where span.contains(record.day) && !copies.contains(index) {
      add(blocks.rated[index], of: record.day, by: blocks.rater)
    }
  }

  private mutating func add(_ row: RatedRecord, of day: Day, by rater: Rater) {
    let isUnpriced = row.disposition == .unpriced
    guard row.disposition == .rated || isUnpriced else { return }
    let terms = rater.terms[Int(row.card)]
    let dimensions = rater.cards[Int(row.card)].dimensions
    let key = TierDay(day: day, tier: dimensions.tier)
    days[key, default: PriceTraffic.Sides()].addMoney(
      requests: 1, unpriced: isUnpriced ? 1 : 0,
      cost: isUnpriced ? 0 : terms.vendorCost(row).attodollars,
      revenue: isUnpriced ? 0 : dimensions.terms.revenue(of: row.credits).attodollars)
  }
}

extension PriceTraffic.Sides {
  fileprivate mutating func addMoney(
    requests: Int64, unpriced: Int64, cost: Int128, revenue: Int128
  ) {
    self.requests += requests
    self.unpriced += unpriced
    costNow += cost
    revenueNow += revenue
  }
}
