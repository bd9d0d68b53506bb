import Ledger

/// The sums of requests by their rate.
///
/// There may be as many as rows: each rate is held once, and found by its place.
struct RateSums: Sendable {
  private(set) var rates: [InsightRateKey] = []
  /// One for each rate.
  var sums: [RateSum] = []
  private var index = ValueIndex()
  /// Sums that had no more room.
  private var full: [RateUse] = []

  /// Returns the place of a rate, whose sum begins at 0 where it is new.
  mutating func place(of rate: InsightRateKey) -> Int {
    let place = Int(index.number(of: rate, in: &rates))
    if place == sums.count { sums.append(RateSum()) }
    return place
  }

  /// Begins the sum of a rate again, beside what it was.
  mutating func setAside(_ place: Int) {
    full.append(RateUse(rate: rates[place], sum: sums[place]))
    sums[place] = RateSum()
  }

  /// Adds a sum, beside one that has no room for it.
  mutating func add(_ use: RateUse) {
    let place = place(of: use.rate)
    if sums[place].add(use.sum) { return }
    setAside(place)
    sums[place] = use.sum
  }

  /// How many sums there are.
  var count: Int { sums.count + full.count }

  /// The sums, from 0 up to the count; several may be of one rate.
  subscript(number: Int) -> RateUse {
    number < sums.count
      ? RateUse(rate: rates[number], sum: sums[number]) : full[number - sums.count]
  }

  var all: some Sequence<RateUse> { (0..<count).lazy.map { self[$0] } }
}

extension RateSum {
  /// Adds another sum, or returns false and has changed nothing where it would leave the range of Int64.
  fileprivate mutating func add(_ other: RateSum) -> Bool {
    var sum = quantities
    if sum.add(other.quantities, sign: 1) { return false }
    quantities = sum
    requests += other.requests
    cost += other.cost
    return true
  }
}
