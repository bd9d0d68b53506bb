import Bills
import Cube
import Ledger
import Testing

/// The requests that show a difference; a request's place is its number in the scene, its weight the tokens.
struct BillEvidenceTests {
  typealias Row = SplitScene.Row

  private func row(
    _ tokens: Int64, hour: Int = 12, _ set: (inout Row) -> Void = { _ in }
  ) -> Row {
    var row = Row(day: 1, model: "a", quantities: tokens == 0 ? [:] : [.input: tokens])
    row.hour = hour
    set(&row)
    return row
  }

  private func evidence(_ amount: Int128, _ quantity: Int128?, _ rows: [Row]) throws -> BillEvidence
  {
    let scene = SplitScene(lines: [billed(1, "a", .input, amount, quantity)], rows: rows)
    let all = scene.reconciliation.evidence
    #expect(all.count == 1)
    return try #require(all.first)
  }

  private func places(_ requests: [LargestRequest]) -> [Int64] { requests.map(\.position) }

  /// 170 tokens at 2 are 340, and 20 more are billed.
  ///
  /// Of the two requests at noon only the larger is known.
  @Test func `a difference of quantity shows the largest request of each quarter hour`() throws {
    let found = try evidence(380, 190, [row(50, hour: 13), row(100), row(20)])
    #expect(found.kind == .largest)
    #expect(places(found.requests) == [1, 0])
    #expect(places(found.blanks) == [])
  }

  /// The failed request of 50 tokens is not billed.
  @Test func `requests that were not billed are shown, and no others`() throws {
    let failed = row(50) { $0.status = .failed }
    let found = try evidence(200, 100, [row(100), failed])
    #expect(found.kind == .moved)
    #expect(places(found.requests) == [1])
  }

  /// Both copies are billed: 2 × 100 tokens at 2.
  @Test func `copies that were billed are shown by the row that does not count`() throws {
    let copy = row(100) { $0.standing = .duplicate }
    let found = try evidence(400, 200, [row(100), copy])
    #expect(found.kind == .moved)
    #expect(found.areRepeated)
    #expect(places(found.requests) == [1])
  }

  /// 110 tokens at the standard price of 2; the ledger has 100 of them as batch, at 1.
  @Test func `another service tier shows the requests of other tiers than the billed one`() throws {
    let found = try evidence(220, 110, [row(100) { $0.tier = "batch" }, row(10, hour: 13)])
    #expect(found.kind == .conditions)
    #expect(places(found.requests) == [0])
  }

  /// 10 of 30 tokens have no price.
  @Test func `a difference for want of a price shows the requests without one`() throws {
    let found = try evidence(61, 30, [row(20, hour: 13), row(10) { $0.isUnpriced = true }])
    #expect(found.kind == .unpriced)
    #expect(places(found.requests) == [1])
  }

  /// 30 of 130 output tokens are reasoning, and only 100 are billed: the largest request has no reasoning.
  @Test func `reasoning that was not billed shows the requests with reasoning`() throws {
    func output(_ hour: Int, _ quantities: [UnitClass: Int64]) -> Row {
      var row = Row(day: 1, model: "a", quantities: quantities)
      row.hour = hour
      return row
    }
    let rows = [
      output(10, [.output: 80]), output(11, [.output: 15, .reasoning: 10]),
      output(12, [.output: 5, .reasoning: 20]),
    ]
    let scene = SplitScene(lines: [billed(1, "a", .output, 1_000, 100)], rows: rows)
    let found = try #require(scene.reconciliation.evidence.first)
    #expect(found.group.causes == ["reasoning_not_billed"])
    #expect(found.kind == .reasoning)
    #expect(Set(places(found.requests)) == [1, 2])
    let use = scene.use
    let shares = use.rows.compactMap { found.share($0, use)?.quantity.attounits }
    #expect(shares.map { $0 / BilledQuantity.attounitsPerUnit }.sorted() == [10, 20])
  }

