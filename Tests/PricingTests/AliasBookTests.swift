import Ledger
import Pricing
import Support
import Testing

@Suite struct AliasBookTests {
  @Test func `a name without an alias means itself`() {
    #expect(
      book([]).0.meanings(of: "gpt-5", provider: "openai").meaning(at: at(1)) == .model("gpt-5"))
  }

  @Test func `an alias is followed one step only`() {
    let (book, faults) = book([alias("latest", "gpt-5"), alias("gpt-5", "gpt-6", line: 2)])
    #expect(book.meanings(of: "latest", provider: "openai").meaning(at: at(10)) == .model("gpt-5"))
    #expect(book.meanings(of: "gpt-5", provider: "openai").meaning(at: at(10)) == .model("gpt-6"))
    #expect(faults.isEmpty)
  }

  @Test func `an alias is one of its provider`() {
    let (book, _) = book([alias("latest", "gpt-5")])
    #expect(book.meanings(of: "latest", provider: "azure").meaning(at: at(10)) == .model("latest"))
  }

  /// Composed and decomposed é are different bytes, so different names.
  @Test func `an alias is compared by bytes`() {
    let (book, _) = book([alias("caf\u{E9}", "gpt-5")])
    #expect(
      book.meanings(of: "caf\u{E9}", provider: "openai").meaning(at: at(10)) == .model("gpt-5"))
    #expect(
      book.meanings(of: "cafe\u{301}", provider: "openai").meaning(at: at(10))
        == .model("cafe\u{301}"))
  }

  @Test(
    arguments: [
      (9, "latest"), (10, "gpt-5"), (19, "gpt-5"), (20, "gpt-6"), (29, "gpt-6"), (30, "latest"),
    ] as [(Int32, Name)])
  func `an alias counts from its start to its end or to the next row`(day: Int32, expected: Name) {
    let rows = [alias("latest", "gpt-5"), alias("latest", "gpt-6", line: 2, from: 20, to: 30)]
    let (book, faults) = book(rows)
    #expect(
      book.meanings(of: "latest", provider: "openai").meaning(at: at(day)) == .model(expected))
    #expect(faults.isEmpty)
  }

  @Test(
    arguments: [
      (14, .model("gpt-5")), (15, .ambiguous), (19, .ambiguous), (20, .model("gpt-6")),
    ] as [(Int32, AliasBook.Meaning)])
  func `two models at once are ambiguous, and neither is picked`(
    day: Int32, expected: AliasBook.Meaning
  ) {
    let rows = [
      alias("latest", "gpt-5", to: 20), alias("latest", "gpt-6", line: 2, from: 15, to: 40),
    ]
    let (book, faults) = book(rows)
    #expect(book.meanings(of: "latest", provider: "openai").meaning(at: at(day)) == expected)
    let fault = BookFault.ambiguousAlias(
      alias: "latest", first: "gpt-5", second: "gpt-6", from: at(15))
    #expect(faults == [Noted(fault: fault, line: 2)])
  }

  @Test func `two rows that name one model at once are not ambiguous`() {
    let rows = [
      alias("latest", "gpt-5", to: 20), alias("latest", "gpt-5", line: 2, from: 15, to: 40),
    ]
    let (book, faults) = book(rows)
    #expect(book.meanings(of: "latest", provider: "openai").meaning(at: at(17)) == .model("gpt-5"))
    #expect(faults.isEmpty)
  }

  @Test func `an alias recorded later is not known`() {
    var faults: Faults = []
    let late = row(
      Alias(provider: "openai", alias: "latest", model: "gpt-5"), from: 10, recorded: 12)
    let book = AliasBook([late], knownAt: at(11), faults: &faults)
    #expect(book.meanings(of: "latest", provider: "openai").meaning(at: at(20)) == .model("latest"))
  }

  @Test func `of rows that are not known yet those of the provider are reported`() {
    var faults: Faults = []
    let late = ["azure", "openai"].enumerated().map { index, provider in
      row(
        Alias(provider: provider, alias: "latest", model: "gpt-5"), line: index + 1, from: 10,
        recorded: 12)
    }
    let meanings = AliasBook(late, knownAt: at(11), faults: &faults)
      .meanings(of: "latest", provider: "openai")
    #expect(meanings.outOfForce(at: at(20))?.place == line(2))
    #expect(meanings.outOfForce(at: at(20))?.reason == .notKnown(recordedAt: at(12)))
  }

  @Test func `a name may ever mean itself and every model of its rows`() {
    let (book, _) = book([
      alias("latest", "gpt-5", to: 20), alias("latest", "gpt-6", line: 2, from: 20),
    ])
    #expect(book.meanings(of: "latest", provider: "openai").models == ["latest", "gpt-5", "gpt-6"])
    let boundaries = Set(book.meanings(of: "latest", provider: "openai").boundaries)
    #expect(boundaries.isSuperset(of: [at(10), at(20)]))
    #expect(book.meanings(of: "other", provider: "openai").boundaries.isEmpty)
  }

  private func book(_ rows: [DatedRow<Alias>]) -> (AliasBook, [Noted]) {
    var faults: Faults = []
    let book = AliasBook(rows, knownAt: nil, faults: &faults)
    return (book, noted(faults))
  }

  private func alias(
    _ alias: Name, _ model: Name, line: Int = 1, from: Int32 = 10, to: Int32? = nil
  ) -> DatedRow<Alias> {
    row(Alias(provider: "openai", alias: alias, model: model), line: line, from: from, to: to)
  }
}
