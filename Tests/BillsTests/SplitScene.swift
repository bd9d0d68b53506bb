import Bills
import Cube
import Ledger
import Pricing
import Rating
import Support

/// A bill and a ledger of August 2026 in small numbers: amounts are in millionths of a dollar.
///
/// A token of input costs 2, of cache_read 1, of a write of 5 minutes 3, of an hour 4, of output and reasoning 10; a search
/// 1,000. Batch costs half, region eu 1.5 times, a context over 1,000 twice. Until July 2025 everything cost 20 times as
/// much, and from September 2026 7 times.
struct SplitScene {
  var lines: [Line] = []
  var rows: [Row] = []
  var zone = ReportingZone.utc
  var reportingZone = ReportingZone.utc
  var vendorZones: [ReportingZone] = []
  var isMonthly = false
  var others: [Bill.OtherSum] = []
  var format: Name = "test-format"
  var statesHours = false

  struct Line {
    var day: Int
    var model: BilledModel
    var unitClass: BilledClass
    var amount: Int128
    var quantity: Int128?
    var tolerance: Int128 = 0
    var stated: BilledCell.StatedDimensions = []
    var conditions = BilledCell.Conditions(serviceTier: nil, context: nil, region: nil)
  }

  struct Row {
    var day: Int
    var model: Name
    var quantities: [UnitClass: Int64]
    var hour = 12
    var endDay: Int?
    var tier: Name = "standard"
    var region: Name = .empty
    var context: Int64 = 0
    var status = RequestStatus.completed
    var isBYOK = false
    var standing = UseRow.Standing.counted
    var isUnpriced = false
    var provider: Name = "acme"
    /// In place of the book's.
    var price: Int128?
  }

  static let list: [UnitClass: Int128] = [
    .input: 2, .cacheRead: 1, .cacheWrite5m: 3, .cacheWrite1h: 4, .output: 10, .reasoning: 10,
    .search: 1000, .second: 6,
  ]

  /// 10⁻⁶ USD.
  static func micro(_ amount: Int128) -> Money { Money(attodollars: amount * 1_000_000_000_000) }

  static let august = Month(year: 2026, month: 8).period
  static func day(_ number: Int) -> Day { august.from + (number - 1) }

  /// In attodollars: batch halves, eu takes one and a half, a long context twice.
  static func price(_ base: Int128, tier: Name, region: Name, context: Int64) -> Int128 {
    var price = micro(base).attodollars
    if tier == "batch" { price /= 2 }
    if region == "eu" { price = price * 3 / 2 }
    return context > 0 ? price * 2 : price
  }

  static let books: Books = {
    var rows: [DatedRow<Price>] = []
    var faults: [BookProblem] = []
    func add(
      _ model: Name, _ unitClass: UnitClass, _ price: Int128, tier: Name = "standard",
      region: Name = .empty, context: Int64? = nil, from: Day, to: Day?
    ) {
      let key = Price.Key(
        provider: "acme", model: model, unitClass: unitClass, serviceTier: tier, region: region,
        contextOver: context)
      rows.append(
        DatedRow(
          value: Price(key: key, perUnit: Money(attodollars: price)), from: Instant(startOf: from),
          to: to.map(Instant.init(startOf:)), recordedAt: nil, place: line(rows.count + 1)))
    }
    let first = august.from + -1000
    let change = Month(year: 2025, month: 7).period.from
    let (from, to) = (change, august.to)
    for model in ["a", "b"] as [Name] {
      for (unitClass, base) in list.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        add(model, unitClass, micro(base * 20).attodollars, from: first, to: from)
        for tier in ["standard", "batch"] as [Name] {
          for region in ["", "eu"] as [Name] {
            for context in [0, 1000] as [Int64] {
              add(
                model, unitClass, price(base, tier: tier, region: region, context: context),
                tier: tier, region: region, context: context == 0 ? nil : context, from: from,
                to: to)
            }
          }
        }
        add(model, unitClass, micro(base * 7).attodollars, from: to, to: nil)
      }
    }
    // The price of model c changes in August.
    add("c", .input, micro(2).attodollars, from: from, to: day(15))
    add("c", .input, micro(5).attodollars, from: day(15), to: nil)
    let prices = PriceBook(rows, knownAt: nil, faults: &faults)
    let none = Books.empty
    return Books(
      settings: none.settings, prices: prices, derivations: none.derivations,
      aliases: none.aliases, models: none.models, multipliers: none.multipliers, plans: none.plans)
  }()
}

extension SplitScene {
  func period(_ day: Int) -> Validity {
    let days =
      isMonthly
      ? SplitScene.august : Period(from: SplitScene.day(day), to: SplitScene.day(day + 1))
    return Validity(from: zone.start(of: days.from), to: zone.start(of: days.to))
  }

