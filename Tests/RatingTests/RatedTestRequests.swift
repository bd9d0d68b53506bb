import Ledger
import Pricing
import Rating
import Support
import Testing

extension TestBooks {
  /// Returns the card that decides `request` and what the request was rated at.
  func rate(_ request: Request) throws -> (card: RateCard, rated: RatedRecord) {
    try #require(try rate([request]).first)
  }

  /// Returns the same of several requests, each of a kind of its own, by one rater.
  func rate(_ requests: [Request]) throws -> [(card: RateCard, rated: RatedRecord)] {
    var rater = Rater(books: books)
    try rater.prepare(requests.map(\.kind))
    var rated: [RatedRecord] = []
    rater.rate(zip(requests, Int32(0)...).map { $0.record(kind: $1) }, into: &rated)
    return rated.map { (rater.cards[Int($0.card)], $0) }
  }
}

/// One request as a test states it.
struct Request {
  var tier: Name = "pro"
  var provider: Name = "openai"
  var model: Name = "gpt-5"
  var status = RequestStatus.completed
  var isBYOK = false
  var serviceTier: Name = "standard"
  var region: Name = ""
  var start = at(100)
  /// Seconds in nanoseconds.
  var quantities: [UnitClass: Int64] = [:]

  var kind: RateKey {
    RateKey(
      tier: tier, service: "chat", provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: .empty)
  }

  func record(kind: Int32) -> UsageRecord {
    var record = UsageRecord()
    record.kind = kind
    record.startedAt = start
    record.day = start.utcDay
    for (unitClass, quantity) in quantities { record.quantities[unitClass] = quantity }
    return record
  }
}

/// Returns a price of one unit in attodollars, for gpt-5 of openai unless another model is named.
func price(
  _ unitClass: UnitClass, _ attodollars: Int128, model: Name = "gpt-5", tier: Name = "standard",
  region: Name = "", over: Int64? = nil, line: Int = 1, from: Int32 = 0, to: Int32? = nil
) -> DatedRow<Price> {
  let key = Price.Key(
    provider: "openai", model: model, unitClass: unitClass, serviceTier: tier, region: region,
    contextOver: over)
  return row(
    Price(key: key, perUnit: Money(attodollars: attodollars)), line: line, from: from, to: to)
}

/// Returns a rule, for any provider unless one is named; the factor is in tenths.
func derivation(
  _ unitClass: UnitClass?, from source: UnitClass?, of provider: Name? = nil,
  tier: Name = "standard", tenths: Int128 = 10, line: Int = 1
) -> DatedRow<Derivation> {
  let key = Derivation.Key(provider: provider, unitClass: unitClass, serviceTier: tier)
  return row(
    Derivation(
      key: key, fromClass: source,
      factorTrillionths: tenths * powerOfTen(Derivation.factorDecimals - 1)), line: line)
}
