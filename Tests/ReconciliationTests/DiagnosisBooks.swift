import Ledger
import Pricing
import Rating
import Reconciliation
import Support
import Testing

/// Books with a history, and requests whose recorded figures are to be explained.
///
/// The prices of gpt-5 change on days 10 and 20, the multiplier of tier pro likewise.
enum DiagnosisBooks {
  /// Per million tokens of gpt-5, in thousandths of a dollar, for the classes in `classes`.
  private static let prices: [(from: Int32, to: Int32?, perMillion: [Int128])] = [
    (0, 10, [2_000, 200, 2_500, 4_000, 10_000, 11_000]),
    (10, 20, [3_000, 300, 3_750, 6_000, 15_000, 16_000]),
    (20, nil, [5_000, 500, 6_250, 10_000, 25_000, 26_000]),
  ]
  private static let classes: [UnitClass] = [
    .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning,
  ]

  static let books: Books = {
    var settings = Settings()
    settings.defaultMultiplier = Multiplier(millionths: 1_300_000)
    settings.creditIncrements = DatedSetting(
      always: Credits(microcredits: 700_000),
      entries: [
        .init(from: at(5), tier: nil, value: Credits(microcredits: 100_000))
      ])
    settings.creditValues = DatedSetting(
      always: worth(7),
      entries: [
        .init(from: at(5), tier: nil, value: worth(10)),
        .init(from: nil, tier: "vip", value: worth(10)),
        .init(from: nil, tier: "guest", value: worth(8)),
      ])
    var faults: Faults = []
    return Books(
      settings: settings, prices: PriceBook(priceRows, knownAt: nil, faults: &faults),
      derivations: DerivationBook([], knownAt: nil, faults: &faults),
      aliases: AliasBook([], knownAt: nil, faults: &faults),
      models: ModelBook([], knownAt: nil, faults: &faults),
      multipliers: MultiplierBook(
        multiplierRows, fallback: settings.defaultMultiplier, knownAt: nil, faults: &faults),
      plans: PlanBook([], knownAt: nil, faults: &faults))
  }()

  /// So many thousandths of a dollar for a credit.
  private static func worth(_ thousandths: Int128) -> CreditValue {
    guard let value = CreditValue(perCredit: Money(attodollars: usd(thousandths, per: 1_000)))
    else { preconditionFailure("a few thousandths of a dollar are a value") }
    return value
  }

  private static var priceRows: [DatedRow<Price>] {
    var rows: [DatedRow<Price>] = []
    func add(
      _ unitClass: UnitClass, _ perMillion: Int128, model: Name = "gpt-5", from: Int32 = 0,
      to: Int32? = nil, tier: Name = "standard", region: Name = "", over: Int64? = nil,
      recorded: Int32? = nil
    ) {
      let key = Price.Key(
        provider: "openai", model: model, unitClass: unitClass, serviceTier: tier, region: region,
        contextOver: over)
      rows.append(
        DatedRow(
          value: Price(key: key, perUnit: Money(attodollars: usd(perMillion, per: 1_000_000_000))),
          from: at(from), to: to.map(at), recordedAt: recorded.map(at),
          place: Place(file: "vendors.csv", line: rows.count + 2)))
    }
    for period in prices {
      for (unitClass, price) in zip(classes, period.perMillion) {
        add(unitClass, price, from: period.from, to: period.to)
      }
    }
    add(.request, 1_000_000)
    add(.input, 7_000, over: 1_000)
    add(.output, 30_000, over: 1_000)
    for (unitClass, price) in zip(classes, [1_500, 150, 1_900, 3_000, 7_500, 8_000] as [Int128]) {
      add(unitClass, price, tier: "batch")
    }
    // Anything but input costs the same in the region.
    for over in [nil, 1_000] as [Int64?] {
      for period in prices {
        for (unitClass, price) in zip(classes, period.perMillion) where unitClass != .input {
          add(
            unitClass, over == nil || unitClass != .output ? price : 30_000, from: period.from,
            to: period.to, region: "eu", over: over)
        }
      }
    }
    add(.input, 3_300, region: "eu")
    add(.input, 7_000, region: "eu", over: 1_000)
    add(.request, 1_000_000, region: "eu")
    for (unitClass, price) in zip(classes, [700, 70, 900, 1_400, 1_900, 2_000] as [Int128]) {
      add(unitClass, price, model: "mini")
    }
    add(.input, 9_000, model: "corrected", recorded: 0)
    add(.input, 8_000, model: "corrected", recorded: 3)
    add(.input, 5, model: "tiny")
    add(.input, 2, model: "mite")
    add(.reasoning, 10_000, model: "mite")
    add(.input, 200, model: "luna")
    add(.output, 1_200, model: "luna")
    let media: [(UnitClass, Int128)] = [
      (.input, 3_100), (.output, 14_000), (.audioInput, 40_000), (.audioOutput, 80_000),
      (.image, 40_000_000), (.search, 10_000_000), (.second, 100_000),
    ]
    for (unitClass, price) in media { add(unitClass, price, model: "media") }
    add(.input, 3_000, model: "gift")
    add(.search, 0, model: "gift")
    // Until day 10 without a price of what is read from a cache.
    add(.input, 4_000, model: "nova", to: 10)
    add(.output, 8_000, model: "nova", to: 10)
    add(.input, 3_000, model: "nova", from: 10)
    add(.output, 12_000, model: "nova", from: 10)
    add(.cacheRead, 300, model: "nova", from: 10)
    add(.input, 9_100, model: "retired", to: 10)
    add(.output, 19_000, model: "retired", to: 10)
    return rows
  }

