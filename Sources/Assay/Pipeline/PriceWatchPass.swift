import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Simulation

/// The pass over a ledger that weighs price alerts by the traffic of their thirty days.
enum PriceWatchPass {
  /// Weighs every alert of the books in `period`, or in the days of the ledger where it is nil.
  ///
  /// The days that weigh an alert may lie before the period, so the whole ledger is looked at.
  static func watch(
    _ facts: Facts, workspace: Workspace, period: Period?, map: LedgerMap, repeats: RepeatSearch,
    options: RunOptions
  ) throws(RunRefusal) -> PriceWatch {
    let books = workspace.books
    let ledgerDays = facts.rows.first.map { first in
      first.day...(facts.rows.last?.day ?? first.day)
    }
    guard let days = period.map({ $0.from...$0.lastDay }) ?? ledgerDays else { return .empty }
    let end = Instant(startOf: days.upperBound + 1)
    let now = min(workspace.knownAt ?? end, Instant(nanoseconds: end.nanoseconds - 1))
    let events = books.prices.events(
      in: Validity(from: Instant(startOf: days.lowerBound), to: end), now: now)
    let alerts = PriceAlert.all(events)
    let acknowledged = try AcknowledgementFile.read(workspace)
    var weighed: [WeighedAlert] = []
    if !alerts.isEmpty {
      let weights = try weigh(
        alerts, lastDay: ledgerDays?.upperBound ?? days.upperBound, workspace: workspace,
        period: period, map: map, repeats: repeats, options: options)
      weighed = alerts.indices.map { index in
        WeighedAlert(
          alerts[index], traffic: weights.traffic[index], days: weights.days,
          window: weights.windows[index], books: books, end: end,
          acknowledgement: acknowledged[alerts[index].id])
      }
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
    return PriceWatch(
      alerts: weighed, checks: checks,
      history: PriceDay.all(facts, books: books, zone: workspace.zone),
      sources: workspace.sources(of: Set(places)))
  }

  private struct Weights {
    let windows: [Period]
    let traffic: [PriceTraffic]
    let days: [TierDay: PriceTraffic.Sides]
  }

  private static func weigh(
    _ alerts: [PriceAlert], lastDay: Day, workspace: Workspace, period: Period?, map: LedgerMap,
    repeats: RepeatSearch, options: RunOptions
  ) throws(RunRefusal) -> Weights {
    var (map, repeats, lastDay) = (map, repeats, lastDay)
    if period != nil {
      // Rows outside the period were not held against each other: the files are mapped once more.
      var job = map.job
      job.period = nil
      job.variants = [BookVariant(books: workspace.books)]
      map = LedgerMap(LedgerPlan(files: job.files, workers: options.threads), job: job)
      if let problem = map.slices.lazy.compactMap(\.bookProblem).first {
        throw RunRefusal(findings: [problem.fault.finding(at: problem.place)])
      }
      repeats = try RepeatSearch(in: map)
      lastDay = map.slices.compactMap(\.lastDay).max() ?? lastDay
    }
    let windows = alerts.map { $0.window(zone: workspace.zone, lastDay: lastDay) }
    var job = map.job
    job.variants = []
    job.compares = false
    let watched = alerts.indices.map {
      WatchedAlert(alerts[$0], window: windows[$0], books: workspace.books)
    }
    let part = Part(watched, repeated: repeats.locations.sorted())
    let parts = try SlicePass.collect(map, by: job, into: part) { part, blocks, slice in
      part.take(blocks, slice: slice)
    }
    var traffic = alerts.map { _ in PriceTraffic() }
    var days: [TierDay: PriceTraffic.Sides] = [:]
    for part in parts {
      for index in traffic.indices { traffic[index].add(part.traffic[index]) }
      for (day, sides) in part.days { days[day, default: PriceTraffic.Sides()].addMoney(sides) }
    }
    return Weights(windows: windows, traffic: traffic, days: days)
  }
}

/// An alert with the raters of both its sides, which know only the kinds of its model.
private struct WatchedAlert: Sendable {
  let alert: PriceAlert
  let window: Period
  private var before: Rater
  private var after: Rater
  private var kinds: [RequestKind] = []
  private var numbers: [Int32: Int32] = [:]
  private var rated: [RatedRecord] = []

  init(_ alert: PriceAlert, window: Period, books: Books) {
    self.alert = alert
    self.window = window
    let sides = alert.books(books)
    before = Rater(books: sides.before)
    after = Rater(books: sides.after)
  }

  /// The request by both sides, and the band of its price; nil where one of them has no price for it.
  mutating func weigh(
    _ record: UsageRecord, kind: RequestKind
  ) -> (use: PriceTraffic.Use, before: RatedRecord, after: RatedRecord)? {
    let number = numbers[record.kind] ?? Int32(kinds.count)
    if number == kinds.count {
      kinds.append(kind)
      numbers[record.kind] = number
      do throws(BookProblem) {
        try before.prepare(kinds)
        try after.prepare(kinds)
      } catch {
        preconditionFailure("the books rated these kinds before: \(error)")
      }
    }
    var record = record
    record.kind = number
    before.rate([record], into: &rated)
    let old = rated[0]
    after.rate([record], into: &rated)
    let new = rated[0]
    guard old.disposition == .rated, new.disposition == .rated,
      let band = after.cards[Int(new.card)].band(for: record.quantities)
    else { return nil }
    let use = PriceTraffic.Use(
      serviceTier: kind.serviceTier, region: kind.region, band: band.over)
    return (use, old, new)
  }
}

/// What one slice came to.
private struct Part: Sendable {
  private var watched: [WatchedAlert]
  private(set) var traffic: [PriceTraffic]
  private var cards: [Card] = []
  /// Per card and day of the span; a card without a row has no days.
  private var sums: [[DayMoney]] = []
  /// The places of repeated rows that were not reached yet, in order.
  private var repeated: ArraySlice<RowLocation>
  private let byModel: [ModelKey: [Int]]
  private let span: Period

