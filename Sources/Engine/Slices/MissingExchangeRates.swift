import Ledger
import Reconciliation

/// The recorded costs that were not compared because `fx.csv` has no rate of their day, by currency and day.
struct MissingExchangeRates: Sendable {
  var uses: [Key: Use] = [:]

  struct Key: Hashable {
    let currency: Name
    let day: Day
  }

  struct Use {
    var count: Int64 = 0
    /// The first rows, some more than one: they may repeat others, and then do not count after all.
    var rows: [RowLocation] = []
  }

  /// The maximum number of rows remembered per currency and day.
  private static let remembered = 8

  /// Adds the rows of the block that was taken last, `sign` times.
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    for (index, record) in blocks.records.enumerated() {
      let outcome = blocks.outcomes[index]
      guard outcome.recordedCost == nil, record.recordedCost != nil,
        !outcome.isConversionTooLarge
      else { continue }
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      let currency = blocks.card(of: blocks.rated[index]).kind.currency
      add(
        Use(count: sign, rows: sign > 0 ? [location] : []),
        of: Key(currency: currency, day: record.day))
    }
  }

  mutating func add(_ use: Use, of key: Key) {
    uses[key, default: Use()].count += use.count
    let room = MissingExchangeRates.remembered - (uses[key]?.rows.count ?? 0)
    if room > 0 { uses[key]?.rows += use.rows.prefix(room) }
  }

  init() {}
}
