import Bills
import Cube
import Ledger
import Parsing
import Pricing
import Rating

/// The common inputs of bill tests: books with a few models, zones, and bills in memory.
enum BillDesk {
  /// Daylight saving in 2026: from 8 March 10:00 UTC to 1 November 09:00 UTC.
  static let losAngeles = ReportingZone(
    name: "America/Los_Angeles",
    offsets: [
      ReportingZone.Offset(from: .distantPast, secondsEast: -28_800),
      ReportingZone.Offset(from: instant("2026-03-08T10:00:00Z"), secondsEast: -25_200),
      ReportingZone.Offset(from: instant("2026-11-01T09:00:00Z"), secondsEast: -28_800),
    ])
  static let shanghai = ReportingZone(
    name: "Asia/Shanghai",
    offsets: [ReportingZone.Offset(from: .distantPast, secondsEast: 28_800)])

  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(dayOrInstant: text) else { preconditionFailure("a time") }
    return instant
  }

  static let models: [(provider: Name, model: Name)] = [
    ("openai", "gpt-5.6-terra"), ("openai", "gpt-5.6-luna"), ("anthropic", "claude-sonnet-4-5"),
    ("google", "gemini-2.5-pro"), ("amazon", "claude-sonnet-4-5"), ("amazon", "nova-2-lite"),
    ("azure", "gpt-5.6-luna"), ("azure", "gpt-4o-mini-2024-07-18"),
    ("openrouter", "anthropic/claude-sonnet-4.5"), ("deepseek", "deepseek-v4-flash"),
  ]

  /// Aliases from 1 January 2026 on.
  static let aliases: [(provider: Name, alias: Name, model: Name)] = [
    ("amazon", "Claude4.5Sonnet", "claude-sonnet-4-5")
  ]

  static let books: Books = {
    var faults: [BookProblem] = []
    let prices = models.flatMap { model in
      [UnitClass.input, .cacheRead, .output].map { unitClass in
        DatedRow(
          value: Price(
            key: Price.Key(
              provider: model.provider, model: model.model, unitClass: unitClass,
              serviceTier: "standard",
              region: model.provider == "amazon" ? "us-west-2" : "", contextOver: nil),
            perUnit: Money(attodollars: 3_000_000_000_000)),
          from: instant("2026-01-01"), to: nil, recordedAt: nil,
          place: Place(file: "prices.csv", line: 2))
      }
    }
    let rows = aliases.map { alias in
      DatedRow(
        value: Alias(provider: alias.provider, alias: alias.alias, model: alias.model),
        from: instant("2026-01-01"), to: nil, recordedAt: nil,
        place: Place(file: "aliases.csv", line: 2))
    }
    return Books.empty.with(
      prices: PriceBook(prices, knownAt: nil, faults: &faults),
      aliases: AliasBook(rows, knownAt: nil, faults: &faults))
  }()

  /// A ledger with use from one quarter hour to another.
  static func use(from: String, to: String) -> QuarterHourUse {
    let rate = UseRate(
      provider: "openai", model: "gpt-5.6-terra", tier: "", service: "", serviceTier: "standard",
      region: "", contextOver: 0, status: .completed, isBYOK: false, isUnpriced: false,
      prices: UnitClass.allCases.map { _ in nil })
    let rows = [from, to].map { text in
      let quarter = UseRow.quarterHour(of: instant(text))
      return UseRow(
        quarterHour: quarter, endQuarterHour: quarter, rate: 0, standing: .counted, requests: 1,
        quantities: Quantities())
    }
    return QuarterHourUse(rates: [rate], rows: rows)
  }

  static func context(
    period: String? = nil, use: QuarterHourUse? = nil, asOf: String? = "2026-12-31",
    rates: [String: Int128] = [:]
  ) -> BillContext {
    BillContext(
      books: books,
      use: use ?? self.use(from: "2015-01-02T00:00:00Z", to: "2099-01-01T00:00:00Z"),
      zones: ["UTC": .utc, "America/Los_Angeles": losAngeles, "Asia/Shanghai": shanghai],
      reportingZone: .utc, period: period.flatMap { Month($0)?.period },
      asOf: asOf.map(instant), rate: { rates["\($0) \($1)"] })
  }

  /// A file of bills.
  static func input(
    _ path: String, _ text: String, format: String? = nil, mapping: BillMapping? = nil,
    _ set: (inout BillFileSettings) -> Void = { _ in }
  ) -> BillInput {
    var settings = BillFileSettings()
    set(&settings)
    return BillInput(
      source: ByteSource(path: "bills/" + path, bytes: Array(text.utf8)), settings: settings,
      format: format, mapping: mapping)
  }

  /// Everything that comes of files.
  struct Outcome {
    let assembly: BillAssembly
    let lines: [BillLine]

    /// The only bill.
    var bill: Bill { assembly.bills[0] }
    var codes: [String] { assembly.findings.map(\.code) }
    /// Each line by what most tests look at.
    var texts: [String] {
      lines.map { line in
        [
          line.kind.rawValue, line.modelText, line.unitClass.name, line.quantityText,
          line.amount.map { "\(DecimalText.string($0.attodollars, scale: 18)) USD" } ?? "-",
          line.standing.name,
        ].joined(separator: " | ")
      }
    }
  }

  static func assemble(_ inputs: [BillInput], _ context: BillContext = context())
    -> Outcome
  {
    var lines = BillLines()
    let assembly = BillAssembly(inputs, context) { lines.add($0) }
    return Outcome(assembly: assembly, lines: lines.all)
  }

  static func assemble(_ path: String, _ text: String) -> Outcome {
    assemble([input(path, text)])
  }
}

