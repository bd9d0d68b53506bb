import Ledger
import Rating
import Reconciliation

/// The requests of a region whose model has no price of any region, so that the price without one counts for them.
struct RegionsWithoutPrice: Sendable {
  var uses: [Key: Use] = [:]

  struct Key: Hashable {
    let region: Name
    let provider: Name
    /// As the books name it.
    let model: Name
  }

  struct Use {
    var requests: Int64 = 0
    /// In attodollars.
    var cost: Int128 = 0
    /// The first rows, some more than one: they may repeat others, and then do not count after all.
    var rows: [RowLocation] = []
  }

  /// The maximum number of rows remembered per region.
  private static let remembered = 8

  /// Adds the rows of the block that was taken last, `sign` times.
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    for (record, rated) in zip(blocks.records, blocks.rated)
    where rated.disposition == .rated && blocks.rater.terms[Int(rated.card)].takesAnyRegion {
      let card = blocks.card(of: rated)
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      add(
        Use(
          requests: sign, cost: Int128(sign) * card.vendorCost(rated).attodollars,
          rows: sign > 0 ? [location] : []),
        of: Key(region: card.region, provider: card.kind.provider, model: card.kind.model))
    }
  }

  mutating func add(_ use: Use, of key: Key) {
    uses[key, default: Use()].requests += use.requests
    uses[key, default: Use()].cost += use.cost
    let room = RegionsWithoutPrice.remembered - (uses[key]?.rows.count ?? 0)
    if room > 0 { uses[key]?.rows += use.rows.prefix(room) }
  }
}
