import Bills
import Cube
import Ledger
import Testing

/// Amounts of a split that are differences of one usage; all figures by hand from the prices of `SplitScene`.
struct OffsettingPartsTests {
  typealias Row = SplitScene.Row

  private func group(_ scene: SplitScene, _ model: Name = "a", day: Int = 1) throws -> BillGroup {
    try #require(
      scene.reconciliation.groups.first {
        $0.model == .known(model) && $0.period == scene.period(day)
      })
  }

  /// 60 + 30 of reasoning at 10, and 20 failed ones as batch at 5, are 110 tokens for 1,000; 60 are billed for 600.
  ///
  /// At the average of 1,000 ÷ 110 the 50 fewer tokens are −454.5 and the price is +54.5: in truth the failed ones are
  /// −100 and the reasoning is −300.
  @Test
  func `failed requests and reasoning that were left out together are found to the last digit`()
    throws
  {
    let failed = Row(
      day: 1, model: "a", quantities: [.output: 20], tier: "batch", status: .failed)
    let used = Row(day: 1, model: "a", quantities: [.output: 60, .reasoning: 30])
    let scene = SplitScene(lines: [billed(1, "a", .output, 600, 60)], rows: [used, failed])
    let found = try group(scene)
    #expect(found.parts[BillPart.quantity.rawValue] < .zero)
    #expect(found.parts[BillPart.bandOrServiceTier.rawValue] > .zero)
    #expect(
      found.traits.oneUsage
        == .leftOut(
          LeftOutUsage(
            cause: "status:failed", requests: SplitScene.micro(-100),
            reasoning: SplitScene.micro(300))))
    #expect(found.disputed == .zero)
    // The 20 as batch cost 100, at the standard price 200.
    #expect(found.traits.amountsByTier == ["batch": SplitScene.micro(100)])
  }

  /// The same tokens for 606: 6 more than the 60 cost.
  @Test func `a price beside requests that were left out is what remains`() throws {
    let failed = Row(
      day: 1, model: "a", quantities: [.output: 20], tier: "batch", status: .failed)
    let used = Row(day: 1, model: "a", quantities: [.output: 60, .reasoning: 30])
    let scene = SplitScene(lines: [billed(1, "a", .output, 606, 60)], rows: [used, failed])
    #expect(
      try group(scene).traits.oneUsage
        == .leftOut(
          LeftOutUsage(
            cause: "status:failed", requests: SplitScene.micro(-100),
            reasoning: SplitScene.micro(300), rest: SplitScene.micro(6))))
  }

  /// 100 at 10 and 100 at 5 are 7.5 on average; 150 for 1,200 are 8.
  @Test func `an average between the prices of the ledger is no other price`() throws {
    let rows = [
      Row(day: 1, model: "a", quantities: [.output: 100]),
      Row(day: 1, model: "a", quantities: [.output: 100], tier: "batch"),
    ]
    let between = try group(SplitScene(lines: [billed(1, "a", .output, 1_200, 150)], rows: rows))
    #expect(between.text == "01 a output: 1500 quantity -375 price 75 = 1200")
    #expect(between.traits.oneUsage == .averagePrice)
    #expect(between.disputed == .zero)
    // 150 for 1,800 are 12: above every price.
    let above = try group(SplitScene(lines: [billed(1, "a", .output, 1_800, 150)], rows: rows))
    #expect(above.text == "01 a output: 1500 quantity -375 price 675 = 1800")
    #expect(above.traits.oneUsage == nil)
    #expect(above.disputed == SplitScene.micro(675))
  }

  /// 250 at 10 are just the standard price: no average explains that more tokens were billed than logged.
  @Test func `a price of the book for more tokens stays to be disputed`() throws {
    let rows = [
      Row(day: 1, model: "a", quantities: [.output: 100]),
      Row(day: 1, model: "a", quantities: [.output: 100], tier: "batch"),
    ]
    let more = try group(SplitScene(lines: [billed(1, "a", .output, 2_500, 250)], rows: rows))
    #expect(
      more.text
        == "01 a output: 1500 band_or_service_tier 625 quantity 375 = 2500 (tier:standard)")
    #expect(more.traits.oneUsage == nil)
    #expect(more.disputed == SplitScene.micro(625))
    // 50 at 10 may as well be a part of the requests at that price.
    let fewer = try group(SplitScene(lines: [billed(1, "a", .output, 500, 50)], rows: rows))
    #expect(
      fewer.text
        == "01 a output: 1500 band_or_service_tier 125 quantity -1125 = 500 (tier:standard)")
    #expect(fewer.traits.oneUsage == .averagePrice)
  }

  /// One search at 1,000 and two at 500 are 2,000, as billed; the bill states two and one: +500 by tier, −500 by price.
  @Test func `a tier and a price that cancel out are one usage`() throws {
    func line(_ tier: Name, _ searches: Int128, _ amount: Int128) -> SplitScene.Line {
      var line = billed(1, "a", .search, amount, searches)
      line.stated = .serviceTier
      line.conditions = BilledCell.Conditions(serviceTier: tier, context: nil, region: nil)
      return line
    }
    let scene = SplitScene(
      lines: [line("standard", 2, 1_500), line("batch", 1, 500)],
      rows: [
        Row(day: 1, model: "a", quantities: [.search: 1]),
        Row(day: 1, model: "a", quantities: [.search: 2], tier: "batch"),
      ])
    let found = try group(scene)
    #expect(
      found.text == "01 a search: 2000 band_or_service_tier 500 price -500 = 2000 (tier:stated)")
    #expect(found.traits.oneUsage == .oppositePrices)
    #expect(found.disputed == .zero)
  }

  private static let shanghai = ReportingZone(
    name: "Asia/Shanghai", offsets: [.init(from: .distantPast, secondsEast: 8 * 3600)])

  private func use(_ day: Int, _ hour: Int, _ input: Int64, _ output: Int64) -> Row {
    Row(day: day, model: "a", quantities: [.input: input, .output: output], hour: hour)
  }

  /// By days of Shanghai, which begin at 16:00 in UTC, the ledger has of a what the vendor billed as b.
  ///
  /// 26 × 2 + 12 × 10 = 172 in both.
  @Test func `the same quantities under another name are found by the days of another zone`() throws
  {
    var scene = SplitScene(
      lines: [
        billed(1, "b", .input, 20, 10), billed(1, "b", .output, 50, 5),
        billed(2, "b", .input, 14, 7), billed(2, "b", .output, 30, 3),
        billed(3, "b", .input, 18, 9), billed(3, "b", .output, 40, 4),
      ], rows: [use(1, 12, 10, 5), use(1, 20, 7, 3), use(2, 20, 9, 4)])
    scene.vendorZones = [Self.shanghai]
    let groups = scene.reconciliation.groups
    #expect(groups.allSatisfy { $0.causes.isEmpty })
    let name = OtherBilledName(
      billedModel: "b", ledgerModel: "a", isExact: true, cause: "zone:Asia/Shanghai",
      billed: SplitScene.micro(172), ledger: SplitScene.micro(172))
    #expect(groups.count == 10)
    #expect(groups.allSatisfy { $0.traits.oneUsage == .otherName(name) })
  }

  /// 995 and 501 tokens are within 1 % of 1,000 and 500; 520 are not.
  @Test(arguments: [(301, true), (320, false)] as [(Int, Bool)])
  func `sums of a month that are alike are probably one usage`(output: Int, isFound: Bool) throws {
    let scene = SplitScene(
      lines: [
        billed(1, "b", .input, 800, 400), billed(1, "b", .output, 2_000, 200),
        billed(2, "b", .input, 1_190, 595), billed(2, "b", .output, 3_010, Int128(output)),
      ], rows: [use(1, 12, 1_000, 500)])
    let name = OtherBilledName(
      billedModel: "b", ledgerModel: "a", isExact: false, cause: "",
      billed: SplitScene.micro(7_000),
      ledger: SplitScene.micro(7_000))
    let found = try group(scene, "b")
    #expect(found.traits.oneUsage == (isFound ? .otherName(name) : nil))
  }

  /// The bill is of 2 August; 100 and 50 tokens at 2 are of the first and the third, others do not count.
  @Test func `usage that a bill does not cover is counted by month`() throws {
    var (ownKey, copy) = (use(3, 12, 9, 0), use(3, 13, 9, 0))
    ownKey.isBYOK = true
    copy.standing = .duplicate
    let scene = SplitScene(
      lines: [billed(2, "a", .input, 20, 10)],
      rows: [use(1, 12, 100, 0), use(2, 12, 10, 0), use(3, 12, 50, 0), ownKey, copy])
    let summary = try #require(scene.reconciliation.summaries.first)
    #expect(
      summary.uncovered
        == UncoveredUsage(
          requests: 2, cost: SplitScene.micro(300), days: [SplitScene.day(1), SplitScene.day(3)]))
    #expect(summary.ledger.amount == SplitScene.micro(20))
  }

  /// 100 tokens at 2 and 100 at 1 are 300; 200 are billed for 380, 1.9 each: +90 and −10 of the requests are no proof of 80.
  @Test func `requests above and below the billed price prove nothing`() throws {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 380, 200)],
      rows: [
        Row(day: 1, model: "a", quantities: [.input: 100]),
        Row(day: 1, model: "a", quantities: [.input: 100], tier: "batch"),
      ])
    let found = try #require(scene.reconciliation.evidence.first)
    #expect(found.group.text == "01 a input: 300 price 80 = 380")
    #expect(found.kind == .largest)
  }
}
