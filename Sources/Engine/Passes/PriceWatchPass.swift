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
/// Most are weighed while the ledger is mapped, also by rows outside the period. Read once more it is for those that begin
/// after its last day, which only the end tells.
enum PriceWatchPass {
  /// The alerts of the whole book with their days, as they are if the ledger does not end before them.
  static func foreseen(_ books: Books, zone: ReportingZone) -> [AlertWindow] {
    let always = Validity(from: .distantPast, to: .distantFuture)
    let events = books.prices.events(
      in: always, now: .distantFuture, derivations: books.derivations)
    let alerts = PriceAlert.all(events).compactMap { alert in
      alert.window(zone: zone).map { (alert: alert, window: $0) }
    }
    return AlertWindow.all(alerts, books: books)
  }

  /// Weighs every alert of the books in `period`, or in the days of the ledger where it is nil.
  ///
  /// - Parameters:
  ///   - sources: what the `source` column says of rows of the books.
  ///   - whole: the days that weigh an alert may lie before the period, so all rows are looked at.
  static func watch(
    _ facts: Facts, of books: Books, knownAt: Instant?,
    acknowledgements: [String: Acknowledgement], sources: (Set<Place>) -> [Place: Name],
    period: Period?, map: LedgerMap, by whole: WholeLedger
  ) throws(RunRefusal) -> PriceWatch {
    guard let days = period.map({ $0.from...$0.lastDay }) ?? facts.usualDays else { return .empty }
    let zone = map.job.zone
    let end = zone.start(of: days.upperBound + 1)
    let now = min(knownAt ?? end, Instant(nanoseconds: end.nanoseconds - 1))
    let events = books.prices.events(
      in: Validity(from: zone.start(of: days.lowerBound), to: end), now: now,
      derivations: books.derivations)
    let alerts = PriceAlert.all(events)
    var weighed: [AlertExposure] = []
    if !alerts.isEmpty {
      let lastDay = whole.facts.usualDays?.upperBound ?? days.upperBound
      let windows = alerts.map { $0.window(zone: zone, lastDay: lastDay) }
      let traffic = try traffic(alerts, windows, books: books, map: map, whole)
      let money = money(whole.facts)
      weighed = alerts.indices.map { index in
        AlertExposure(
          alerts[index], traffic: traffic[index], days: money,
          window: windows[index], books: books, end: zone.endInBooks(of: days.upperBound),
          word: acknowledgements[alerts[index].id])
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
    let sources = sources(Set(places))
    return PriceWatch(
      alerts: weighed,
      checks: checks.filter { !$0.isAccepted(source: sources[$0.place]) },
      history: DailyPrice.all(facts, books: books, zone: zone),
      sources: sources)
  }

  /// Returns the traffic of each alert.
  ///
  /// Most of it is collected while the ledger is mapped; a second pass collects the rest.
  private static func traffic(
    _ alerts: [PriceAlert], _ windows: [Period], books: Books, map: LedgerMap, _ whole: WholeLedger
  ) throws(RunRefusal) -> [PriceTraffic] {
    var foreseen: [PriceAlert.Weighing: Int] = [:]
    for (number, watched) in map.job.watched.enumerated() {
      foreseen[watched.alert.weighing] = number
    }
    let numbers = alerts.indices.map { index -> Int? in
      let number = foreseen[alerts[index].weighing]
      return number.flatMap { map.job.watched[$0].window == windows[index] ? $0 : nil }
    }
    var traffic = alerts.map { _ in PriceTraffic() }
    for part in whole.alerts where !part.isEmpty {
      for (index, number) in numbers.enumerated() {
        if let number { traffic[index].add(part[number]) }
      }
    }
    let late = alerts.indices.filter { numbers[$0] == nil }
    let parts = try collect(
      AlertWindow.all(late.map { (alerts[$0], windows[$0]) }, books: books), map: map,
      repeated: whole.repeated)
    for part in parts {
      for (index, lateTraffic) in zip(late, part.traffic) { traffic[index].add(lateTraffic) }
    }
    return traffic.map(\.counted)
  }

  /// The requests and the money of each tier on each day.
  private static func money(_ facts: Facts) -> [TierDay: PriceTraffic.Sides] {
    var days: [TierDay: PriceTraffic.Sides] = [:]
    for daily in facts.byDayAndDimensions {
      let key = TierDay(day: daily.day, tier: facts.dimensions[Int(daily.dimensions)].tier)
      days[key, default: PriceTraffic.Sides()].add(daily.totals)
    }
    return days
  }

  private static func collect(
    _ watched: [AlertWindow], map: LedgerMap, repeated: RowOffsetSet
  ) throws(RunRefusal) -> [AlertTraffic] {
    if watched.isEmpty { return [] }
    var job = map.job
    job.period = nil
    job.ratedBy = .books
    job.compares = false
    return try LedgerRescan.collect(map, by: job, into: AlertTraffic(watched)) {
      traffic, blocks, slice in
      let copies = repeated.indices(among: blocks.records, slice: slice)
      traffic.add(blocks.records, blocks.rated, by: blocks.rater, sign: 1) { copies.contains($0) }
    }
  }
}

extension PriceTraffic.Sides {
  fileprivate mutating func add(_ totals: MoneyTotals) {
    requests += totals.requests
    unpriced += totals.unpriced
    costNow += totals.vendorCost.attodollars
    revenueNow += totals.revenue.attodollars
  }
}