  /// The lines, summed as they are when a bill is put together.
  var bill: Bill {
    var cells: [BilledCell] = []
    for (number, line) in lines.enumerated() {
      let unit = BilledQuantity.attounitsPerUnit
      let quantity = line.quantity.map { BilledQuantity(attounits: $0 * unit) }
      let amount = SplitScene.micro(line.amount)
      let tolerance = Tolerance(
        attodollars: UInt128(SplitScene.micro(line.tolerance).attodollars), parts: 0)
      let same = cells.firstIndex {
        $0.period == period(line.day) && $0.model == line.model && $0.unitClass == line.unitClass
      }
      guard let same else {
        cells.append(
          BilledCell(
            period: period(line.day), model: line.model, unitClass: line.unitClass, lines: 1,
            amount: amount, tolerance: tolerance, quantity: quantity, stated: line.stated,
            distribution: quantity.map { [line.conditions: $0] } ?? [:],
            place: Place(file: "bill.csv", line: number + 2)))
        continue
      }
      cells[same].lines += 1
      cells[same].amount = cells[same].amount + amount
      cells[same].tolerance = cells[same].tolerance + tolerance
      cells[same].stated.formIntersection(line.stated)
      if let quantity, let sum = cells[same].quantity {
        cells[same].quantity = sum + quantity
        cells[same].distribution[line.conditions, default: .zero] =
          cells[same].distribution[line.conditions, default: .zero] + quantity
      } else {
        cells[same].quantity = nil
      }
    }
    var bill = Bill(
      format: format, vendor: "acme", zone: zone, cells: cells, others: others,
      files: ["bills/bill.csv"])
    bill.statesHours = statesHours
    return bill
  }

  var use: QuarterHourUse {
    var rates: [UseRate] = []
    var numbers: [UseRate: Int32] = [:]
    let rows = rows.enumerated().map { position, row in
      let rate = SplitScene.rate(of: row)
      let number = numbers[rate] ?? Int32(rates.count)
      if numbers[rate] == nil { rates.append(rate) }
      numbers[rate] = number
      var quantities = Quantities()
      for (unitClass, quantity) in row.quantities { quantities[unitClass] = quantity }
      func quarterHour(_ day: Int, _ hour: Int) -> Int32 {
        SplitScene.day(day).number * 96 + Int32(hour) * 4
      }
      return UseRow(
        quarterHour: quarterHour(row.day, row.hour),
        endQuarterHour: row.endDay.map { quarterHour($0, 0) } ?? quarterHour(row.day, row.hour),
        rate: number, standing: row.standing, requests: 1, quantities: quantities,
        largest: LargestRequest(
          weight: row.quantities.values.reduce(0, +), position: Int64(position), slice: 0))
    }
    return QuarterHourUse(rates: rates, rows: rows)
  }

  private static func rate(of row: Row) -> UseRate {
    let prices = UnitClass.allCases.map { unitClass -> Money? in
      if let price = row.price { return unitClass == .request ? nil : micro(price) }
      return list[unitClass].map {
        Money(
          attodollars: price($0, tier: row.tier, region: row.region, context: row.context))
      }
    }
    return UseRate(
      provider: row.provider, model: row.model, tier: .empty, service: .empty,
      serviceTier: row.tier, region: row.region, contextOver: row.context, status: row.status,
      isBYOK: row.isBYOK, isUnpriced: row.isUnpriced, prices: prices)
  }

  var reconciliation: BillReconciliation {
    DifferenceSplit.reconciliation(
      of: [bill], use: use, books: SplitScene.books, reportingZone: reportingZone
    ) { _ in vendorZones }
  }

  /// Each group as `DAY MODEL CLASS: LEDGER PART AMOUNT … = BILLED (CAUSES)`, in order of period, model and class.
  var groups: [String] {
    reconciliation.groups.sorted {
      ($0.period.from, $0.text) < ($1.period.from, $1.text)
    }.map(\.text)
  }
}

extension BillGroup {
  var text: String {
    func micro(_ money: Money) -> String {
      let (whole, rest) = money.attodollars.quotientAndRemainder(dividingBy: 1_000_000_000_000)
      return rest == 0 ? "\(whole)" : DecimalText.string(money.attodollars, scale: 12)
    }
    let model =
      switch model {
      case .all: "-"
      case .known(let name): "\(name)"
      case .unmapped(let name): "?\(name)"
      }
    let given = BillPart.allCases.filter { parts[$0.rawValue] != .zero }
      .map { "\($0.code) \(micro(parts[$0.rawValue])) " }.joined()
    let causes = causes.isEmpty ? "" : " (\(causes.joined(separator: " ")))"
    let unitClass = unitClass == .all ? "-" : unitClass.name
    return
      "\(period.billPeriod(in: .utc).suffix(2)) \(model) \(unitClass): \(micro(ledger)) \(given)"
      + "= \(micro(billed))\(causes)"
  }
}

/// A line of one day, model and class; amounts in millionths of a dollar.
func billed(
  _ day: Int, _ model: Name, _ unitClass: UnitClass, _ amount: Int128, _ quantity: Int128?,
  tolerance: Int128 = 0
) -> SplitScene.Line {
  SplitScene.Line(
    day: day, model: .known(model), unitClass: .one(unitClass), amount: amount,
    quantity: quantity, tolerance: tolerance)
}
