import Ledger
import Testing

/// One ledger row as a test states it: what the report layer needs, with nothing computed.
struct FactRow {
  var day = "2026-07-30"
  var tier: Name = "pro"
  var provider: Name = "openai"
  var model: Name = "gpt-5"
  var service: Name = "chat"
  var serviceTier: Name = "standard"
  var status = RequestStatus.completed
  var isBYOK = false
  var account: Name = "acme"
  var user: Name = "ann"
  var isFree = false
  var basis: ChargeBasis = []
  /// In percent.
  var target: Int64?
  /// The same with all its decimals, where it is not whole.
  var exactTarget: Percent?
  var quantities: [UnitClass: Int64] = [:]
  /// The cost at vendor prices in USD; nil is unpriced.
  var cost: Name? = "1"
  var credits: Name = "0"
  /// The figures of the ledger, and their comparison with the above.
  var recordedCost: (text: Name, is: ComparisonClass)?
  var recordedCredits: (text: Name, is: ComparisonClass)?
  var isNegative = false
}

extension FactRow {
  var dimensions: FactDimensions {
    FactDimensions(
      tier: tier, provider: provider, model: model, service: service, serviceTier: serviceTier,
      status: status, isBYOK: isBYOK,
      terms: Terms(
        isFree: isFree, creditValue: .default,
        targetMargin: exactTarget ?? target.map { Percent(millionths: $0 * 1_000_000) },
        basis: basis))
  }

  var kind: RateKey {
    RateKey(
      tier: tier, service: service, provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: .empty, currency: .empty)
  }

  var userKey: UserKey { UserKey(account: account, user: user) }

  func record(user: Int32) throws -> UsageRecord {
    var record = UsageRecord()
    record.day = try #require(Day(day))
    record.user = user
    for (unitClass, quantity) in quantities { record.quantities[unitClass] = quantity }
    record.recordedCost = try recordedCost.map { try usd($0.text) }
    record.recordedCredits = try recordedCredits.map { try creditAmount($0.text) }
    return record
  }

  func rated(card: Int32) throws -> RatedRecord {
    RatedRecord(
      card: card, disposition: cost == nil ? .unpriced : .rated,
      notionalCost: try usd(cost ?? "0"), credits: try creditAmount(credits))
  }

  func outcome() throws -> ComparisonOutcome {
    let unknown: ComparisonClass = cost == nil ? .unpriced : .notRecorded
    return ComparisonOutcome(
      cost: recordedCost?.is ?? unknown, credits: recordedCredits?.is ?? unknown,
      recordedCost: try recordedCost.map { try usd($0.text) },
      expectedAtScale: try isBYOK ? .zero : usd(cost ?? "0").roundedHalfUp(toDecimals: 8),
      hasNegativeMargin: isNegative)
  }
}

/// Returns the amount that `text` states in USD.
func usd(_ text: Name) throws -> Money {
  Money(attodollars: try value(of: text, scale: Money.decimals))
}

/// Returns the number of credits that `text` states.
func creditAmount(_ text: Name) throws -> Credits {
  Credits(microcredits: Int64(try value(of: text, scale: Credits.decimals)))
}

private func value(of text: Name, scale: Int) throws -> Int128 {
  try NumberText.decimal(text, scale: scale, limit: powerOfTen(30), allowsNegative: true)
    .get().value
}
