import Ledger

extension PriceBook {
  /// Every quoted price with a time in which it is in force and the row that states it; by key, then time.
  ///
  /// What is in force at one instant is what requests are rated by: corrections, ranks and what was known decided.
  /// One row may be in force at several times.
  package var pricesInForce: [History<Price>.Entry] {
    models.values.flatMap(\.self).sorted { $0.key < $1.key }.flatMap(\.value.entries)
  }

  /// Every quoted price in force at `instant`, with its row; in the order of events.
  package func quotes(at instant: Instant) -> [(price: Price, row: DatedRow<Price>)] {
    models.values.flatMap { histories in
      histories.values.compactMap { history in
        history.entry(at: instant).flatMap { entry in
          row(at: entry.place).map { (price: entry.value, row: $0) }
        }
      }
    }.sorted { $0.price.key < $1.price.key }
  }
}
