import Comparing
import Ledger
import Pricing
import Rating
import Support

/// One request of a test.
struct Request {
  var day: Int32
  var account: Name = "a1"
  var tier: Name = "pro"
  var model: Name = "small"
  var status = RequestStatus.completed
  var isBYOK = false
  var quantities: [UnitClass: Int64] = [:]
}

/// Requests of two periods, and the books.
struct ComparedLedger {
  var shelf = TestBooks()
  var a: [Request] = []
  var b: [Request] = []
  /// The days of each that the ledger covers.
  var days = (a: 31, b: 31)
  /// The last day of B, by number.
  var last: Int32

  /// The comparison of all requests, each rated at its start and at the end of B.
  func comparison() throws -> PeriodComparison {
    let books = shelf.books
    let end = Instant(nanoseconds: at(last + 1).nanoseconds - 1)
    func sums(_ requests: [Request]) throws -> [CellID: CellSums] {
      var rater = Rater(books: books)
      var constant = [Rater(BookVariant(books: books, ratedAt: end))]
      try rater.prepare(requests.map(\.kind), with: &constant)
      let records = requests.enumerated().map { $1.record(number: Int32($0)) }
      var (rated, constantly): ([RatedRecord], [RatedRecord]) = ([], [])
      rater.rate(records, into: &rated)
      constant[0].rate(records, into: &constantly)
      var groups = ComparedGroups()
      groups.add(records, rated, by: rater, constantly, by: constant[0], sign: 1)
      return try groups.cells(
        of: requests.map { UserKey(account: $0.account, user: .empty) }, by: rater,
        constant: constant[0])
    }
    func period(from day: Int32, days: Int) -> ComparedPeriod {
      ComparedPeriod(
        period: Period(from: Day(number: day), to: Day(number: day + Int32(days))), days: days)
    }
    return try PeriodComparison(
      period(from: 0, days: days.a), sums(a), period(from: last + 1 - Int32(days.b), days: days.b),
      sums(b), isSold: books.isSold)
  }
}

extension Request {
  fileprivate var kind: RateKey {
    RateKey(
      tier: tier, service: "chat", provider: "p", model: model, status: status, isBYOK: isBYOK,
      serviceTier: "standard", region: "", currency: .empty)
  }

  /// - Parameter number: of its kind and of its user.
  fileprivate func record(number: Int32) -> UsageRecord {
    var record = UsageRecord()
    (record.kind, record.user) = (number, number)
    record.startedAt = at(day)
    record.day = Day(number: day)
    for (unitClass, quantity) in quantities { record.quantities[unitClass] = quantity }
    return record
  }
}

/// A price of a million tokens, in cents.
func price(
  _ unitClass: UnitClass, cents: Int128, model: Name = "small", from: Int32 = 0, to: Int32? = nil,
  line: Int = 1
) -> DatedRow<Price> {
  let key = Price.Key(
    provider: "p", model: model, unitClass: unitClass, serviceTier: "standard", region: "",
    contextOver: nil)
  return row(
    Price(key: key, perUnit: Money(attodollars: usd(cents, per: 100_000_000))), line: line,
    from: from, to: to)
}

/// An approved multiplier of all requests, in tenths.
func multiplier(
  tenths: Int64, from: Int32 = 0, to: Int32? = nil, line: Int = 1
) -> DatedRow<MultiplierRow> {
  row(
    MultiplierRow(
      key: MultiplierRow.Key(level: .default),
      multiplier: Multiplier(millionths: tenths * 100_000), status: .approved, requestedBy: "r",
      approvedBy: "a"),
    line: line, from: from, to: to)
}

extension PeriodComparison {
  /// The drivers of a measure that are not 0, in millionths of a dollar.
  func drivers(of measure: BridgeMeasure) -> [Driver: Int128] {
    let effects = total[measure].effects
    return Dictionary(
      uniqueKeysWithValues: Driver.allCases.map { ($0, effects[$0]) }.filter { $0.1 != 0 }
        .map { ($0, $1 / powerOfTen(12)) })
  }
}
