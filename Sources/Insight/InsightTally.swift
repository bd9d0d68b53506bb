import Ledger
import Rating

/// Collects what facts do not have: sums by hour of the week and by rate.
package struct InsightTally: Sendable {
  private var clock: WeekClock
  private var hours = HourTable()
  private var rates: RateTable
  /// Per card, the first hour of its tier, and whether the key of the vendor is the customer's own.
  private var cards: [(place: Int, isOwnKey: Bool)] = []
  /// The number of the sum of each row that is being added.
  private var numbers: [Int32] = []

  /// - Parameters:
  ///   - zone: the reporting zone.
  ///   - time: that of the rows; nil is any.
  package init(_ books: Books, in zone: ReportingZone, during time: Validity?) {
    clock = WeekClock(zone)
    rates = RateTable(books, during: time)
  }

  /// Adds rows `sign` times (1 or -1).
  package mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater, sign: Int64
  ) {
    while cards.count < rater.cards.count {
      let dimensions = rater.cards[cards.count].dimensions
      cards.append((hours.place(of: dimensions.tier), dimensions.isBYOK))
    }
    rates.prepare(cards.count)
    // Lists are asked once, not for each row, whether nobody else has them.
    var numbers: [Int32] = []
    swap(&numbers, &self.numbers)
    numbers.resize(to: records.count, with: -1)
    records.withUnsafeBufferPointer { records in
      rated.withUnsafeBufferPointer { rated in
        numbers.withUnsafeMutableBufferPointer { numbers in
          guard let first = records.baseAddress else { return }
          rates.find(first, rated, by: rater, sign: sign, into: numbers)
          // Twice the same loop, each for a sign that is known.
          let found = UnsafeBufferPointer(numbers)
          if sign > 0 {
            sum(first, rated, found, sign: 1)
          } else {
            sum(first, rated, found, sign: -1)
          }
        }
      }
    }
    swap(&numbers, &self.numbers)
  }

  @inline(__always)
  private mutating func sum(
    _ records: UnsafePointer<UsageRecord>, _ rated: UnsafeBufferPointer<RatedRecord>,
    _ numbers: UnsafeBufferPointer<Int32>, sign: Int64
  ) {
    var (hourSums, rateSums): ([HourUse], [RateSum]) = ([], [])
    var rare = RareHours()
    swap(&hourSums, &hours.sums)
    swap(&rare, &hours.rare)
    swap(&rateSums, &rates.list.sums)
    var clock = self.clock
    hourSums.withUnsafeMutableBufferPointer { hourSums in
      rateSums.withUnsafeMutableBufferPointer { rateSums in
        cards.withUnsafeBufferPointer { cards in
          for index in rated.indices {
            let (record, card) = (records + index, cards[Int(rated[index].card)])
            let isPriced = rated[index].disposition == .rated
            // That of a row without a price is 0.
            let cost = rated[index].notionalCost.attodollars
            let hour = card.place &+ clock.hour(of: record.pointee.startedAt)
            let paid = card.isOwnKey ? 0 : cost
            if hour < hourSums.count {
              hourSums[hour].add(record, cost: paid, isPriced: isPriced, sign: sign)
            } else {
              rare[hour].add(record, cost: paid, isPriced: isPriced, sign: sign)
            }
            let number = Int(numbers[index])
            if number >= 0 { rateSums[number].addText(record, cost: cost, sign: sign) }
          }
        }
      }
    }
    self.clock = clock
    swap(&rateSums, &rates.list.sums)
    swap(&rare, &hours.rare)
    swap(&hourSums, &hours.sums)
  }

  /// Forgets the sums, and keeps what is known of cards.
  package mutating func clear() {
    hours.clear()
    rates.clear()
  }

  /// The sums as a value.
  package var sums: InsightSums { InsightSums(hours: hours, rates: rates.list) }
}

/// The sums of workers, which can be added in any order.
package struct InsightSums: Sendable {
  var hours: HourTable
  private(set) var rates: RateSums

  init(hours: HourTable, rates: RateSums) {
    self.hours = hours
    self.rates = rates
  }

  /// Adds up parts; rows that were removed again have a negative sign.
  package init(merging parts: [InsightSums]) {
    self.init(hours: HourTable(), rates: RateSums())
    for part in parts {
      hours.add(part.hours)
      for use in part.rates.all { rates.add(use) }
    }
  }

  /// The rows of `usage-patterns.csv`.
  package var weekHours: [WeekHour] { hours.hours }
}