  /// 120 output tokens and 30 of reasoning at 10; 150 and 30 are billed: 30 × 10 = 300 more, of the second request.
  @Test func `reasoning that was billed twice shows the requests with reasoning and their amounts`()
    throws
  {
    let rows = [
      Row(day: 1, model: "a", quantities: [.output: 100]),
      Row(day: 1, model: "a", quantities: [.output: 20, .reasoning: 30], hour: 13),
    ]
    let scene = SplitScene(
      lines: [billed(1, "a", .output, 1_500, 150), billed(1, "a", .reasoning, 300, 30)],
      rows: rows)
    let found = try #require(scene.reconciliation.evidence.first)
    #expect(scene.reconciliation.evidence.count == 1)
    #expect(found.part == .reasoning && found.kind == .reasoningTwice)
    #expect(places(found.requests) == [1])
    let use = scene.use
    #expect(
      use.rows.compactMap { found.share($0, use)?.amount } == [SplitScene.micro(300)])
    #expect(found.amount == SplitScene.micro(300))
  }

  /// 100 tokens of input and 50 cached ones; 150 are billed as input: 50 × 2 = 100 more, 80 and 20 of the two requests.
  @Test func `cached tokens that were billed twice show their requests and amounts`() throws {
    let rows = [
      Row(day: 1, model: "a", quantities: [.input: 90]),
      Row(day: 1, model: "a", quantities: [.input: 5, .cacheRead: 10], hour: 13),
      Row(day: 1, model: "a", quantities: [.input: 5, .cacheRead: 40], hour: 14),
    ]
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 300, 150), billed(1, "a", .cacheRead, 50, 50)], rows: rows)
    let found = try #require(scene.reconciliation.evidence.first)
    #expect(found.part == .cacheClass && found.kind == .cachedTwice)
    #expect(places(found.requests) == [2, 1])
    let use = scene.use
    #expect(
      use.rows.compactMap { found.share($0, use)?.amount }
        == [SplitScene.micro(20), SplitScene.micro(80)])
  }

  /// 150 tokens at 5, which is no price: the copy of 50 tokens is 50 × 2 = 100, the rest of 450 is by the price.
  @Test func `each part of a difference has its own requests`() {
    let copy = row(50) { $0.standing = .duplicate }
    let lines = [billed(1, "a", .input, 750, 150)]
    let all = SplitScene(lines: lines, rows: [row(100, hour: 13), copy]).reconciliation.evidence
    #expect(all.map(\.part) == [.price, .duplicate])
    #expect(all.map(\.amount) == [SplitScene.micro(450), SplitScene.micro(100)])
    #expect(all.map(\.kind) == [.otherPrice, .moved])
    #expect(all.map(\.areRepeated) == [false, true])
    #expect(places(all[1].requests) == [1])
    // 100 × 5 − 200, and 50 × 5 − 100.
    let use = SplitScene(lines: lines, rows: [row(100, hour: 13), row(50)]).use
    #expect(
      use.rows.compactMap { all[0].share($0, use)?.amount }
        == [SplitScene.micro(300), SplitScene.micro(150)])
  }

  /// 21 to 42 more by a price on days 1 to 22, and 100 more by quantity on day 23: what to dispute comes first.
  @Test func `amounts to dispute come before larger ones to ask about`() {
    let days = Array(1...23)
    let rows = days.map { Row(day: $0, model: "a", quantities: [.input: 10]) }
    let lines = days.map {
      $0 == 23 ? billed($0, "a", .input, 120, 60) : billed($0, "a", .input, Int128(40 + $0), 10)
    }
    let all = SplitScene(lines: lines, rows: rows).reconciliation.evidence
    #expect(
      all.map { $0.group.period.billPeriod(in: .utc).suffix(2) }
        == days[2..<22].reversed().map { $0 < 10 ? "0\($0)" : "\($0)" } + ["23"])
    #expect(all.map(\.part) == Array(repeating: .price, count: 20) + [.quantity])
  }

  /// The batch request of 100 tokens was billed at 2 instead of 1; the standard one has no part of it.
  @Test func `a request billed at another price has its own amount`() throws {
    let rows = [row(100) { $0.tier = "batch" }, row(10, hour: 13)]
    let found = try evidence(220, 110, rows)
    let use = SplitScene(lines: [], rows: rows).use
    #expect(use.rows.compactMap { found.share($0, use)?.amount } == [SplitScene.micro(100)])
  }

  /// Requests that state no tokens may be those that the bill has more.
  @Test func `requests of the model without any quantity stand beside the others`() throws {
    let found = try evidence(240, 120, [row(100), row(0, hour: 13)])
    #expect(found.kind == .largest)
    #expect(places(found.requests) == [0])
    #expect(places(found.blanks) == [1])
  }

  /// 12 quarter hours on each of 22 days: day d has d tokens more than the ledger, so day 22 comes first.
  @Test func `ten requests of each of the twenty largest differences of a bill are kept`() {
    let days = Array(1...22)
    let rows = days.flatMap { day in
      (0..<12).map { hour in
        var row = Row(day: day, model: "a", quantities: [.input: Int64(hour + 1)])
        row.hour = hour
        return row
      }
    }
    let lines = days.map { billed($0, "a", .input, Int128(2 * (78 + $0)), Int128(78 + $0)) }
    let all = SplitScene(lines: lines, rows: rows).reconciliation.evidence
    #expect(
      all.map { $0.group.period.billPeriod(in: .utc).suffix(2) }
        == days.dropFirst(2).reversed().map { $0 < 10 ? "0\($0)" : "\($0)" })
    // The last day's rows are 252 to 263.
    #expect(places(all[0].requests) == [263, 262, 261, 260, 259, 258, 257, 256, 255, 254])
  }

  /// Half a millionth is rounding.
  @Test func `groups that agree show nothing`() {
    let line = billed(1, "a", .input, 201, 100, tolerance: 1)
    let scene = SplitScene(lines: [line], rows: [row(100)])
    #expect(scene.reconciliation.evidence.isEmpty)
  }
}
