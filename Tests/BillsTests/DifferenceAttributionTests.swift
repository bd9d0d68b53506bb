import Bills
import Cube
import Ledger
import Support
import Testing

/// The steps behind a group, with their arithmetic; in millionths of a dollar.
struct DifferenceAttributionTests {
  typealias Row = SplitScene.Row

  private func sources(_ scene: SplitScene, _ unitClass: UnitClass) throws -> BillGroupSources {
    let group = try #require(
      scene.reconciliation.groups.first { $0.unitClass == .one(unitClass) })
    return try #require(
      DifferenceSplit.sources(
        of: group, in: scene.bill, use: scene.use, books: SplitScene.books,
        reportingZone: .utc, zones: []))
  }

  private func tokens(_ count: Int128) -> BilledQuantity {
    BilledQuantity(attounits: count * BilledQuantity.attounitsPerUnit)
  }

  /// Two requests of 100 and 50 tokens at 2; the failed one of 50 is not billed, and 20 more tokens are: 240 + 1.
  @Test func `each step has its amount, its cost before and its arithmetic`() throws {
    var failed = Row(day: 1, model: "a", quantities: [.input: 50])
    failed.status = .failed
    let scene = SplitScene(
      lines: [
        billed(1, "a", .input, 200, 100), billed(1, "a", .output, 121, 12, tolerance: 1),
      ], rows: [Row(day: 1, model: "a", quantities: [.input: 100, .output: 10]), failed])
    let input = try sources(scene, .input)
    #expect(
      input.moves == [
        DifferenceAttribution(
          part: .failed, cause: "status:failed", amount: SplitScene.micro(-100),
          cost: SplitScene.micro(300), arithmetic: .otherRows)
      ])
    let output = try sources(scene, .output)
    #expect(
      output.moves == [
        DifferenceAttribution(
          part: .quantity, cause: "", amount: SplitScene.micro(20), cost: SplitScene.micro(100),
          arithmetic: .quantities([
            DifferenceAttribution.Term(
              label: "", quantity: tokens(2),
              price: .average(cost: SplitScene.micro(100), quantity: tokens(10)))
          ])),
        DifferenceAttribution(
          part: .rounding, cause: "", amount: SplitScene.micro(1), cost: SplitScene.micro(120),
          arithmetic: .rest),
      ])
  }

  /// Batch costs 1 in place of 2.
  @Test func `another price is named with the billed quantity`() throws {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 100, 100)],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100])])
    #expect(
      try sources(scene, .input).moves == [
        DifferenceAttribution(
          part: .bandOrServiceTier, cause: "tier:batch", amount: SplitScene.micro(-100),
          cost: SplitScene.micro(200),
          arithmetic: .price(tokens(100), perUnit: SplitScene.micro(1)))
      ])
  }

  /// 60 tokens of batch at 1 and 40 of standard at 2.
  @Test func `the usage of the ledger is listed by rate, largest cost first`() throws {
    var batch = Row(day: 1, model: "a", quantities: [.input: 60])
    batch.tier = "batch"
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 140, 100)],
      rows: [batch, Row(day: 1, model: "a", quantities: [.input: 40])])
    let use = try sources(scene, .input).use
    #expect(use.map(\.rate.serviceTier) == ["standard", "batch"])
    #expect(use.map(\.quantity) == [tokens(40), tokens(60)])
    #expect(use.map(\.cost) == [SplitScene.micro(80), SplitScene.micro(60)])
  }

  @Test func `a request is in a group before a step, after it, or in neither`() throws {
    var failed = Row(day: 1, model: "a", quantities: [.input: 50])
    failed.status = .failed
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 200, 100)],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100]), failed])
    let found = try sources(scene, .input)
    func costs(_ row: Row, isRepeated: Bool = false) -> [Int128?]? {
      let use = SplitScene(rows: [row]).use
      return found.costs(of: use, isRepeated: isRepeated).map { costs in
        [costs.before, costs.after].map { $0.map { $0.attodollars / 1_000_000_000_000 } }
      }
    }
    #expect(costs(Row(day: 1, model: "a", quantities: [.input: 100])) == [200, 200])
    #expect(costs(failed) == [100, nil])
    #expect(costs(Row(day: 2, model: "a", quantities: [.input: 100])) == nil)
    #expect(costs(Row(day: 1, model: "b", quantities: [.input: 100])) == nil)
    #expect(costs(Row(day: 1, model: "a", quantities: [.output: 100])) == nil)
    #expect(
      costs(Row(day: 1, model: "a", quantities: [.input: 100]), isRepeated: true) == nil)
  }

  @Test func `the steps of 1,000 random bills sum to each difference`() throws {
    var dice = Dice(seed: 64)
    for _ in 0..<1_000 {
      let scene = RandomScene.make(&dice)
      guard let group = scene.reconciliation.groups.first else { continue }
      let found = try #require(
        DifferenceSplit.sources(
          of: group, in: scene.bill, use: scene.use, books: SplitScene.books,
          reportingZone: scene.reportingZone, zones: scene.vendorZones))
      #expect(found.moves.reduce(.zero) { $0 + $1.amount } == group.difference)
      #expect(found.use.reduce(.zero) { $0 + $1.cost } == group.ledger)
    }
  }
}
