import Cube
import Ledger
import Reports

/// Sums facts over users and the dimensions that `daily` leaves out, a day at a time.
struct DailyRollUp: ~Copyable {
  /// Per dimensions, the place of the row that they add to, by the texts of the key.
  private let places: [Int32]
  /// Per place, which of the sums are its own on the day; -1 where it has none yet.
  private var slots: [Int32]
  /// As many as a day has places.
  private let sums: UnsafeMutablePointer<Sums>
  private let count: Int
  /// The places that have something on the day.
  private var touched: [Int32] = []
  private var day: Day?

  /// The sums of one row.
  struct Sums: ~Copyable {
    /// The dimensions that first added to the row; all of them have its key.
    var dimensions: Int32 = 0
    var measures = FactMeasures()
    /// Of requests that customers pay for, those without a price.
    var paidUnpriced: Int128 = 0
  }

  init(_ facts: Facts) {
    // Dimensions are sorted by their cells, of which the key is the beginning.
    var places: [Int32] = []
    var last: ArraySlice<Name>?
    for each in facts.dimensions {
      let key = each.cells[..<DailyRollUp.keyCount]
      places.append((places.last ?? -1) + (key == last ? 0 : 1))
      last = key
    }
    self.places = places
    slots = Array(repeating: -1, count: Int((places.last ?? -1) + 1))
    count = DailyRollUp.most(places, of: facts)
    sums = .allocate(capacity: count)
    for place in 0..<count { (sums + place).initialize(to: Sums()) }
  }

  /// Returns the number of places of the day with the most.
  private static func most(_ places: [Int32], of facts: Facts) -> Int {
    var lastDays = [Int32](repeating: .min, count: Int((places.last ?? -1) + 1))
    var (most, onDay, day) = (0, 0, Day?.none)
    for daily in facts.byDayAndDimensions {
      if daily.day != day { (onDay, day) = (0, daily.day) }
      let place = Int(places[Int(daily.dimensions)])
      guard lastDays[place] != daily.day.number else { continue }
      lastDays[place] = daily.day.number
      onDay += 1
      most = max(most, onDay)
    }
    return most
  }

  deinit {
    sums.deinitialize(count: count)
    sums.deallocate()
  }

  /// Tier, provider, model and service.
  static let keyCount = 4

  /// Adds all facts, which are sorted by day.
  ///
  /// - Parameter sink: gets the rows of one day after another, sorted by their key.
  mutating func add(_ facts: Facts, sink: (Day, borrowing Sums) throws -> Void) rethrows {
    let rows = facts.byDayAndDimensions
    for (index, daily) in rows.enumerated() {
      if daily.day != day {
        try finish(sink)
        day = daily.day
      }
      let place = Int(places[Int(daily.dimensions)])
      if slots[place] < 0 {
        slots[place] = Int32(touched.count)
        touched.append(Int32(place))
        sums[Int(slots[place])].dimensions = daily.dimensions
      }
      sums[Int(slots[place])].measures.add(daily.measures, daily.money)
      sums[Int(slots[place])].measures.add(rows.gaps(at: index))
      if !daily.money.terms.isFree {
        sums[Int(slots[place])].paidUnpriced += Int128(daily.measures.unpriced)
      }
    }
    try finish(sink)
  }

  /// Passes the rows of the last day on.
  private mutating func finish(_ sink: (Day, borrowing Sums) throws -> Void) rethrows {
    guard let day else { return }
    for place in touched.sorted() {
      let slot = Int(slots[Int(place)])
      slots[Int(place)] = -1
      try sink(day, sums[slot])
      sums[slot] = Sums()
    }
    touched.removeAll(keepingCapacity: true)
  }
}
