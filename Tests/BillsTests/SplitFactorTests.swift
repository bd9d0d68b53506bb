import Bills
import Ledger
import Testing

/// Step 10: one factor for everything; in millionths of a dollar.
struct SplitFactorTests {
  typealias Row = SplitScene.Row

  /// 200 × 0.85 = 170, 100 × 0.85 = 85; 90 is in none.
  @Test func `one factor explains three groups of two classes`() {
    let scene = SplitScene(
      lines: [
        billed(1, "a", .input, 170, nil, tolerance: 1),
        billed(1, "a", .output, 85, nil, tolerance: 1),
        billed(1, "a", .cacheRead, 86, nil, tolerance: 1),
        billed(1, "b", .output, 93, nil, tolerance: 1),
      ],
      rows: [
        Row(day: 1, model: "a", quantities: [.input: 100, .output: 10, .cacheRead: 100]),
        Row(day: 1, model: "b", quantities: [.output: 10]),
      ])
    #expect(
      scene.groups == [
        "01 a cache_read: 100 discount_or_uplift -15 rounding 1 = 86 (factor:0.85)",
        "01 a input: 200 discount_or_uplift -30 = 170 (factor:0.85)",
        "01 a output: 100 discount_or_uplift -15 = 85 (factor:0.85)",
        "01 b output: 100 unexplained -7 = 93",
      ])
  }
}