  private static var multiplierRows: [DatedRow<MultiplierRow>] {
    var rows: [DatedRow<MultiplierRow>] = []
    func add(
      _ tier: Name, _ millionths: Int64, model: Name = "", from: Int32 = 0, to: Int32? = nil,
      status: ApprovalStatus = .approved
    ) {
      let key = MultiplierRow.Key(
        level: model.isEmpty ? .tier : .combination, tier: tier, provider: .empty, model: model)
      rows.append(
        DatedRow(
          value: MultiplierRow(
            key: key, multiplier: Multiplier(millionths: millionths), status: status,
            requestedBy: "one", approvedBy: "two"),
          from: at(from), to: to.map(at), recordedAt: nil,
          place: Place(file: "multipliers.csv", line: rows.count + 2)))
    }
    add("pro", 1_600_000, to: 10)
    add("pro", 1_500_000, from: 10, to: 20)
    add("pro", 1_800_000, from: 20)
    add("pro", 2_500_000, status: .pending)
    add("team", 1_200_000)
    add("vip", 1_900_000)
    add("vip", 2_200_000, model: "gpt-5")
    add("free", 2_000_000)
    return rows
  }

  /// 1.17 USD on day 15.
  private static let euro = DatedRow(
    value: CurrencyRate(currency: "EUR", day: Day(number: 15), usdTrillionths: 1_170_000_000_000),
    from: at(15), to: nil, recordedAt: nil, place: Place(file: "fx.csv", line: 2))

  /// The explanations of `patient`, by every hypothesis; nil where its figures agree.
  static func diagnose(_ patient: Patient) throws -> Diagnosis? {
    var faults: Faults = []
    let reconciler = Reconciler(
      currencies: CurrencyBook([euro], knownAt: nil, faults: &faults), settings: books.settings)
    var rater = Rater(books: books)
    try rater.prepare([patient.kind])
    var (rated, outcomes): ([RatedRecord], [ComparisonOutcome]) = ([], [])
    let record = try patient.record
    rater.rate([record], into: &rated)
    reconciler.compare([record], rated, by: rater, into: &outcomes)
    var diagnoser = Diagnoser(books: books, reconciler: reconciler)
    let card = rater.cards[Int(rated[0].card)]
    let subject = diagnoser.subject(
      record, rated[0], card: card, outcome: outcomes[0],
      details: DiagnosisSubject.Details(
        completedAt: patient.completed, blanks: patient.blanks, multiplier: patient.multiplier))
    var trials = Diagnoser.Trials()
    return subject.map { subject in
      let diagnosis = diagnoser.explain(subject, telling: &trials)
      // As for rows of which only the causes are wanted: what cannot fit is left out, and another completes what a worker
      // diagnosed.
      var later = Diagnoser(books: books, reconciler: reconciler)
      let quick = later.complete(
        diagnoser.diagnose(subject), of: subject, on: card, with: .all)
      #expect(quick.codes == diagnosis.codes, "\(patient)")
      #expect(quick.evidence == diagnosis.evidence, "\(patient)")
      return diagnosis
    }
  }
}

/// One request with what was recorded of it; it began on day 15 unless it says otherwise.
struct Patient: CustomTestStringConvertible {
  var tier: Name = "pro"
  var model: Name = "gpt-5"
  var status = RequestStatus.completed
  var isBYOK = false
  var serviceTier: Name = "standard"
  var region: Name = ""
  var started = at(15)
  var completed: Instant?
  var quantities: [UnitClass: Int64] = [
    .input: 100, .cacheRead: 40, .cacheWrite5m: 20, .output: 30, .reasoning: 7,
  ]
  var blanks: [UnitClass] = []
  /// Blank is USD.
  var currency: Name = ""
  /// In that currency; nil is not recorded.
  var cost: String?
  /// Nil is not recorded.
  var credits: String?
  /// The figures of the row; nil where it states none.
  var multiplier: Multiplier?

  var testDescription: String { "\(cost ?? "no cost"), \(credits ?? "no credits")" }

  var kind: RateKey {
    RateKey(
      tier: tier, service: "chat", provider: "openai", model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: region, currency: currency)
  }

  var record: UsageRecord {
    get throws {
      var record = UsageRecord()
      record.startedAt = started
      record.day = record.startedAt.utcDay
      for (unitClass, quantity) in quantities { record.quantities[unitClass] = quantity }
      record.recordedCost = try cost.map { Money(attodollars: try decimal($0, scale: 18)) }
      record.recordedCredits = try credits.map {
        Credits(microcredits: Int64(try decimal($0, scale: 6)))
      }
      return record
    }
  }

  private func decimal(_ text: String, scale: Int) throws -> Int128 {
    let parts = text.split(separator: ".").map(String.init)
    let fraction = parts.count > 1 ? parts[1] : ""
    let zeros = String(repeating: "0", count: scale - fraction.count)
    return try #require(Int128(parts[0] + fraction + zeros))
  }
}
