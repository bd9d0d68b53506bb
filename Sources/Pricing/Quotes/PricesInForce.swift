import Ledger

extension PriceBook {
  /// Every quoted price with a time in which it is in force and the row that states it; by key, then time.
  ///
  /// Requests are rated by the prices in force at their instant, after corrections, ranks and the
  /// known instant are applied.
  /// One row may be in force at several times.
  package var pricesInForce: [History<Price>.Entry] {
    historiesInOrder.flatMap(\.value.entries)
  }

  /// Every quoted price in force at `instant`, with its row; in the order of events.
  package func quotes(at instant: Instant) -> [(price: Price, row: DatedRow<Price>)] {
    historiesInOrder.compactMap { _, history in
      history.entry(at: instant).flatMap { entry in
        row(at: entry.place).map { (price: entry.value, row: $0) }
      }
    }
  }

  /// The histories by key.
  ///
  /// Models are put in order before their keys: thousands of whole prices move too slowly.
  private var historiesInOrder: [(key: Price.Key, value: History<Price>)] {
    models.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.key < $1.key } }
  }
}
