import Ledger
import Pricing
import Rating

/// The cost of a bucket at the price book, or the reason why it is not known.
///
/// A bucket is a sum, so it has a price only where every request in it must have had the same one: nothing is
/// guessed.
package struct BucketCost: Hashable, Sendable {
  /// The model after aliases.
  package let model: Name
  /// Nil where it is unknown.
  package let cost: Money?
  /// Why not; empty where it can.
  package let reason: String

  private init(_ model: Name, _ cost: Money?, _ reason: String) {
    self.model = model
    self.cost = cost
    self.reason = reason
  }

  /// Prices `bucket` by the cards that were in force while it lasted.
  init(_ bucket: UsageBucket, by pricer: inout BucketPricer) throws(BookProblem) {
    let key = bucket.key
    let (names, timeline) = try pricer.rates(of: key.kind)
    let model =
      if case .model(let name) = names.meaning(at: key.span.from) { name } else { key.model }
    if let reason = bucket.obstacle ?? key.gap {
      self.init(model, nil, reason)
      return
    }
    let cards = timeline.filter { $0.validity.overlaps(key.span) }
    var costs: [Money] = []
    for card in cards {
      switch BucketCost.costs(of: bucket, on: card) {
      case .success(let found): costs += found
      case .failure(let gap):
        self.init(model, nil, gap.reason)
        return
      }
    }
    if let cost = costs.first, costs.allSatisfy({ $0 == cost }) {
      self.init(model, cost, "")
      return
    }
    let change = cards.dropFirst().first.map(\.validity.from.description)
    self.init(
      model, nil,
      change.map { "the price changes within it, at \($0)" }
        ?? "the price depends on the context of each request, which is not stated")
  }

  private struct Gap: Error { let reason: String }

  /// Returns its cost in each band that its requests may have been in.
  private static func costs(of bucket: UsageBucket, on card: RateCard) -> Result<[Money], Gap> {
    switch card.pricing {
    case .unpriced(.ambiguousAlias): return .failure(Gap(reason: "the name means two models"))
    case .unpriced(.unknownModel): return .failure(Gap(reason: "the model has no price"))
    case .unpriced(.conditions(let conditions)):
      return .failure(Gap(reason: "no price for \(conditions.what)"))
    case .unpriced(.notInForce):
      return .failure(Gap(reason: "the model has no price in force at that time"))
    case .unpriced(.unknownFee):
      return .failure(Gap(reason: "a per-request fee is due, and its amount is not known"))
    case .priced(let bands, let fee):
      let hasFee = fee.map { $0.perUnit != .zero } ?? false
      if bucket.requests == nil && hasFee {
        return .failure(Gap(reason: "a fee is due per request, and the export counts no requests"))
      }
      let possible = bands.filter { bucket.mayBe(in: $0, of: bands) }
      if possible.isEmpty {
        return .failure(
          Gap(reason: "context \(bucket.key.context.words) is not a band of the price book"))
      }
      var costs: [Money] = []
      for band in possible {
        let cost = card.listedCost(
          of: bucket.quantities, requests: bucket.requests ?? 0, in: band)
        guard let cost else { return .failure(Gap(reason: missing(bucket, band))) }
        if bucket.quantities.output > 0, band.costsOtherwise(.reasoning, than: .output) {
          return .failure(Gap(reason: "output may include reasoning, which has a different price"))
        }
        costs.append(cost)
      }
      return .success(costs)
    }
  }

  /// Which classes have no price.
  private static func missing(_ bucket: UsageBucket, _ band: RateCard.Band) -> String {
    let classes = UnitClass.quantities.filter {
      bucket.quantities[$0] != 0 && band.prices[$0] == nil
    }
    let tier = bucket.key.serviceTier
    return classes.isEmpty
      ? "the cost is too large"
      : "no price for "
        + classes.map(\.name).joined(separator: ", ")
        + (tier == RateKey.standardServiceTier ? "" : " at service tier \(tier)")
  }
}

/// Looks up each kind of request of many buckets once.
package struct BucketPricer {
  private let books: Books
  private var rates: [RateKey: (NameMeanings, [RateCard])] = [:]

  init(_ books: Books) { self.books = books }

  /// Returns the meaning of the model's name, and its cards over all time.
  fileprivate mutating func rates(
    of kind: RateKey
  ) throws(BookProblem) -> (NameMeanings, [RateCard]) {
    if let known = rates[kind] { return known }
    let found = (books.meanings(of: kind), try RateCard.timeline(of: kind, books: books))
    rates[kind] = found
    return found
  }
}

extension UsageBucket {
  /// True if some of its requests may have been in `band`, given all `bands` of the card.
  fileprivate func mayBe(in band: RateCard.Band, of bands: [RateCard.Band]) -> Bool {
    let next = bands.compactMap(\.over).filter { $0 > band.over ?? -1 }.min()
    switch key.context {
    // No request has more input than all of them together.
    case .any: return (band.over ?? -1) < max(quantities.totalInput, 0) || band.over == nil
    case .upTo(let limit):
      return (band.over ?? -1) < min(limit, max(quantities.totalInput, 0)) || band.over == nil
    case .over(let limit):
      return (next ?? .max) > limit && (band.over ?? -1) < max(quantities.totalInput, 0)
    case .unknown: return bands.count == 1
    }
  }
}

extension RateCard.Band {
  /// True if both classes have a price, and the prices differ.
  fileprivate func costsOtherwise(_ unitClass: UnitClass, than other: UnitClass) -> Bool {
    guard let price = prices[unitClass], let another = prices[other] else { return false }
    return price.perUnit != another.perUnit
  }
}

extension UsageBucket.Key {
  /// The fact that the export omits and a price needs; nil if nothing is missing.
  fileprivate var gap: String? {
    if provider.isEmpty { return "the export names no provider" }
    if model.isEmpty { return "the export states no model: group it by model" }
    return serviceTier.isEmpty ? "the export states no service tier: group it by service tier" : nil
  }

  /// The kind of request that the bucket holds.
  fileprivate var kind: RateKey {
    RateKey(
      tier: .empty, service: RateKey.chatService, provider: provider, model: model,
      status: .completed, isBYOK: false, serviceTier: serviceTier, region: region,
      currency: .empty)
  }
}
