import Cube
import Ledger
import Support
import Testing

/// One rated and compared ledger row as a test states it, with nothing computed.
struct CubeRow: Hashable, Sendable {
  var day: Int32 = 5
  var tier: Name = "pro"
  var provider: Name = "openai"
  var model: Name = "gpt-5"
  var status = RequestStatus.completed
  var isBYOK = false
  var account: Name = "acme"
  var user: Name = "ann"
  var isFree = false
  var target: Percent?
  var basis: ChargeBasis = []
  var input: Int64 = 0
  var images: Int64 = 0
  /// In attodollars; nil is unpriced.
  var cost: Int128? = 0
  /// In microcredits.
  var credits: Int64 = 0
  var recordedCost: Int128?
  /// A cost was recorded that cannot be converted.
  var isForeign = false
  var recordedCredits: Int64?
  var costClass = ComparisonClass.notRecorded
  var creditsClass = ComparisonClass.notRecorded
  var isNegative = false

  var dimensions: FactDimensions {
    FactDimensions(
      tier: tier, provider: provider, model: model, service: "chat", serviceTier: "standard",
      status: status, isBYOK: isBYOK,
      terms: Terms(
        isFree: isFree, creditValue: .default,
        targetMargin: target, basis: basis))
  }

  var userKey: UserKey { UserKey(account: account, user: user) }

  func record(user: Int32) -> UsageRecord {
    var record = UsageRecord()
    record.day = Day(number: day)
    record.user = user
    record.quantities.input = input
    record.quantities.images = images
    record.recordedCost = isForeign ? Money(attodollars: 1) : outcome.recordedCost
    record.recordedCredits = recordedCredits.map(Credits.init(microcredits:))
    return record
  }

  func rated(card: Int32) -> RatedRecord {
    RatedRecord(
      card: card, disposition: cost == nil ? .unpriced : .rated,
      notionalCost: Money(attodollars: cost ?? 0), credits: Credits(microcredits: credits))
  }

  var outcome: ComparisonOutcome {
    ComparisonOutcome(
      cost: cost == nil ? .unpriced : costClass, credits: cost == nil ? .unpriced : creditsClass,
      recordedCost: recordedCost.map(Money.init(attodollars:)),
      hasNegativeMargin: isNegative)
  }
}

/// A worker with numbers of its own for cards and users.
struct Worker {
  private(set) var table = FactTable()
  private(set) var users: [UserKey] = []
  private var cards: [FactDimensions: Int32] = [:]
  private var userNumbers: [UserKey: Int32] = [:]

  /// Adds `rows` in order, as one block, after those before it.
  mutating func add(_ rows: [CubeRow], sign: Int64 = 1) {
    for row in rows where cards[row.dimensions] == nil {
      cards[row.dimensions] = Int32(cards.count)
      table.prepare([row.dimensions])
    }
    for row in rows where userNumbers[row.userKey] == nil {
      userNumbers[row.userKey] = Int32(users.count)
      users.append(row.userKey)
    }
    table.add(
      rows.map { $0.record(user: userNumbers[$0.userKey] ?? -1) },
      rows.map { $0.rated(card: cards[$0.dimensions] ?? -1) }, rows.map(\.outcome), sign: sign)
  }
}

/// A fact with its numbers resolved, to compare.
struct PlainFact: Hashable {
  let day: Int32
  let dimensions: FactDimensions
  let user: UserKey
  let measures: Measures
}

extension Facts {
  init(_ workers: [Worker]) {
    self.init(merging: workers.map { ($0.table, $0.users) })
  }

  /// The facts of rows that one worker read.
  init(of rows: [CubeRow]) {
    var worker = Worker()
    worker.add(rows)
    self.init([worker])
  }

  var plain: [PlainFact] {
    rows.map {
      PlainFact(
        day: $0.day.number, dimensions: dimensions[Int($0.dimensions)],
        user: users[Int($0.user)], measures: rows.measures(of: $0))
    }
  }
}

/// Returns microcredits.
func credits(_ whole: Int64) -> Int64 { whole * 1_000_000 }

extension Dice {
  /// A row of a small world, so that many share their day, dimensions and user; of its figures some are too large to be
  /// packed, alone or together.
  mutating func row() -> CubeRow {
    let names: [Name] = ["a", "b", "é", "e\u{301}"]
    let classes: [ComparisonClass] = [.matched, .rounding, .mismatch, .notRecorded]
    return CubeRow(
      day: Int32.random(in: -2...2, using: &self), tier: pick(names), model: pick(names),
      status: pick(RequestStatus.allCases), isBYOK: Bool.random(using: &self), account: pick(names),
      user: pick(names), isFree: Bool.random(using: &self),
      target: pick([nil, percent(0), percent(40)]),
      input: pick([0, 1, 9, 1_500_000_000, 3_000_000_000]), images: pick([0, 0, 0, 2]),
      cost: pick([nil, 0, usd(1), usd(1, per: 8), usd(6), usd(20)]),
      credits: credits(pick([0, 1, 20])), recordedCost: pick([nil, usd(1)]),
      recordedCredits: pick([nil, credits(3), credits(6_000_000_000_000)]),
      costClass: pick(classes), creditsClass: pick(classes.filter { $0 != .rounding }),
      isNegative: Bool.random(using: &self))
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}
