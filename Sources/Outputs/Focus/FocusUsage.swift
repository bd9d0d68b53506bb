import Cube
import Ledger

/// The lines of `focus.csv`: what vendors charge the operator, from what the rows of the period used.
///
/// One line per day in the reporting zone and key; sorted by day, then key, bytewise.
struct FocusUsage {
  private let use: QuarterHourUse
  private let zone: ReportingZone
  private let settings: Settings
  private let cut: FocusGrouping
  /// In order.
  private let keys: [FocusUsageKey]
  /// One per day and key; sorted.
  private let sums: [Sum]

  private struct Sum {
    let day: Int32
    let key: Int32
    var quantity: Int128
    var requests: Int64
    /// The numbers of the rates that were added up.
    var rates: [Int32]
  }

  /// The use of a class by the requests of one day and rate.
  private struct DailyUse {
    let day: Int32
    let rate: Int32
    let unitClass: UnitClass
    let quantity: Int128
    let requests: Int64
  }

  init(_ use: QuarterHourUse, cut: FocusGrouping, zone: ReportingZone, settings: Settings) {
    self.use = use
    self.cut = cut
    self.zone = zone
    self.settings = settings
    let daily = FocusUsage.daily(use, zone)
    var numberOfKey: [FocusUsageKey: Int32] = [:]
    var numbers: [Int32: Int32] = [:]
    var found: [FocusUsageKey] = []
    func place(_ use: DailyUse) -> Int32 { use.rate * 16 + Int32(use.unitClass.rawValue) }
    for entry in daily where numbers[place(entry)] == nil {
      let key = FocusUsageKey(use.rates[Int(entry.rate)], entry.unitClass, cut)
      let number = numberOfKey[key] ?? Int32(found.count)
      if Int(number) == found.count {
        numberOfKey[key] = number
        found.append(key)
      }
      numbers[place(entry)] = number
    }
    let order = found.indices.sorted { found[$0].parts.precede(found[$1].parts) }
    var rank = [Int32](repeating: 0, count: found.count)
    for (place, index) in order.enumerated() { rank[index] = Int32(place) }
    keys = order.map { found[$0] }
    let sorted = daily.map { entry in
      Sum(
        day: entry.day, key: rank[Int(numbers[place(entry)] ?? 0)], quantity: entry.quantity,
        requests: entry.requests, rates: [entry.rate])
    }.sorted { ($0.day, $0.key) < ($1.day, $1.key) }
    var sums: [Sum] = []
    for sum in sorted {
      if let last = sums.last, last.day == sum.day, last.key == sum.key {
        sums[sums.count - 1].quantity += sum.quantity
        sums[sums.count - 1].requests += sum.requests
        sums[sums.count - 1].rates += sum.rates
      } else {
        sums.append(sum)
      }
    }
    self.sums = sums
  }

  /// Adds up quarter hours to days: what counts, and is not on keys of customers' own.
  private static func daily(_ use: QuarterHourUse, _ zone: ReportingZone) -> [DailyUse] {
    struct Key: Hashable {
      let day: Int32
      let rate: Int32
    }
    let classes = UnitClass.allCases
    var places: [Key: Int] = [:]
    var keys: [Key] = []
    var requests: [Int64] = []
    var quantities: [Int128] = []
    var days: [Int32: Int32] = [:]
    for row in use.rows where row.standing == .counted && !use.rates[Int(row.rate)].isBYOK {
      let day =
        days[row.quarterHour]
        ?? zone.day(of: UseRow.instant(ofQuarterHour: row.quarterHour)).number
      days[row.quarterHour] = day
      let key = Key(day: day, rate: row.rate)
      let place = places[key] ?? keys.count
      if place == keys.count {
        places[key] = place
        keys.append(key)
        requests.append(0)
        quantities += [Int128](repeating: 0, count: classes.count)
      }
      requests[place] += row.requests
      let first = place * classes.count
      for unitClass in UnitClass.quantities {
        quantities[first + unitClass.rawValue] += Int128(row.quantities[unitClass])
      }
      if use.rates[Int(row.rate)].hasFee {
        quantities[first + UnitClass.request.rawValue] += Int128(row.requests)
      }
    }
    return keys.indices.flatMap { place in
      classes.compactMap { unitClass in
        let quantity = quantities[place * classes.count + unitClass.rawValue]
        return quantity == 0
          ? nil
          : DailyUse(
            day: keys[place].day, rate: keys[place].rate, unitClass: unitClass,
            quantity: quantity, requests: requests[place])
      }
    }
  }

  /// Visits every line in order.
  func forEach(_ body: (FocusPattern, FocusFigures) throws -> Void) rethrows {
    let patterns = keys.map { FocusPattern(item($0)) }
    try FocusDays.forEach(sums, by: { $0.day }, in: zone) { sum, days in
      try body(patterns[Int(sum.key)], figures(sum, keys[Int(sum.key)], days))
    }
  }

  private func figures(_ sum: Sum, _ key: FocusUsageKey, _ days: FocusDays) -> FocusFigures {
    let perUnit = Int128(key.unitClass.quantityPerUnit)
    let (cost, rest) = ((key.price?.attodollars ?? 0) * sum.quantity)
      .quotientAndRemainder(dividingBy: perUnit)
    precondition(rest == 0, "every request cost a whole number of attodollars")
    let quantity = FocusNumber(sum.quantity, scale: key.unitClass.quantityDecimals)
    let amount = FocusNumber(Money(attodollars: cost))
    return FocusFigures(
      days: days,
      account: (key.provider, settings.organization.map { Name($0) } ?? key.provider),
      priceRows: priceRows(of: sum, key), billed: amount, effective: amount, list: amount,
      pricingCurrencyEffective: amount, consumed: quantity, priced: quantity,
      requests: sum.requests, isUnpriced: key.price == nil)
  }

  private func item(_ key: FocusUsageKey) -> FocusItem {
    let unit = key.unitClass.focusUnit
    return FocusItem(
      issuer: key.provider, accountType: "Vendor account",
      subAccount: FocusItem.SubAccount(name: key.part, type: cut == .account ? "Account" : "Tier"),
      description: key.description, service: key.service.isEmpty ? key.provider : key.service,
      region: key.region, serviceTier: key.serviceTier, sku: key.sku,
      tags: FocusJSON.object([
        (key: cut == .account ? "x_Account" : "x_Tier", value: key.part)
      ]),
      price: FocusItem.Price(
        perUnit: key.price, currency: "USD",
        currencyPerUnit: key.price.map(FocusNumber.init)),
      consumedUnit: unit, pricingUnit: unit)
  }

  /// The rows of the price; several books may state the same one.
  private func priceRows(of sum: Sum, _ key: FocusUsageKey) -> Name {
    let rows = sum.rates.map { number in
      let rows = use.rates[Int(number)].priceRows
      return rows.isEmpty ? Name.empty : rows[key.unitClass.rawValue]
    }
    if rows.count == 1 { return rows[0] }
    let distinct = Set(rows).sorted()
    return Name(distinct.filter { !$0.isEmpty }.map(\.description).joined(separator: " "))
  }
}

extension UseRate {
  /// The requests have a fee each.
  fileprivate var hasFee: Bool { !isUnpriced && prices[UnitClass.request.rawValue] != nil }
}
