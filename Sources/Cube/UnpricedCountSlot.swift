/// Data of a group of requests besides its packed sums, in 32 bits.
///
/// It is the number of requests without a price, or the place of its further measures.
///
/// A ledger may have as many groups without a price as rows, of which nothing else is not packed. Other modules know of it
/// only so that the accesses for each fact are compiled into their loops.
package struct UnpricedCountSlot: Sendable {
  /// The number of requests without a price; of a place, its bits turned over, which are negative.
  private var bits: Int32 = 0

  /// Nothing.
  init() {}

  /// That `further` holds all other measures at `place`.
  init(place: Int) { bits = ~Int32(place) }

  /// That a number of requests have no price; nil where they do not fit.
  init?(unpriced: Int64) {
    guard let bits = Int32(exactly: unpriced), bits >= 0 else { return nil }
    self.bits = bits
  }

  /// The place of the further measures; nil if there are none.
  var place: Int? {
    @inline(__always) get { bits < 0 ? Int(~bits) : nil }
  }

  /// The number of requests without a price, apart from those of further measures.
  var unpriced: Int64 {
    @inline(__always) get { Int64(max(0, bits)) }
  }
}
