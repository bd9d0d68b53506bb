import Ledger
import Testing

@Suite struct SettingsTests {
  /// The rule of the specification: a named tier beats none whatever their dates, then the latest
  /// start counts; an entry without a start always counts.
  private static let setting = DatedSetting(
    always: 0,
    entries: [
      entry(from: nil, tier: nil, 1),
      entry(from: 100, tier: nil, 2),
      entry(from: 50, tier: "free", 3),
      entry(from: 300, tier: "free", 4),
      entry(from: 200, tier: nil, 5),
      entry(from: 200, tier: "pro", 6),
      entry(from: 200, tier: "pro", 7),
    ])

  private static func entry(from: Int64?, tier: Name?, _ value: Int) -> DatedSetting<Int>.Entry {
    .init(from: from.map { Instant(nanoseconds: $0) }, tier: tier, value: value)
  }

  @Test(
    arguments: [
      ("pro", -1, 1), ("pro", 99, 1), ("pro", 100, 2), ("pro", 199, 2), ("pro", 200, 7),
      ("free", 49, 1), ("free", 50, 3), ("free", 250, 3), ("free", 300, 4), ("", 250, 5),
      ("other", 1_000, 5),
    ] as [(Name, Int64, Int)])
  func `an entry that names the tier wins, then the latest that has started, then the last written`(
    tier: Name, instant: Int64, expected: Int
  ) {
    let value = SettingsTests.setting.value(tier: tier, at: Instant(nanoseconds: instant))
    #expect(value == expected)
  }

  @Test func `where no entry counts the fallback does`() {
    let setting = DatedSetting(
      always: 9, entries: [SettingsTests.entry(from: 10, tier: "free", 1)])
    #expect(setting.value(tier: "free", at: Instant(nanoseconds: 9)) == 9)
    #expect(setting.value(tier: "pro", at: Instant(nanoseconds: 10)) == 9)
    #expect(setting.boundaries == [Instant(nanoseconds: 10)])
  }

  @Test func `an entry of the tier without a start beats a later general one`() {
    let setting = DatedSetting(
      always: 0,
      entries: [
        SettingsTests.entry(from: 10, tier: nil, 1), SettingsTests.entry(from: nil, tier: "a", 2),
      ])
    #expect(setting.value(tier: "a", at: Instant(nanoseconds: 20)) == 2)
  }

  /// The defaults shown in the specification.
  @Test func `without settings the documented defaults count`() {
    let settings = Settings()
    let anytime = Instant(nanoseconds: 0)
    #expect(settings.timeZone == "UTC")
    #expect(
      settings.creditValues.value(tier: "free", at: anytime).perCredit.description == "0.01")
    #expect(settings.creditIncrements.value(tier: "free", at: anytime).description == "0.1")
    #expect(settings.ledgerCostDecimals == 8)
    #expect(settings.costTolerance == .zero)
    #expect(settings.defaultMultiplier.description == "1.5")
    #expect(settings.charged == [.completed, .partial, .cancelled])
    let markup = settings.byokMarkup
    #expect(
      [markup.free, markup.budget, markup.standard, markup.premium].map(\.description)
        == ["0", "5", "10", "15"])
    #expect(settings.freeTier.budget.description == "2000")
    #expect(settings.freeTier.allowedModels.isEmpty)
  }
}
