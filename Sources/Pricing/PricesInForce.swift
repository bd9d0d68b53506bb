extension PriceBook {
  /// Every quoted price with a time in which it is in force and the row that states it; by key, then time.
  ///
  /// What is in force at one instant is what requests are rated by: corrections, ranks and what was known decided.
  /// One row may be in force at several times.
  package var pricesInForce: [History<Price>.Entry] {
    models.values.flatMap(\.self).sorted { $0.key < $1.key }.flatMap(\.value.entries)
  }
}
