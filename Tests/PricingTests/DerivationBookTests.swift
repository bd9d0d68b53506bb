import Ledger
import Pricing
import Support
import Testing

@Suite struct DerivationBookTests {
  /// Lines 1 to 4 from the most to the least special, each started before the less special ones.
  private static let special: [DatedRow<Derivation>] = [
    derivation("openai", .reasoning, line: 1, from: 1),
    derivation("openai", nil, line: 2, from: 2),
    derivation(nil, .reasoning, line: 3, from: 3),
    derivation(nil, nil, line: 4, from: 4),
  ]

  @Test(
    arguments: [
      ([1, 2, 3, 4], 1), ([2, 3, 4], 2), ([3, 4], 3), ([4], 4), ([2, 4], 2), ([1, 3], 1),
      ([], nil),
    ] as [([Int], Int?)])
  func `a named provider wins, then a named class, however late the others began`(
    present: [Int], winner: Int?
  ) {
    let book = book(present.map { Self.special[$0 - 1] }).0
    #expect(found(book, .reasoning, at: 10) == winner)
  }

  @Test func `a derivation for another class, provider or service tier does not speak`() {
    let book = book([
      derivation("openai", .output, line: 1, from: 1),
      derivation("google", .reasoning, line: 2, from: 1),
      derivation("openai", .reasoning, tier: "flex", line: 3, from: 1),
    ]).0
    #expect(found(book, .reasoning, at: 10) == nil)
  }

  @Test(
    arguments: [(0, nil), (1, 1), (4, 1), (5, 2), (7, 2), (8, 1), (9, 3), (50, 3)]
      as [(Int32, Int?)])
  func `of several of one key the latest start counts`(day: Int32, winner: Int?) {
    let (book, faults) = book([
      derivation("openai", .reasoning, line: 1, from: 1, to: 9),
      derivation("openai", .reasoning, line: 2, from: 5, to: 8),
      derivation("openai", .reasoning, line: 3, from: 9),
    ])
    #expect(found(book, .reasoning, at: day) == winner)
    #expect(faults.allSatisfy { $0.fault.severity == .warning })
  }

  @Test func `where the named provider's has ended, any provider's speaks`() {
    let book = book([
      derivation("openai", .reasoning, line: 1, from: 1, to: 5),
      derivation(nil, .reasoning, line: 2, from: 1),
    ]).0
    #expect(found(book, .reasoning, at: 4) == 1)
    #expect(found(book, .reasoning, at: 5) == 2)
  }

  @Test(
    arguments: [
      (nil, nil, "standard", true), (.input, .input, "standard", true),
      (.reasoning, .output, "standard", false), (nil, nil, "batch", false),
      (nil, .input, "standard", false),
    ] as [(UnitClass?, UnitClass?, Name, Bool)])
  func `a standard price cannot be derived from itself`(
    unitClass: UnitClass?, source: UnitClass?, tier: Name, isFault: Bool
  ) {
    let faults = book([
      derivation(nil, unitClass, tier: tier, source: source, line: 6, from: 1)
    ]).1
    #expect(faults == (isFault ? [Noted(fault: .derivesFromItself, line: 6)] : []))
  }

  @Test func `the boundaries are those of the provider and of any provider`() {
    let book = book([
      derivation("openai", .reasoning, line: 1, from: 1, to: 2),
      derivation("google", .reasoning, line: 2, from: 3, to: 4),
      derivation(nil, nil, tier: "batch", line: 3, from: 5, to: 6),
    ]).0
    #expect(Set(book.boundaries(of: "openai")) == [at(1), at(2), at(5), at(6)])
  }

  @Test
  func `a row that is not known yet is reported for its own provider, class and service tier`() {
    let of: [(Name?, UnitClass?, Name)] = [
      ("google", .reasoning, "standard"), ("openai", .output, "standard"),
      ("openai", .reasoning, "batch"), ("openai", .reasoning, "standard"),
    ]
    let rows = of.enumerated().map { index, key in
      DatedRow(
        value: Derivation(
          key: Derivation.Key(provider: key.0, unitClass: key.1, serviceTier: key.2),
          fromClass: .input, factorTrillionths: 1), from: at(0), to: nil, recordedAt: at(30),
        place: line(index + 1))
    }
    var faults: Faults = []
    let book = DerivationBook(rows, knownAt: at(20), faults: &faults)
    let asked = PricedClass(unitClass: .reasoning, serviceTier: "standard")
    #expect(book.notKnown(asked, model: model, at: at(10))?.place == line(4))
  }

  @Test func `a factor is shown as a decimal`() {
    #expect(derivation(nil, nil, factor: 50_000_000_000, line: 1, from: 1).value.factor == "0.05")
  }

  private func book(_ rows: [DatedRow<Derivation>]) -> (DerivationBook, [Noted]) {
    var faults: Faults = []
    let book = DerivationBook(rows, knownAt: nil, faults: &faults)
    return (book, noted(faults))
  }

  /// The line of the derivation that speaks for a class of the provider at standard.
  private func found(_ book: DerivationBook, _ unitClass: UnitClass, at day: Int32) -> Int? {
    let derived = PricedClass(unitClass: unitClass, serviceTier: "standard")
    return book.derivation(of: derived, model: model, at: at(day))?.place.line
  }
}

/// Returns a derivation; the factor is in trillionths.
func derivation(
  _ provider: Name?, _ unitClass: UnitClass?, tier: Name = "standard", source: UnitClass? = .output,
  factor: Int128 = 1_000_000_000_000, line: Int, from: Int32 = 0, to: Int32? = nil
) -> DatedRow<Derivation> {
  let key = Derivation.Key(provider: provider, unitClass: unitClass, serviceTier: tier)
  return row(
    Derivation(key: key, fromClass: source, factorTrillionths: factor), line: line, from: from,
    to: to)
}
