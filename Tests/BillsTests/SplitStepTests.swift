import Bills
import Cube
import Ledger
import Testing

/// Every step and cause, in millionths of a dollar.
///
/// All figures are worked out by hand from the prices of `SplitScene`.
struct SplitStepTests {
  typealias Line = SplitScene.Line
  typealias Row = SplitScene.Row

  @Test func `a bill that is the ledger's has nothing to explain`() {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 200, 100)],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100])])
    #expect(scene.groups == ["01 a input: 200 = 200"])
  }

  // MARK: Step 1

  private static let used = Row(day: 1, model: "a", quantities: [.input: 100])

  /// 100 tokens are in the ledger, and rows of 30 and 20 that the vendor may see otherwise.
  private static let otherRows: [(Row, Row, Int128, String)] = {
    var (byok, failed, cancelled, duplicate, conflict) = (
      row(30), row(30), row(20), row(30), row(20)
    )
    byok.isBYOK = true
    failed.status = .failed
    cancelled.status = .cancelled
    duplicate.standing = .duplicate
    conflict.standing = .conflict
    return [
      (byok, conflict, 130, "01 a input: 200 byok 60 = 260 (byok)"),
      (failed, cancelled, 120, "01 a input: 300 failed -60 = 240 (status:failed)"),
      (failed, cancelled, 100, "01 a input: 300 failed -100 = 200 (status:failed;cancelled)"),
      (duplicate, conflict, 130, "01 a input: 200 duplicate 60 = 260 (duplicates)"),
      (duplicate, conflict, 150, "01 a input: 200 duplicate 100 = 300 (duplicates;conflicts)"),
    ]
  }()

  private static func row(_ tokens: Int64) -> Row {
    Row(day: 1, model: "a", quantities: [.input: tokens])
  }

  @Test(arguments: otherRows)
  func `other rows explain a group`(one: Row, two: Row, tokens: Int128, expected: String) {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 2 * tokens, tokens)], rows: [Self.used, one, two])
    #expect(scene.groups == [expected])
  }

  @Test func `the requests that a set of rows leaves out are counted`() {
    var failed = Self.row(30)
    failed.status = .failed
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 200, 100)], rows: [Self.used, failed, failed])
    #expect(scene.reconciliation.groups.map(\.movedRequests) == [[1: 2]])
  }

  /// UTC+8: rows at 20:00 are of the next day there.
  ///
  /// 30 tokens of 31 July become those of day 1.
  @Test func `days of the vendor's zone explain groups`() {
    let rows = [(0, 30), (1, 100), (2, 50)].map {
      Row(day: $0, model: "a", quantities: [.input: $1], hour: 20)
    }
    let scene = SplitScene(
      lines: [
        billed(1, "a", .input, 60, 30), billed(2, "a", .input, 200, 100),
        billed(3, "a", .input, 100, 50),
      ],
      rows: rows, vendorZones: [Self.shanghai])
    #expect(
      scene.groups == [
        "01 a input: 200 time_boundary -140 = 60 (zone:Asia/Shanghai)",
        "02 a input: 100 time_boundary 100 = 200 (zone:Asia/Shanghai)",
        "03 a input: 0 time_boundary 100 = 100 (zone:Asia/Shanghai)",
      ])
  }

  private static let shanghai = ReportingZone(
    name: "Asia/Shanghai", offsets: [.init(from: .distantPast, secondsEast: 8 * 3600)])

  @Test func `days by the ends of requests explain groups`() {
    let row = Row(day: 1, model: "a", quantities: [.input: 100], hour: 23, endDay: 2)
    let scene = SplitScene(
      lines: [billed(1, "a", .output, 100, 10), billed(2, "a", .input, 200, 100)],
      rows: [row, Row(day: 1, model: "a", quantities: [.output: 10])])
    #expect(
      scene.groups == [
        "01 a input: 200 time_boundary -200 = 0 (request_end)", "01 a output: 100 = 100",
        "02 a input: 0 time_boundary 200 = 200 (request_end)",
      ])
  }

  /// 30 tokens under own keys and 30 of a copy both fit the first day; only the copy fits the second.
  @Test func `of several sets the one that fits most groups of the month wins, then the first`() {
    var (byok, duplicate) = (Self.row(30), Self.row(30))
    byok.isBYOK = true
    duplicate.standing = .duplicate
    var later = duplicate
    later.day = 2
    var scene = SplitScene(
      lines: [billed(1, "a", .input, 260, 130)], rows: [Self.used, byok, duplicate])
    #expect(scene.groups == ["01 a input: 200 byok 60 = 260 (byok)"])
    scene.lines.append(billed(2, "a", .input, 60, 30))
    scene.rows.append(later)
    #expect(
      scene.groups == [
        "01 a input: 200 duplicate 60 = 260 (duplicates)",
        "02 a input: 0 duplicate 60 = 60 (duplicates)",
      ])
  }

  // MARK: Steps 2 and 3

  /// The average of both days is (200 + 400) ÷ 200 = 3: −40 × 3 = −120 and 40 × 3 = 120.
  @Test func `quantities that move between days cost their average`() {
    var second = Row(day: 2, model: "a", quantities: [.input: 100])
    second.price = 4
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 80, 60), billed(2, "a", .input, 520, 140)],
      rows: [Self.used, second])
    #expect(
      scene.groups == [
        "01 a input: 200 time_boundary -120 = 80 (shifted_days)",
        "02 a input: 400 time_boundary 120 = 520 (shifted_days)",
      ])
  }

  /// Of each: the lines' class, amount and quantity; what the ledger has; the groups.
  static let classes: [([(UnitClass, Int128, Int128)], [UnitClass: Int64], [String])] = [
    (
      [(.input, 240, 120), (.cacheRead, 30, 30)], [.input: 100, .cacheRead: 50],
      [
        "01 a cache_read: 50 cache_class -20 = 30 (reclassified)",
        "01 a input: 200 cache_class 40 = 240 (reclassified)",
      ]
    ),
    // 30 tokens at the opening price 3.
    (
      [(.input, 140, 70), (.cacheWrite5m, 90, 30)], [.input: 100],
      [
        "01 a cache_write_5m: 0 cache_class 90 = 90 (reclassified)",
        "01 a input: 200 cache_class -60 = 140 (reclassified)",
      ]
    ),
    (
      [(.input, 300, 150), (.cacheRead, 50, 50)], [.input: 100, .cacheRead: 50],
      [
        "01 a cache_read: 50 = 50",
        "01 a input: 200 cache_class 100 = 300 (cache_billed_twice)",
      ]
    ),
    (
      [(.output, 350, 35), (.reasoning, 150, 15)], [.output: 20, .reasoning: 30],
      [
        "01 a output: 200 reasoning 150 = 350 (reclassified)",
        "01 a reasoning: 300 reasoning -150 = 150 (reclassified)",
      ]
    ),
    (
      [(.output, 500, 50), (.reasoning, 300, 30)], [.output: 20, .reasoning: 30],
      [
        "01 a output: 200 reasoning 300 = 500 (reasoning_billed_twice)",
        "01 a reasoning: 300 = 300",
      ]
    ),
    (
      [(.output, 200, 20)], [.output: 20, .reasoning: 30],
      ["01 a output: 500 reasoning -300 = 200 (reasoning_not_billed)"]
    ),
  ]

  @Test(arguments: classes)
  func `tokens in another class, twice or not at all`(
    lines: [(UnitClass, Int128, Int128)], quantities: [UnitClass: Int64], expected: [String]
  ) {
    let scene = SplitScene(
      lines: lines.map { billed(1, "a", $0, $1, $2) },
      rows: [Row(day: 1, model: "a", quantities: quantities)])
    #expect(scene.groups == expected)
  }

  @Test func `writes of 5 minutes and an hour are one class where the bill has one`() {
    let line = Line(
      day: 1, model: .known("a"), unitClass: .cacheWrite, amount: 70, quantity: 20)
    let scene = SplitScene(
      lines: [line],
      rows: [Row(day: 1, model: "a", quantities: [.cacheWrite5m: 10, .cacheWrite1h: 10])])
    #expect(scene.groups == ["01 a cache_write: 70 = 70"])
  }

  // MARK: Step 4

  @Test func `the same quantities under another name are another model`() {
    let scene = SplitScene(
      lines: [
        Line(day: 1, model: .unmapped("Bee"), unitClass: .one(.input), amount: 300, quantity: 100),
        Line(day: 1, model: .unmapped("Bee"), unitClass: .one(.output), amount: 80, quantity: 10),
      ],
      rows: [Row(day: 1, model: "a", quantities: [.input: 100, .output: 10])])
    #expect(
      scene.groups == [
        "01 ?Bee input: 0 other_model 300 = 300 (model:a)",
        "01 ?Bee output: 0 other_model 80 = 80 (model:a)",
        "01 a input: 200 other_model -200 = 0 (model:Bee)",
        "01 a output: 100 other_model -100 = 0 (model:Bee)",
      ])
  }

  @Test func `models with the same quantities are no pair where a third has them too`() {
    let scene = SplitScene(
      lines: [billed(1, "c", .input, 300, 100)],
      rows: [Self.used, Row(day: 1, model: "b", quantities: [.input: 100])])
    #expect(
      scene.groups == [
        "01 a input: 200 not_in_bill -200 = 0", "01 b input: 200 not_in_bill -200 = 0",
        "01 c input: 0 not_in_ledger 300 = 300",
      ])
  }

  @Test func `unknown names are unmapped, and the rest is on one side only`() {
    let scene = SplitScene(
      lines: [
        Line(day: 1, model: .unmapped("Zed"), unitClass: .one(.input), amount: 50, quantity: 7),
        Line(day: 1, model: .known("b"), unitClass: .unknown, amount: 9, quantity: nil),
        billed(1, "a", .output, 40, 4),
      ], rows: [Self.used])
    #expect(
      scene.groups == [
        "01 ?Zed input: 0 unmapped 50 = 50 (unmapped)",
        "01 a input: 200 not_in_bill -200 = 0",
        "01 a output: 0 not_in_ledger 40 = 40",
        "01 b unknown: 0 unmapped 9 = 9 (unmapped)",
      ])
  }

  // MARK: Steps 6 to 11

  @Test func `more tokens than logged are a quantity`() {
    let scene = SplitScene(lines: [billed(1, "a", .input, 220, 110)], rows: [Self.used])
    #expect(scene.groups == ["01 a input: 200 quantity 20 = 220"])
  }

  @Test func `the digits of the bill are rounding`() {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 201, nil, tolerance: 1)], rows: [Self.used])
    #expect(scene.groups == ["01 a input: 200 rounding 1 = 201"])
  }

  @Test func `use without a price is unpriced`() {
    var row = Self.used
    row.isUnpriced = true
    let scene = SplitScene(lines: [billed(1, "a", .input, 500, 100)], rows: [row])
    #expect(scene.groups == ["01 a input: 0 unpriced 500 = 500 (unpriced)"])
    #expect(scene.reconciliation.groups.map(\.isLedgerKnown) == [false])
    #expect(scene.reconciliation.summaries.map(\.isLedgerKnown) == [false])
    #expect(scene.reconciliation.summaries.map(\.unpricedRequests) == [1])
  }

  /// Of the other 100 tokens 200 is known.
  @Test func `use of which a part has no price has a known cost that lacks it`() {
    var row = Self.used
    row.isUnpriced = true
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 700, 200)], rows: [Self.used, row])
    #expect(scene.reconciliation.groups.map(\.isLedgerKnown) == [true])
    let tokens = BilledQuantity(attounits: 100 * BilledQuantity.attounitsPerUnit)
    #expect(scene.reconciliation.groups.map(\.unpricedQuantity) == [tokens])
  }

  /// 100 tokens that the ledger has at 2, and what they cost at another price; without one it is 133.
  @Test(
    arguments: [
      (100, 100, "band_or_service_tier -100 = 100 (tier:batch)"),
      (100, 400, "band_or_service_tier 200 = 400 (context:1000)"),
      (100, 300, "region 100 = 300 (region:eu)"),
      (100, 4000, "price_date 3800 = 4000 (from:2023-11-05)"),
      (100, 1400, "price_date 1200 = 1400 (from:2026-09-01)"),
      (100, 333, "price 133 = 333"),
      (nil, 333, "unexplained 133 = 333"),
    ] as [(Int128?, Int128, String)])
  func `another price explains a group`(quantity: Int128?, amount: Int128, expected: String) {
    let scene = SplitScene(lines: [billed(1, "a", .input, amount, quantity)], rows: [Self.used])
    #expect(scene.groups == ["01 a input: 200 \(expected)"])
  }

  /// Model c costs 2 until the 15th and then 5.
  @Test func `a price that changes within a month explains it`() {
    let scene = SplitScene(
      lines: [billed(1, "c", .input, 500, 100)],
      rows: [Row(day: 2, model: "c", quantities: [.input: 100])], isMonthly: true)
    #expect(scene.groups == ["08 c input: 200 band_or_service_tier 300 = 500 (tier:standard)"])
  }
}
