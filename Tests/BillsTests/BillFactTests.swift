import Bills
import Ledger
import Testing

/// Facts about groups for words, which change no figure; all figures by hand from the prices of `SplitScene`.
struct BillFactTests {
  typealias Row = SplitScene.Row

  private func input(_ day: Int, _ tokens: Int64, _ model: Name = "a", hour: Int = 12) -> Row {
    Row(day: day, model: model, quantities: [.input: tokens], hour: hour)
  }

  /// The failed request has output and 2 searches; the bill's line of searches names no model.
  @Test func `a request that two groups lack is known to be one`() {
    let rows = [
      Row(day: 1, model: "a", quantities: [.output: 100, .search: 1]),
      Row(day: 1, model: "a", quantities: [.output: 10, .search: 2], status: .failed),
    ]
    let search = SplitScene.Line(
      day: 1, model: .all, unitClass: .one(.search), amount: 1_000, quantity: 1)
    let scene = SplitScene(lines: [billed(1, "a", .output, 1_000, 100), search], rows: rows)
    #expect(scene.reconciliation.groups.map(\.movedRequests) == [[1: 1], [1: 1]])
  }

  /// 10, 20 and 40 tokens cost 20, 40 and 80 millionths; the bill has 1, 3 and 1 cents more.
  @Test(arguments: [3, 2])
  func `three amounts of whole cents whatever the quantity are of lines`(count: Int) {
    let all = ([(1, 10, 10_020), (2, 20, 30_040), (3, 40, 10_080)] as [(Int, Int128, Int128)])
      .prefix(count)
    let scene = SplitScene(
      lines: all.map { billed($0.0, "a", .input, $0.2, $0.1) },
      rows: all.map { input($0.0, Int64($0.1)) })
    let bills = scene.reconciliation
    #expect(bills.groups.allSatisfy { $0.traits.isFixedAmount == (count == 3) })
    // No request has a share of an amount per line.
    #expect(bills.evidence.allSatisfy { ($0.kind == .largest) == (count == 3) })
    #expect(bills.evidence.count == count)
  }

  /// 50 tokens at 2 begin on 31 August and end in September; 30 of the day before end on 31 August.
  @Test func `requests that a bill has in the next month are known by their cost`() throws {
    var (last, before) = (input(31, 50, hour: 23), input(30, 30, hour: 23))
    (last.endDay, before.endDay) = (32, 31)
    let scene = SplitScene(
      lines: [billed(30, "a", .input, 20, 10), billed(31, "a", .input, 260, 130)],
      rows: [input(30, 10), input(31, 100), before, last])
    let summary = try #require(scene.reconciliation.summaries.first)
    #expect(summary[.timeBoundary].amount == SplitScene.micro(-100))
    #expect(summary.uncovered == UncoveredUsage(endsLater: SplitScene.micro(100)))
  }

  private static let shanghai = ReportingZone(
    name: "Asia/Shanghai",
    offsets: [ReportingZone.Offset(from: .distantPast, secondsEast: 28_800)])

  /// At 20:00 it is the next day in Shanghai.
  ///
  /// Model a fits its days on 3 days; model b the days of UTC on as many days as it has.
  @Test(arguments: [(0, false, true), (2, false, true), (3, false, false), (0, true, false)])
  func `a zone helps where more groups agree with it`(
    days: Int, statesHours: Bool, helps: Bool
  ) {
    let ofA = [(0, 30), (1, 100), (2, 50)].map { input($0.0, $0.1, hour: 20) }
    let ofB = (0..<days).map { input($0 + 1, Int64(7 * $0 + 7), "b", hour: 20) }
    let scene = SplitScene(
      lines: [
        billed(1, "a", .input, 60, 30), billed(2, "a", .input, 200, 100),
        billed(3, "a", .input, 100, 50),
      ]
        + (0..<days).map {
          billed($0 + 1, "b", .input, Int128(14 * $0 + 14), Int128(7 * $0 + 7))
        },
      rows: ofA + ofB, vendorZones: [Self.shanghai], statesHours: statesHours)
    let moved = scene.reconciliation.groups.filter { $0.causes == ["zone:Asia/Shanghai"] }
    #expect(moved.count == 3)
    #expect(moved.allSatisfy { $0.traits.takesZone == helps })
  }

  /// At 0.85 the vendor billed a, and b as c: 3,230 for 600 + 2,000 + 200 + 1,000 on days of Shanghai.
  @Test func `a discount that also leads to usage under another name is known with it`() {
    func use(_ day: Int, _ model: Name, _ input: Int64, _ output: Int64, hour: Int) -> Row {
      Row(day: day, model: model, quantities: [.input: input, .output: output], hour: hour)
    }
    func lines(_ day: Int, _ model: Name, _ input: Int128, _ output: Int128) -> [SplitScene.Line] {
      [
        billed(day, model, .input, input * 2 * 85 / 100, input),
        billed(day, model, .output, output * 10 * 85 / 100, output),
      ]
    }
    let scene = SplitScene(
      lines: lines(1, "a", 200, 100) + lines(2, "a", 100, 100) + lines(2, "c", 300, 200)
        + lines(3, "c", 100, 100),
      rows: [
        use(1, "a", 200, 100, hour: 12), use(2, "a", 100, 100, hour: 12),
        use(1, "b", 300, 200, hour: 20), use(2, "b", 100, 100, hour: 20),
      ], vendorZones: [Self.shanghai])
    let names = scene.reconciliation.groups.compactMap { group -> OtherBilledName? in
      guard case .otherName(let name) = group.traits.oneUsage else { return nil }
      return name
    }
    #expect(
      Set(names) == [
        OtherBilledName(
          billedModel: "c", ledgerModel: "b", isExact: true, cause: "zone:Asia/Shanghai",
          billed: SplitScene.micro(3_230), ledger: SplitScene.micro(3_800), factor: "factor:0.85")
      ])
  }
}