extension BillDesk {
  /// The use of 100 input tokens of gpt-5.6-terra on each day, at 2 millionths of a dollar each.
  static func use(on days: [String]) -> QuarterHourUse {
    var prices: [Money?] = UnitClass.allCases.map { _ in nil }
    prices[UnitClass.input.rawValue] = Money(attodollars: 2_000_000_000_000)
    let rate = UseRate(
      provider: "openai", model: "gpt-5.6-terra", tier: "", service: "", serviceTier: "standard",
      region: "", contextOver: 0, status: .completed, isBYOK: false, isUnpriced: false,
      prices: prices)
    let rows = days.map { day in
      let quarter = UseRow.quarterHour(of: instant(day))
      var quantities = Quantities()
      quantities[.input] = 100
      return UseRow(
        quarterHour: quarter, endQuarterHour: quarter, rate: 0, standing: .counted, requests: 1,
        quantities: quantities)
    }
    return QuarterHourUse(rates: [rate], rows: rows)
  }

  /// The groups of a month in order of time, as text.
  static func groups(of outcome: Outcome, beside use: QuarterHourUse, in month: String) -> [String]
  {
    DifferenceSplit.reconciliation(
      of: outcome.assembly.bills, use: use, books: books, reportingZone: .utc, zones: { _ in [] },
      period: Month(month)?.period
    ).groups.sorted { $0.period.from < $1.period.from }.map(\.text)
  }
}

/// Lines as they are given, those that are like another made whole.
struct BillLines {
  private(set) var all: [BillLine] = []
  private var whole = WholeBillLines()

  mutating func add(_ given: ListedBillLine) { all.append(whole.line(given)) }
}

extension BillLine {
  var modelText: String {
    switch model {
    case .all: "-"
    case .known(let name): name.description
    case .unmapped(let name): "?\(name)"
    }
  }

  var quantityText: String {
    quantity.map { DecimalText.string($0.attounits, scale: 18) } ?? "-"
  }

  /// The tolerance in US dollars, if it is a whole number of 10⁻³⁶ parts.
  var toleranceText: String {
    let parts = String(tolerance.parts)
    let fraction = String(repeating: "0", count: 36 - parts.count) + parts
    let whole = DecimalText.string(Int128(tolerance.attodollars), scale: 18)
    return tolerance.parts == 0 ? whole : "\(tolerance.attodollars).\(fraction.prefix(3)) aUSD"
  }
}
