import Cube
import Ledger
import Pricing
import Rating

/// Collects what rated rows used, by quarter hour and rate, to be held against vendors' bills.
struct UseTally: Sendable {
  private var table = UseTable()
  /// The zones of the bills: a request that ends on another day of one of them is kept apart.
  private let zones: [ReportingZone]
  /// A FOCUS file is wanted, which names the rows of prices.
  private let namesPriceRows: Bool
  /// Numbers of rates and accounts; nil unless a FOCUS file is cut by account.
  private var accounts: AccountRates?

  init(zones: [ReportingZone], focus: FocusCut?) {
    self.zones = zones
    namesPriceRows = focus != nil
    accounts = focus == .account ? AccountRates() : nil
  }

  /// Adds rows, `sign` times (1 or -1).
  ///
  /// - Parameter users: those that the rows mean by number, where accounts may be wanted.
  mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater, users: [UserKey] = [],
    standing: UseRow.Standing = .counted, sign: Int64
  ) {
    accounts?.prepare(users)
    for index in records.indices {
      let record = records[index]
      var rate = rate(of: rated[index], record, rater)
      if accounts != nil { rate = accounts?.number(rate: rate, user: record.user) ?? rate }
      let start = UseRow.quarterHour(of: record.startedAt)
      var end = UseRow.quarterHour(of: record.endedAt)
      if end != start, !endsOnOtherDay(record) { end = start }
      table.add(
        record.quantities, quarterHour: start, end: end, rate: rate, standing: standing,
        sign: sign)
    }
  }

  /// Moves a row that counted to those that repeat others.
  mutating func repeating(
    _ record: UsageRecord, _ rated: RatedRecord, by rater: Rater, users: [UserKey],
    isConflict: Bool
  ) {
    add(
      [record], [rated], by: rater, users: users, standing: isConflict ? .conflict : .duplicate,
      sign: 1)
  }

  /// What was collected, with the rates of `rater`, by which all rows were rated.
  func use(of rater: Rater) -> LedgerUse {
    var numbers: [Int32: Int32] = [:]
    var rates: [UseRate] = []
    // Many accounts share what the books say.
    var known: [Int32: UseRate] = [:]
    let rows = table.rows.map { row in
      let number = numbers[row.rate] ?? Int32(rates.count)
      if Int(number) == rates.count {
        numbers[row.rate] = number
        let (rate, account) = accounts?[row.rate] ?? (row.rate, .empty)
        let common =
          known[rate] ?? UseRate(numbered: rate, of: rater, namesPriceRows: namesPriceRows)
        known[rate] = common
        rates.append(account.isEmpty ? common : common.with(account: account))
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
  fileprivate init(numbered number: Int32, of rater: Rater, namesPriceRows: Bool) {
    let isUnpriced = number % 2 == 1
    let (card, over) =
      isUnpriced ? (rater.cards[Int(number / 2)], nil) : rater.band(Int(number / 2))
    var found: [FoundPrice?] = []
    if !isUnpriced, case .priced(let bands, let fee) = card.pricing {
      let band = bands.first { $0.over == over }
      found = UnitClass.allCases.map { $0 == .request ? fee : band?.prices[$0] }
    }
    self.init(
      provider: card.dimensions.provider, model: card.dimensions.model, tier: card.dimensions.tier,
      service: card.dimensions.service, serviceTier: card.dimensions.serviceTier,
      region: RegionNames.none.contains(card.region) ? .empty : card.region,
      contextOver: over ?? 0, status: card.dimensions.status, isBYOK: card.dimensions.isBYOK,
      isUnpriced: isUnpriced, prices: found.map { $0?.perUnit },
      priceRows: namesPriceRows
        ? found.map { price in
          Name((price?.places ?? []).map(\.fileAndLine).joined(separator: " "))
        } : [])
  }

  /// The same of an account.
  fileprivate func with(account: Name) -> UseRate {
    UseRate(
      provider: provider, model: model, tier: tier, service: service, serviceTier: serviceTier,
      region: region, contextOver: contextOver, status: status, isBYOK: isBYOK,
      isUnpriced: isUnpriced, prices: prices, account: account, priceRows: priceRows)
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
