import Cube
import Ledger
import Reports

/// Sums facts over users and the dimensions that `daily` leaves out, a day at a time.
struct DailyRollUp {
  /// Per dimensions, the place of the row that they add to, by the texts of the key.
  private let places: [Int32]
  /// What is summed for each place on the day.
  private var sums: [Sums]
  /// The places that have something on the day.
  private var touched: [Int32] = []
  private var day: Day?

  /// The sums of one row.
  struct Sums {
    var isTouched = false
    /// The dimensions that first added to the row; all of them have its key.
    var dimensions: Int32 = 0
    /// As many as `facts.csv` has.
    var measures: [Measure] = []
    var freeTierLoss: Int128 = 0
    var targetedRevenue: Int128 = 0
    /// In attodollars × 10⁻⁸.
    var targetMargin: Int128 = 0

    mutating func add(_ line: FactLine) {
      var index = 0
      line.forEachMeasure { value, scale in
        if index == measures.count { measures.append(Measure(value: 0, scale: scale)) }
        measures[index].value += value
        index += 1
      }
      let money = line.planMoney
      freeTierLoss += line.freeTierLoss
      targetedRevenue += money.targetedRevenue.attodollars
      targetMargin += money.revenueTimesTarget
    }
  }

  /// A sum × 10⁻ˢᶜᵃˡᵉ.
  struct Measure {
    var value: Int128
    let scale: Int
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
    sums = Array(repeating: Sums(), count: Int((places.last ?? -1) + 1))
  }

  /// Tier, provider, model and service.
  static let keyCount = 4

  /// Adds a line of facts; lines come by day.
  ///
  /// - Parameter sink: gets the rows of the day before, sorted by their key.
  mutating func add(_ line: FactLine, sink: (Day, Sums) throws -> Void) rethrows {
    let fact = line.facts[0]
    if fact.day != day {
      try finish(sink)
      day = fact.day
    }
    let place = Int(places[Int(fact.dimensions)])
    if !sums[place].isTouched {
      touched.append(Int32(place))
      sums[place].isTouched = true
      sums[place].dimensions = fact.dimensions
    }
    sums[place].add(line)
  }

  /// Passes the rows of the last day on.
  mutating func finish(_ sink: (Day, Sums) throws -> Void) rethrows {
    guard let day else { return }
    for place in touched.sorted() {
      try sink(day, sums[Int(place)])
      sums[Int(place)] = Sums()
    }
    touched.removeAll(keepingCapacity: true)
  }
}
