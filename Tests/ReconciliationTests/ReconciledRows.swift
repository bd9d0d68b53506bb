import Ledger
import Pricing
import Rating
import Reconciliation
import Support
import Testing

/// One ledger row as a test states it, with what it was rated at.
///
/// Money is in attodollars.
struct LedgerRow {
  var tier: Name = "pro"
  var model: Name = "gpt-5"
  var status = RequestStatus.completed
  var isBYOK = false
  var currency: Name = ""
  var day: Int32 = 5
  var recordedCost: Int128?
  /// In microcredits, as is `credits`.
  var recordedCredits: Int64?
  /// At vendor prices; nil is unpriced.
  var cost: Int128? = 0
  var credits: Int64 = 0

  var kind: RateKey {
    RateKey(
      tier: tier, service: "chat", provider: "openai", model: model, status: status,
      isBYOK: isBYOK, serviceTier: "standard", region: "", currency: currency)
  }

  var record: UsageRecord {
    var record = UsageRecord()
    record.requestID = bytes("req-1")
    record.startedAtText = bytes("1970-01-06T00:00:00Z")
    record.day = Day(number: day)
    record.startedAt = Instant(startOf: record.day)
    record.recordedCost = recordedCost.map(Money.init(attodollars:))
    record.recordedCredits = recordedCredits.map(Credits.init(microcredits:))
    return record
  }

  func rated(card: Int32) -> RatedRecord {
    RatedRecord(
      card: card, disposition: cost == nil ? .unpriced : .rated,
      notionalCost: Money(attodollars: cost ?? 0), credits: Credits(microcredits: credits))
  }
}

/// Rows as the reconciler takes them.
///
/// The tier free is a free plan; a credit is worth $0.01.
struct ReconciledRows {
  let reconciler: Reconciler
  let rater: Rater
  let records: [UsageRecord]
  let rated: [RatedRecord]
  let outcomes: [ComparisonOutcome]

  init(
    _ rows: [LedgerRow], decimals: Int = 8, tolerance: Int128 = 0,
    currencies: [DatedRow<CurrencyRate>] = [], knownAt: Instant? = nil
  ) throws {
    var settings = Settings()
    settings.ledgerCostDecimals = decimals
    settings.costTolerance = Money(attodollars: tolerance)
    var faults: Faults = []
    reconciler = Reconciler(
      currencies: CurrencyBook(currencies, knownAt: knownAt, faults: &faults), settings: settings)
    var rater = Rater(books: ReconciledRows.books(settings))
    try rater.prepare(rows.map(\.kind))
    self.rater = rater
    records = rows.map(\.record)
    // Every kind has one card, for nothing in these books begins or ends.
    rated = rows.indices.map { rows[$0].rated(card: Int32($0)) }
    var outcomes: [ComparisonOutcome] = []
    reconciler.compare(records, rated, by: rater, into: &outcomes)
    self.outcomes = outcomes
    try #require(rater.cards.count == rows.count)
  }

  /// Adds rows to `totals`, all of them unless some are named.
  func total(_ indices: [Int]? = nil, into totals: inout ReconciliationTotals, sign: Int64 = 1) {
    let indices = indices ?? Array(records.indices)
    reconciler.total(
      indices.map { records[$0] }, indices.map { rated[$0] }, indices.map { outcomes[$0] },
      by: rater, into: &totals, sign: sign)
  }

  private static func books(_ settings: Settings) -> Books {
    var faults: Faults = []
    let free = Plan(
      tier: "free", isFree: true, monthlyPrice: nil, monthlyCredits: nil, targetMargin: nil,
      allowedModels: [])
    let always = DatedRow(
      value: free, from: .distantPast, to: nil, recordedAt: nil, place: Place(file: "plans.csv"))
    return Books(
      settings: settings, prices: PriceBook([], knownAt: nil, faults: &faults),
      derivations: DerivationBook([], knownAt: nil, faults: &faults),
      aliases: AliasBook([], knownAt: nil, faults: &faults),
      models: ModelBook([], knownAt: nil, faults: &faults),
      multipliers: MultiplierBook(
        [], fallback: settings.defaultMultiplier, knownAt: nil, faults: &faults),
      plans: PlanBook([always], knownAt: nil, faults: &faults))
  }
}

/// Returns the bytes of a text that lasts as long as the program.
func bytes(_ text: StaticString) -> Bytes {
  Bytes(start: text.utf8Start, count: text.utf8CodeUnitCount)
}
