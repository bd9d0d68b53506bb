import Ledger
import Pricing
import Rating

/// A price that requests would have needed and did not find.
struct MissingPrice: Hashable {
  /// An index into the files of the plan.
  let file: Int
  let model: ModelKey
  let reason: UnpricedReason?
  let unitClass: UnitClass
  let serviceTier: Name
  /// By which prices were looked for; empty where the request has none.
  let region: Name
  /// The band of the request; nil is the base band.
  let over: Int64?
  /// It is of images whose tokens the request counts as well, so that only one of the two is to be paid.
  var isOfCountedImages = false

  /// The price of another class that the same requests would need.
  func asking(for unitClass: UnitClass) -> MissingPrice {
    MissingPrice(
      file: file, model: model, reason: reason, unitClass: unitClass, serviceTier: serviceTier,
      region: region, over: over)
  }
}

/// The prices that the rows of a slice did not find, each with the start of the first request that needed
/// it.
struct MissingPrices: Sendable {
  /// By file and what the rows have in common; there are few of these, however many the rows.
  var uses: [Use: Instant] = [:]
  /// The cards that uses name, by their number: others are not held.
  var cards: [Int32: RateCard] = [:]

  struct Use: Hashable {
    let file: Int
    let card: Int32
    /// Bit n is set when class n has a quantity and no price.
    let classes: UInt32
    let over: Int64?
    let hasImageTokens: Bool
  }

  /// Notes a row without a price; `number` is that of its card.
  mutating func add(_ record: UsageRecord, _ card: RateCard, number: Int32, file: Int) {
    let band = card.band(for: record.quantities)
    let prices = band?.prices
    var classes: UInt32 = 0
    // Of a fee that is not known nothing else needs to be.
    let hasUnknownFee = card.unpricedReason == .unknownFee
    for unitClass in hasUnknownFee ? [] : UnitClass.quantities
    where record.quantities[unitClass] != 0 && prices?[unitClass] == nil {
      classes |= 1 << UInt32(unitClass.rawValue)
    }
    let use = Use(
      file: file, card: number, classes: classes, over: band?.over,
      hasImageTokens: record.quantities.imageOutput > 0 && record.quantities.images > 0)
    uses[use] = min(uses[use] ?? .distantFuture, record.startedAt)
  }

  /// The same with the cards that the rows were rated by, to be listed when requested: a list is several times as long.
  func of(_ cards: [RateCard]) -> MissingPrices {
    var prices = self
    prices.cards = Dictionary(uses.keys.lazy.map { ($0.card, cards[Int($0.card)]) }) { $1 }
    return prices
  }

  /// Adds what requests of `models` missed to `missing`.
  func list(of models: Set<ModelKey>, in missing: inout [MissingPrice: Instant]) {
    for (use, start) in uses {
      guard let card = cards[use.card] else {
        preconditionFailure("the cards of all uses are held")
      }
      let model = ModelKey(provider: card.kind.provider, model: card.dimensions.model)
      if !models.contains(model) { continue }
      // A request that used nothing still needs its model to have a price.
      for unitClass in UnitClass.allCases
      where use.classes & (1 << UInt32(unitClass.rawValue)) != 0
        || use.classes == 0 && unitClass == .request
      {
        let price = MissingPrice(
          file: use.file, model: model, reason: card.unpricedReason, unitClass: unitClass,
          serviceTier: card.kind.serviceTier,
          region: card.region, over: use.over,
          isOfCountedImages: use.hasImageTokens && unitClass == .image)
        missing[price] = min(missing[price] ?? .distantFuture, start)
      }
    }
  }
}

extension RateCard {
  /// Why the model has no price at all.
  fileprivate var unpricedReason: UnpricedReason? {
    switch pricing {
    case .priced: nil
    case .unpriced(let reason): reason
    }
  }
}