  /// What of a rate card is needed for every row.
  private struct Card: Sendable {
    let tier: Name
    let terms: CardTerms
    /// The alerts of its model.
    let alerts: [Int]
  }

  private struct DayMoney {
    var requests: Int64 = 0
    var cost: Int128 = 0
    var revenue: Int128 = 0
  }

  /// - Parameter repeated: the places of rows that repeat earlier ones, sorted.
  init(_ watched: [WatchedAlert], repeated: [RowLocation]) {
    self.watched = watched
    self.repeated = repeated[...]
    traffic = watched.map { _ in PriceTraffic() }
    byModel = Dictionary(grouping: watched.indices) { watched[$0].alert.model }
    let first = watched.map(\.window.from).min() ?? Day(number: 0)
    span = Period(from: first, to: watched.map(\.window.to).max() ?? first)
  }

  /// What all tiers earned and cost on each day.
  var days: [TierDay: PriceTraffic.Sides] {
    var days: [TierDay: PriceTraffic.Sides] = [:]
    for (card, money) in zip(cards, sums) {
      for (offset, money) in money.enumerated() where money.requests > 0 {
        var sides = PriceTraffic.Sides()
        sides.requests = money.requests
        sides.costNow = money.cost
        sides.revenueNow = money.revenue
        days[TierDay(day: span.from + offset, tier: card.tier), default: PriceTraffic.Sides()]
          .addMoney(sides)
      }
    }
    return days
  }

  mutating func take(_ blocks: BlockRater, slice: Int) {
    for card in blocks.rater.cards[cards.count...] {
      let model = ModelKey(provider: card.dimensions.provider, model: card.dimensions.model)
      cards.append(
        Card(
          tier: card.dimensions.tier, terms: CardTerms(card),
          alerts: byModel[model, default: []]))
      sums.append([])
    }
    let dayCount = Int(span.to.number - span.from.number)
    for (index, record) in blocks.records.enumerated() where span.contains(record.day) {
      let row = blocks.rated[index]
      guard row.disposition == .rated else { continue }
      let location = RowLocation(
        slice: Int32(slice), piece: record.piece, offset: record.offset, line: record.line)
      while let next = repeated.first, next < location { repeated.removeFirst() }
      if repeated.first == location { continue }
      let card = Int(row.card)
      let (cost, revenue) = cards[card].terms.money(row)
      if sums[card].isEmpty { sums[card] = Array(repeating: DayMoney(), count: dayCount) }
      let day = Int(record.day.number - span.from.number)
      sums[card][day].requests += 1
      sums[card][day].cost += cost
      sums[card][day].revenue += revenue
      if cards[card].alerts.isEmpty { continue }
      var now = PriceTraffic.Sides()
      now.requests = 1
      (now.costNow, now.revenueNow) = (cost, revenue)
      for number in cards[card].alerts where watched[number].window.contains(record.day) {
        weigh(record, row, cards[card], by: number, blocks, now)
      }
    }
  }

  private mutating func weigh(
    _ record: UsageRecord, _ row: RatedRecord, _ card: Card, by number: Int, _ blocks: BlockRater,
    _ now: PriceTraffic.Sides
  ) {
    guard let weighed = watched[number].weigh(record, kind: blocks.card(of: row).kind) else {
      return
    }
    var sides = now
    (sides.costBefore, sides.revenueBefore) = card.terms.money(weighed.before)
    (sides.costAfter, sides.revenueAfter) = card.terms.money(weighed.after)
    if card.terms.isCharged && !card.terms.isBYOK {
      sides.chargedBefore = weighed.before.notionalCost.attodollars
      sides.chargedAfter = weighed.after.notionalCost.attodollars
    }
    traffic[number].add(record.quantities, as: weighed.use, tier: card.tier, sides)
  }
}

extension CardTerms {
  /// What a request costs us and earns, in attodollars.
  fileprivate func money(_ rated: RatedRecord) -> (cost: Int128, revenue: Int128) {
    let revenue = isFree ? .zero : rated.credits.worth(at: creditValue)
    return (vendorCost(rated).attodollars, revenue.attodollars)
  }
}

extension PriceTraffic.Sides {
  fileprivate mutating func addMoney(_ other: PriceTraffic.Sides) {
    requests += other.requests
    costNow += other.costNow
    revenueNow += other.revenueNow
  }
}

extension Workspace {
  /// What the `source` column says of rows of the price book.
  func sources(of places: Set<Place>) -> [Place: Name] {
    var sources: [Place: Name] = [:]
    for book in bookSources where book.path.hasPrefix("prices/") || book.path == "derivations.csv" {
      var faults: [Finding] = []
      let known = book.path == "derivations.csv" ? PriceFile.derivationColumns : PriceFile.columns
      let table = BookTable(
        book.bytes, file: book.path, required: [], known: known, faults: &faults)
      for row in table.rows where places.contains(row.place) {
        sources[row.place] = table.cell("source", of: row)
      }
    }
    return sources
  }
}
