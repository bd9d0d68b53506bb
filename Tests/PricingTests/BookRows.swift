import Ledger
import Pricing

/// What a book finds wrong with its rows.
typealias Faults = [(fault: BookFault, place: Place)]

/// A fault and the line it stands at, to compare.
struct Noted: Hashable {
  let fault: BookFault
  let line: Int
}

/// Returns midnight UTC at the start of the day with this number.
func at(_ day: Int32) -> Instant { Instant(startOf: Day(number: day)) }

/// Returns a line of the one book of a test.
func line(_ number: Int) -> Place { Place(file: "book.csv", line: number) }

/// Returns a row that counts from one numbered day to another.
func row<Value>(
  _ value: Value, line number: Int = 1, from: Int32, to: Int32? = nil, recorded: Int32? = nil
) -> DatedRow<Value> {
  DatedRow(
    value: value, from: at(from), to: to.map(at), recordedAt: recorded.map(at), place: line(number))
}

/// Returns `faults` with their lines, sorted by line.
func noted(_ faults: Faults) -> [Noted] {
  faults.map { Noted(fault: $0.fault, line: $0.place.line ?? 0) }.sorted { $0.line < $1.line }
}

/// Returns `amount` / `divisor` USD, which must be whole in attodollars.
func usd(_ amount: Int128, per divisor: Int128 = 1) -> Money {
  let (attodollars, rest) = (amount * Money.attodollarsPerDollar).quotientAndRemainder(
    dividingBy: divisor)
  precondition(rest == 0, "an amount of a test fits 18 decimals")
  return Money(attodollars: attodollars)
}

/// The model that the tests price.
let model = ModelKey(provider: "openai", model: "gpt-5")

/// Returns what a price is for: a unit of `unitClass` of the model.
func key(
  _ unitClass: UnitClass, tier: Name = "standard", region: Name = "", over: Int64? = nil
) -> Price.Key {
  Price.Key(
    provider: model.provider, model: model.model, unitClass: unitClass, serviceTier: tier,
    region: region, contextOver: over)
}

/// Random numbers that are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
