import Cube
import Insight
import Ledger
import Pricing
import Rating
import Support

/// One request of a test; day and minute are in UTC.
struct Request {
  var day: Int32 = 10
  var minute: Int64 = 0
  var account: Name = "a1"
  var user: Name = "u1"
  var tier: Name = "pro"
  var service: Name = "chat"
  var model: Name = "big"
  var status = RequestStatus.completed
  var isBYOK = false
  var serviceTier: Name = "standard"
  var quantities: [UnitClass: Int64] = [:]

  var kind: RateKey {
    RateKey(
      tier: tier, service: service, provider: "p", model: model, status: status, isBYOK: isBYOK,
      serviceTier: serviceTier, region: "", currency: .empty)
  }

  func record(number: Int32, in zone: ReportingZone) -> UsageRecord {
    var record = UsageRecord()
    (record.kind, record.user) = (number, number)
    record.startedAt = Instant(
      nanoseconds: at(day).nanoseconds + minute * 60 * Instant.nanosecondsPerSecond)
    record.day = zone.day(of: record.startedAt)
    for (unitClass, quantity) in quantities { record.quantities[unitClass] = quantity }
    return record
  }
}

/// Requests of a ledger, and the books.
struct InsightLedger {
  var shelf = TestBooks()
  var zone = ReportingZone.utc
  var requests: [Request] = []

  private typealias Rows = (records: [UsageRecord], rated: [RatedRecord], rater: Rater)

  private func rows(_ requests: [Request]) throws -> Rows {
    var rater = Rater(books: shelf.books)
    try rater.prepare(requests.map(\.kind))
    let records = requests.enumerated().map { $1.record(number: Int32($0), in: zone) }
    var rated: [RatedRecord] = []
    rater.rate(records, into: &rated)
    return (records, rated, rater)
  }

  func facts(_ requests: [Request]) throws -> Facts {
    let rows = try rows(requests)
    var table = FactTable()
    table.prepare(rows.rater.cards.map(\.dimensions))
    let outcome = ComparisonOutcome(
      cost: .notRecorded, credits: .notRecorded, recordedCost: nil, hasNegativeMargin: false)
    table.add(rows.records, rows.rated, requests.map { _ in outcome }, sign: 1)
    return Facts(
      merging: [(table, requests.map { UserKey(account: $0.account, user: $0.user) })])
  }

  func sums(_ requests: [Request], during time: Validity? = nil, sign: Int64 = 1) throws
    -> InsightSums
  {
    let rows = try rows(requests)
    var tally = InsightTally(shelf.books, in: zone, during: time)
    tally.add(rows.records, rows.rated, by: rows.rater, sign: sign)
    return tally.sums
  }

  /// The usage of days from `from` up to `to`, compared with the days before.
  func insight(days: Range<Int32>, before: Range<Int32>? = nil) throws -> UsageInsight {
    try insight(
      facts: requests.filter { days.contains($0.day) }, days: days, before: before, all: requests)
  }

  /// The usage of days from `from` up to `to`, of which `own` are the requests.
  func insight(
    facts own: [Request], days: Range<Int32>, before: Range<Int32>? = nil, all: [Request]
  ) throws -> UsageInsight {
    let period = Period(from: Day(number: days.lowerBound), to: Day(number: days.upperBound))
    return UsageInsight(
      try facts(own), try sums(own), all: try facts(all),
      history: try facts(all.filter { $0.day < days.upperBound }), books: shelf.books,
      zone: zone, period: period,
      periods: before.map {
        EarlierPeriod(
          reported: period, days: period.dayCount,
          earlier: Period(from: Day(number: $0.lowerBound), to: Day(number: $0.upperBound)),
          earlierDays: $0.count)
      })
  }
}

/// Returns a price of a million tokens, in cents.
func price(
  _ unitClass: UnitClass, cents: Int128, model: Name = "big", serviceTier: Name = "standard",
  over: Int64? = nil, from: Int32 = 0, to: Int32? = nil, line: Int = 1
) -> DatedRow<Price> {
  let key = Price.Key(
    provider: "p", model: model, unitClass: unitClass, serviceTier: serviceTier, region: "",
    contextOver: over)
  return row(
    Price(key: key, perUnit: Money(attodollars: usd(cents, per: 100_000_000))), line: line,
    from: from, to: to)
}

/// Returns an amount in cents.
func cents(_ amount: Int128) -> Money { Money(attodollars: usd(amount, per: 100)) }

/// Returns the description of a model of a class, which may end on a day.
func model(
  _ name: Name, _ modelClass: ModelClass?, line: Int = 1, until day: Int32? = nil
) -> DatedRow<ModelDescription> {
  row(
    ModelDescription(key: ModelKey(provider: "p", model: name), modelClass: modelClass),
    line: line, to: day)
}
