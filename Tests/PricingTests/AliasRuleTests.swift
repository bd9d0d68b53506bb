import Ledger
import Pricing
import Support
import Testing

/// Rules for names: which one counts where several fit.
@Suite struct AliasRuleTests {
  private static let rules: [Alias] = [
    Alias(provider: "openai", alias: "gpt-5", model: "five", match: .prefix),
    Alias(provider: "openai", alias: "gpt-5-mini", model: "mini", match: .prefix),
    Alias(provider: "openai", alias: "-latest", model: "newest", match: .suffix),
    Alias(provider: "openai", alias: "audio", model: "sound", match: .contains, ignoresCase: true),
    Alias(provider: "openai", alias: "^o[134](-\\d+)?$", model: "o", match: .regex),
    Alias(provider: "openai", alias: "gpt-5-mini-old", model: "old"),
    Alias(provider: "openai", alias: "GPT-5-Nano", model: "nano", ignoresCase: true),
    Alias(provider: "openai", alias: "^claude", model: "claude", match: .regex, ignoresCase: true),
    Alias(provider: "openai", alias: "a-[z", model: "edges", ignoresCase: true),
  ]

  @Test(
    arguments: [
      ("gpt-5-mini-old", "old"), ("gpt-5-mini-2026", "mini"), ("gpt-5x", "five"),
      ("gpt-4-latest", "newest"), ("GPT-5", "GPT-5"), ("tts-AUDIO-1", "sound"),
      ("gpt-5-nano", "nano"), ("gpt-5-NANO", "nano"), ("o3", "o"), ("o3-12", "o"), ("o2", "o2"),
      ("o3-mini", "o3-mini"), ("Claude-9", "claude"), ("claude-9", "claude"),
      // A and Z are letters, what stands beside them is none.
      ("A-[Z", "edges"), ("A-{Z", "A-{Z"),
      // -latest is seven bytes of it, gpt-5 five.
      ("gpt-5-latest", "newest"),
    ] as [(Name, Name)])
  func `a row that has the name wins, then the rule that accounts for the most of it`(
    name: Name, model: Name
  ) {
    #expect(meaning(of: name) == .model(model))
  }

  @Test func `a row with the very name wins over one that ignores its case`() {
    let exact = Alias(provider: "openai", alias: "gpt-5-nano", model: "own")
    let names = [exact.alias, "GPT-5-Nano"].map {
      book(Self.rules + [exact]).meanings(of: $0, provider: "openai").meaning(at: at(1))
    }
    #expect(names == [.model("own"), .model("nano")])
  }

  @Test func `rules that account for as much and name two models name neither`() {
    let tie = Alias(provider: "openai", alias: "mini", model: "other", match: .contains)
    let same = Alias(provider: "openai", alias: "gpt-", model: "gpt", match: .prefix)
    let names = book([tie, same]).meanings(of: "gpt-mini", provider: "openai")
    #expect(names.meaning(at: at(1)) == .ambiguous)
    #expect(names.entries(at: at(1)).map(\.value.model) == ["other", "gpt"])
  }

  @Test func `a rule speaks for its provider only`() {
    let names = book(Self.rules).meanings(of: "gpt-5x", provider: "azure")
    #expect(names.meaning(at: at(1)) == .model("gpt-5x"))
  }

  @Test func `no rule speaks for a name that has prices, but a row that has the name does`() {
    func meaning(_ name: Name) -> AliasBook.Meaning {
      book(Self.rules).meanings(of: name, provider: "openai", isModel: true).meaning(at: at(1))
    }
    #expect(meaning("gpt-5-mini-2026") == .model("gpt-5-mini-2026"))
    #expect(meaning("gpt-5-mini-old") == .model("old"))
    #expect(meaning("gpt-5-nano") == .model("nano"))
  }

  @Test func `a rule counts in its time, and another one before and after`() {
    let long = DatedRow(
      value: Alias(provider: "openai", alias: "gpt-5-", model: "dashed", match: .prefix),
      from: at(10), to: at(20), recordedAt: nil, place: line(2))
    let short = row(Alias(provider: "openai", alias: "gpt", model: "any", match: .prefix), from: 0)
    var faults: Faults = []
    let names = AliasBook([short, long], knownAt: nil, faults: &faults)
      .meanings(of: "gpt-5-mini", provider: "openai")
    #expect(
      [9, 10, 19, 20].map { names.meaning(at: at($0)) }
        == [.model("any"), .model("dashed"), .model("dashed"), .model("any")])
    #expect(names.models == ["gpt-5-mini", "any", "dashed"])
    #expect(Set(names.boundaries).isSuperset(of: [at(10), at(20)]))
    #expect(faults.isEmpty)
  }

  @Test func `a swap of models holds for names that rules resolve`() {
    let swapped = book(Self.rules).swapping(
      "mini", for: "maxi", of: "openai", during: .always, place: line(9))
    for name in ["gpt-5-mini-2026", "mini"] as [Name] {
      #expect(
        swapped.meanings(of: name, provider: "openai").meaning(at: at(1)) == .model("maxi"),
        "\(name)")
    }
  }

  /// The book says of MINI, in whatever letters, that it is another model: that goes on.
  @Test func `a swap leaves a name alone that means another model already`() {
    let other = Alias(provider: "openai", alias: "MINI", model: "nano", ignoresCase: true)
    let swapped = book([other]).swapping(
      "mini", for: "maxi", of: "openai", during: .always, place: line(9))
    #expect(
      swapped.meanings(of: "mini", provider: "openai").meaning(at: at(1)) == .model("nano"))
  }

  private func meaning(of name: Name) -> AliasBook.Meaning {
    book(Self.rules).meanings(of: name, provider: "openai").meaning(at: at(1))
  }

  private func book(_ aliases: [Alias]) -> AliasBook {
    var faults: Faults = []
    let rows = aliases.enumerated().map { row($0.element, line: $0.offset + 1, from: 0) }
    let book = AliasBook(rows, knownAt: nil, faults: &faults)
    #expect(faults.isEmpty)
    return book
  }
}
