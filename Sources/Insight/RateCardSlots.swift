import Ledger

/// The way in which the requests of one card are split by time, by size and by whether they have a price.
struct RateCardSlots {
  /// The first slot; -1 if no row was seen.
  var firstSlot: Int32 = -1
  /// The starts of its stretches of time but the first, by place in the list of all cards.
  var firstStart: Int32 = 0
  var startCount: Int32 = 0
  /// The thresholds of its bands but the base, by place in the list of all cards.
  var firstThreshold: Int32 = 0
  var thresholdCount: Int32 = 0
  /// True if requests with a price, and without, may have another price by the classes that they use.
  var isByClass = (priced: false, unpriced: false)

  /// The stretch of time and the band of a row.
  struct Place {
    let stretch: Int
    let band: Int
  }

  /// Returns the place of a row, given the starts and thresholds of all cards.
  @inline(__always)
  func place(
    of record: UnsafePointer<UsageRecord>, _ starts: UnsafeBufferPointer<Instant>,
    _ thresholds: UnsafeBufferPointer<Int64>
  ) -> Place {
    let (first, end) = (Int(firstStart), Int(firstStart &+ startCount))
    var start = first
    while start < end, starts[start] <= record.pointee.startedAt { start &+= 1 }
    let base = Int(firstThreshold)
    let last = base &+ Int(thresholdCount)
    var threshold = base
    if threshold < last {
      let totalInput = record.pointee.quantities.totalInput
      while threshold < last, thresholds[threshold] < totalInput { threshold &+= 1 }
    }
    return Place(stretch: start &- first, band: threshold &- base)
  }

  /// Returns the place of a row, given the starts and thresholds of all cards.
  func place(
    of record: UnsafePointer<UsageRecord>, _ starts: [Instant], _ thresholds: [Int64]
  ) -> Place {
    starts.withUnsafeBufferPointer { starts in
      thresholds.withUnsafeBufferPointer { place(of: record, starts, $0) }
    }
  }

  /// Returns the slot of a row at a place.
  @inline(__always)
  func slot(_ place: Place, isPriced: Bool) -> Int {
    let row = place.stretch &* Int(thresholdCount &+ 1) &+ place.band
    return Int(firstSlot) &+ row &* 2 &+ (isPriced ? 0 : 1)
  }
}
