import Cube
import Intake
import Ledger
import Pricing
import Rating

/// Collects what rated rows used, by quarter hour and rate, to be compared with vendors' bills.
struct QuarterHourUseTally: Sendable {
  private var table = UseTable()
  /// The zones of the bills: a request that ends on another day of one of them is kept apart.
  private let zones: [ReportingZone]
  /// Without bills, the quarter hour in which the day of the rows before began: days are enough for a FOCUS file.
  private var day: (zone: ReportingZone, day: Day, start: Int32)?
  private var rates: CollectedRates
  /// Numbers of rates and accounts; nil unless a FOCUS file is cut by account.
  private var accounts: FocusRateAccountNumbers?

  /// - Parameters:
  ///   - zones: empty without bills.
  ///   - zone: the reporting zone.
  init(zones: [ReportingZone], focus: FocusGrouping?, in zone: ReportingZone) {
    self.zones = zones
    if zones.isEmpty { day = (zone, Day(number: .min), 0) }
    rates = CollectedRates(focus)
    accounts = focus == .account ? FocusRateAccountNumbers() : nil
  }

  /// Adds rows, `sign` times (1 or -1).
  ///
  /// - Parameters:
  ///   - users: those that the rows mean by number, where accounts may be wanted.
  ///   - base: what leads from the offset of a row in its file to its position in the slice.
  mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], by rater: Rater, users: [UserKey] = [],
    standing: UseRow.Standing = .counted, sign: Int64, movedBy base: Int64
  ) {
    accounts?.prepare(users)
    rates.prepare(rater)
    records.withUnsafeBufferPointer { records in
      rated.withUnsafeBufferPointer { rated in
        guard let first = records.baseAddress else { return }
        for index in records.indices {
          let record = first + index
          add(
            record, rated[index], by: rater, standing: standing, sign: sign,
            position: record.pointee.offset + base)
        }
      }
    }
  }

  /// Moves a row that counted to those that repeat others.
  ///
  /// - Parameter place: that of the row in the ledger.
  mutating func repeating(
    _ record: UsageRecord, _ rated: RatedRecord, by rater: Rater, users: [UserKey],
    isConflict: Bool, at place: RowPosition
  ) {
    accounts?.prepare(users)
    rates.prepare(rater)
    withUnsafePointer(to: record) { record in
      add(
        record, rated, by: rater, standing: isConflict ? .conflict : .duplicate, sign: 1,
        position: place.position, slice: Int32(place.slice))
    }
  }

  /// The use that was collected; of these rows the rater's cards are no longer needed.
  var use: QuarterHourUse {
    QuarterHourUse(
      rates: accounts.map { accounts in
        accounts.all.map { rate, account in
          let common = rates.all[Int(rate)]
          return account.isEmpty ? common : common.with(account: account)
        }
      } ?? rates.all,
      rows: table.rows, hasOverflowed: table.hasOverflowed)
  }

  @inline(__always)
  private mutating func add(
    _ record: UnsafePointer<UsageRecord>, _ rated: RatedRecord, by rater: Rater,
    standing: UseRow.Standing, sign: Int64, position: Int64,
    slice: Int32 = LargestRequest.laterSlice
  ) {
    let isPriced = rated.disposition == .rated
    var rate = rates.number(
      ofCard: rated.card, isPriced: isPriced, totalInput: record.pointee.quantities.totalInput,
      by: rater)
    if accounts != nil { rate = accounts?.number(rate: rate, user: record.pointee.user) ?? rate }
    let (start, end) = quarterHours(of: record)
    let weight =
      isPriced
      ? Int64(clamping: rated.notionalCost.attodollars >> 20)
      : record.pointee.quantities.totalInput &+ record.pointee.quantities.output
    let entry = UseTable.Entry(quarterHour: start, end: end, rate: rate, standing: standing)
    table.add(
      record, entry, sign: sign,
      LargestRequest(weight: weight, position: position, slice: slice))
  }

  /// The quarter hours of the start, and of the end where it counts.
  @inline(__always)
  private mutating func quarterHours(
    of record: UnsafePointer<UsageRecord>
  ) -> (start: Int32, end: Int32) {
    if let day {
      if day.day == record.pointee.day { return (day.start, day.start) }
      let start = UseRow.quarterHour(of: day.zone.start(of: record.pointee.day))
      self.day = (day.zone, record.pointee.day, start)
      return (start, start)
    }
    let start = UseRow.quarterHour(of: record.pointee.startedAt)
    let end = UseRow.quarterHour(of: record.pointee.endedAt)
    return end == start || endsOnOtherDay(record.pointee.startedAt, record.pointee.endedAt)
      ? (start, end) : (start, start)
  }

  private func endsOnOtherDay(_ start: Instant, _ end: Instant) -> Bool {
    zones.contains { $0.day(of: start) != $0.day(of: end) }
  }
}

