import Cube
import Ledger
import Pricing
import Rating

/// Collects what rated rows used, by quarter hour and rate, to be held against vendors' bills.
struct UseTally: Sendable {
  private var table = UseTable()
  /// The zones of the bills: a request that ends on another day of one of them is kept apart.
  private let zones: [ReportingZone]

  init(zones: [ReportingZone]) { self.zones = zones }

  /// Adds rows, `sign` times (1 or -1).
  mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater,
    standing: UseRow.Standing = .counted, sign: Int64
  ) {
    for index in records.indices {
      let record = records[index]
      let start = UseRow.quarterHour(of: record.startedAt)
      var end = UseRow.quarterHour(of: record.endedAt)
      if end != start, !endsOnOtherDay(record) { end = start }
      table.add(
        record.quantities, quarterHour: start, end: end,
        rate: rate(of: rated[index], record, rater),
        standing: standing, sign: sign)
    }
  }

  /// Moves a row that counted to those that repeat others.
  mutating func repeating(
    _ record: UsageRecord, _ rated: RatedRecord, by rater: Rater, isConflict: Bool
  ) {
    add([record], [rated], by: rater, standing: isConflict ? .conflict : .duplicate, sign: 1)
  }

  /// What was collected, with the rates of `rater`, by which all rows were rated.
  func use(of rater: Rater) -> LedgerUse {
    var numbers: [Int32: Int32] = [:]
    var rates: [UseRate] = []
    let rows = table.rows.map { row in
      let number = numbers[row.rate] ?? Int32(rates.count)
      if Int(number) == rates.count {
        numbers[row.rate] = number
        rates.append(UseRate(numbered: row.rate, of: rater))
      }
      return row.with(rate: number)
    }
    return LedgerUse(rates: rates, rows: rows, hasOverflowed: table.hasOverflowed)
  }

  private func endsOnOtherDay(_ record: UsageRecord) -> Bool {
    zones.contains { $0.day(of: record.startedAt) != $0.day(of: record.endedAt) }
  }

  /// The number of a rate of the rater: twice that of its band, or of its card and 1 for requests without a price.
  @inline(__always)
  private func rate(of rated: RatedRecord, _ record: UsageRecord, _ rater: Rater) -> Int32 {
    guard case .rated = rated.disposition else { return rated.card * 2 + 1 }
    return Int32(rater.band(of: rated, totalInput: record.quantities.totalInput)) * 2
  }
}

extension UseRate {
  /// Makes the rate of a number that `UseTally` gives.
  fileprivate init(numbered number: Int32, of rater: Rater) {
    let isUnpriced = number % 2 == 1
    let (card, over) =
      isUnpriced ? (rater.cards[Int(number / 2)], nil) : rater.band(Int(number / 2))
    var prices: [Money?] = []
    if !isUnpriced, case .priced(let bands, let fee) = card.pricing {
      let band = bands.first { $0.over == over }
      prices = UnitClass.allCases.map { unitClass in
        unitClass == .request ? fee?.perUnit : band?.prices[unitClass]?.perUnit
      }
    }
    self.init(
      provider: card.dimensions.provider, model: card.dimensions.model, tier: card.dimensions.tier,
      service: card.dimensions.service, serviceTier: card.dimensions.serviceTier,
      region: RegionNames.none.contains(card.region) ? .empty : card.region,
      contextOver: over ?? 0, status: card.dimensions.status, isBYOK: card.dimensions.isBYOK,
      isUnpriced: isUnpriced, prices: prices)
  }
}

extension UseRow {
  /// The same of another number of its rate.
  fileprivate func with(rate: Int32) -> UseRow {
    UseRow(
      quarterHour: quarterHour, endQuarterHour: endQuarterHour, rate: rate, standing: standing,
      requests: requests, quantities: quantities)
  }
}

extension LedgerUse {
  /// Adds up what parts of a ledger used; several rows may have one key afterwards.
  init(merging parts: [LedgerUse]) {
    var numbers: [UseRate: Int32] = [:]
    var rates: [UseRate] = []
    var rows: [UseRow] = []
    rows.reserveCapacity(parts.reduce(0) { $0 + $1.rows.count })
    for part in parts {
      let numberOf = part.rates.map { rate in
        let number = numbers[rate] ?? Int32(rates.count)
        if Int(number) == rates.count {
          numbers[rate] = number
          rates.append(rate)
        }
        return number
      }
      for row in part.rows { rows.append(row.with(rate: numberOf[Int(row.rate)])) }
    }
    self.init(
      rates: rates, rows: rows, hasOverflowed: parts.contains { $0.hasOverflowed })
  }
}