/// The rates of the rows of a worker, each once: many cards of a rater differ only in what neither a bill nor the wanted
/// FOCUS file knows.
private struct CollectedRates: Sendable {
  private(set) var all: [UseRate] = []
  private let focus: FocusGrouping?
  private var numbers: [UseRate: Int32] = [:]
  /// Per card, the number of its rate and that of its rows without a price; -1 for none, or for one of each band.
  private var ofCard: [(priced: Int32, unpriced: Int32)] = []
  /// Per band of the rater; -1 for none yet.
  private var ofBand: [Int32] = []

  /// - Parameter focus: how a FOCUS file is cut; nil where none is wanted.
  init(_ focus: FocusGrouping?) { self.focus = focus }

  /// Takes over cards that are new since the last call.
  mutating func prepare(_ rater: Rater) {
    while ofCard.count < rater.cards.count { ofCard.append((-1, -1)) }
    while ofBand.count < rater.bandCount { ofBand.append(-1) }
  }

  /// Returns the number of the rate of a row.
  @inline(__always)
  mutating func number(
    ofCard card: Int32, isPriced: Bool, totalInput: Int64, by rater: Rater
  ) -> Int32 {
    let known = isPriced ? ofCard[Int(card)].priced : ofCard[Int(card)].unpriced
    return known >= 0
      ? known : find(card: Int(card), isPriced: isPriced, totalInput: totalInput, by: rater)
  }

  @inline(never)
  private mutating func find(
    card: Int, isPriced: Bool, totalInput: Int64, by rater: Rater
  ) -> Int32 {
    guard isPriced else {
      let number = number(of: UseRate(rater.cards[card], band: nil, focus))
      ofCard[card].unpriced = number
      return number
    }
    let place = rater.band(ofCard: card, totalInput: totalInput)
    if ofBand[place] >= 0 { return ofBand[place] }
    guard case .priced(let bands, let fee) = rater.cards[card].pricing else {
      preconditionFailure("rows are priced by cards with prices")
    }
    let over = rater.band(place).over
    let number = number(
      of: UseRate(rater.cards[card], band: (over, bands.first { $0.over == over }, fee), focus))
    ofBand[place] = number
    if bands.count == 1 { ofCard[card].priced = number }
    return number
  }

  private mutating func number(of rate: UseRate) -> Int32 {
    if let number = numbers[rate] { return number }
    let number = Int32(all.count)
    numbers[rate] = number
    all.append(rate)
    return number
  }
}

extension UseRate {
  /// Makes the rate of requests of a card.
  ///
  /// - Parameters:
  ///   - band: the threshold and prices of the band by which they were rated, with the fee; nil for those without a price.
  ///   - focus: how a FOCUS file is cut; nil where none is wanted.
  fileprivate init(
    _ card: RateCard, band: (over: Int64?, prices: RateCard.Band?, fee: FoundPrice?)?,
    _ focus: FocusGrouping?
  ) {
    let found = band.map { band in
      UnitClass.allCases.map { $0 == .request ? band.fee : band.prices?.prices[$0] }
    }
    self.init(
      provider: card.dimensions.provider, model: card.dimensions.model,
      tier: focus == .tier ? card.dimensions.tier : .empty,
      service: focus == nil ? .empty : card.dimensions.service,
      serviceTier: card.dimensions.serviceTier,
      region: RegionNames.none.contains(card.region) ? .empty : card.region,
      contextOver: (band?.over).flatMap { $0 } ?? 0, status: card.dimensions.status,
      isBYOK: card.dimensions.isBYOK, isUnpriced: band == nil,
      prices: found?.map { $0?.perUnit } ?? [],
      priceRows: focus == nil
        ? []
        : found?.map { price in
          Name((price?.places ?? []).map(\.fileAndLine).joined(separator: " "))
        } ?? [])
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
  /// The same of another number of its rate, its largest request in a slice.
  fileprivate func with(rate: Int32, slice: Int32) -> UseRow {
    UseRow(
      quarterHour: quarterHour, endQuarterHour: endQuarterHour, rate: rate, standing: standing,
      requests: requests, quantities: quantities, largest: largest.located(in: slice))
  }
}

extension QuarterHourUse {
  /// Adds up what parts of a ledger used; several rows may have one key afterwards.
  init(merging parts: [QuarterHourUse]) {
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
      for row in part.rows {
        rows.append(row.with(rate: numberOf[Int(row.rate)], slice: part.slice))
      }
    }
    self.init(
      rates: rates, rows: rows, hasOverflowed: parts.contains { $0.hasOverflowed })
  }
}
