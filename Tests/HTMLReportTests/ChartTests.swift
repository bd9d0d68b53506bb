import Ledger
import Overview
import Tables
import Testing

@testable import HTMLReport

/// Coordinates worked by hand: a drawing is 380 wide, its plot from 10 at the top to 178 at the bottom.
struct ChartTests {
  @Test(
    arguments: [
      // Of 0 … 8 onto 100 … 20: 10 pixels a step. 1/3 of 80 is 26.67.
      (0, 8, 0, "100"), (0, 8, 8, "20"), (0, 8, 3, "70"), (0, 8, -1, "110"), (0, 3, 1, "73.3"),
      // 80 / 32 = 2.5; a half goes to the even tenth: 80 × 1/160 = 0.5, 80 × 1/1600 = 0.05.
      (0, 32, 1, "97.5"), (0, 1_600, 1, "100"), (0, 1_600, 3, "99.8"),
      // A range of one figure.
      (5, 5, 5, "100"),
    ] as [(Int128, Int128, Int128, String)])
  func `a figure has its place to a tenth of a pixel`(
    low: Int128, high: Int128, figure: Int128, place: String
  ) {
    #expect(Scale(low, high, from: .px(100), to: .px(20)).place(figure).text == place)
  }

  @Test(
    arguments: [
      (0...30, 4, [0, 10, 20, 30]), (0...25, 4, [0, 10, 20, 30]), (0...100, 4, [0, 50, 100]),
      (-3...11, 4, [-5, 0, 5, 10, 15]), (0...1, 4, [0, 1]), (0...0, 4, [0, 1]),
      (-200...100, 4, [-200, -100, 0, 100]), (7...7, 4, [7, 8]),
    ] as [(ClosedRange<Int128>, Int128, [Int128])])
  func `an axis has round figures that hold all`(
    range: ClosedRange<Int128>, limit: Int128, values: [Int128]
  ) {
    #expect(Ticks(covering: range, atMost: limit).values == values)
  }

  @Test func `an axis shows no decimal more than its step needs`() {
    let ticks = Ticks(covering: -50_000...100_000, atMost: 4)
    #expect(
      ticks.labels(scale: 4, unit: "\u{A0}%") == ["−5\u{A0}%", "0\u{A0}%", "5\u{A0}%", "10\u{A0}%"])
    #expect(ticks.labels(scale: 5, unit: "") == ["−0.5", "0.0", "0.5", "1.0"])
    #expect(
      Ticks(covering: 0...30_000_000, atMost: 4).labels(scale: 0, unit: "")
        == ["0", "10,000,000", "20,000,000", "30,000,000"])
  }

  @Test func `of too many points the least and the greatest of each stretch stay`() {
    #expect(Thinning.places([1, 5, 2, 8], limit: 4) == [0, 1, 2, 3])
    // Stretches of four: 3 1 9 2 and 7 7 7 7, of which one is enough.
    #expect(Thinning.places([3, 1, 9, 2, 7, 7, 7, 7], limit: 4) == [1, 2, 4])
    let saw = (0..<5_000).map { Int128($0 % 7) }
    let kept = Thinning.places(saw)
    #expect(kept.count <= 400 && kept == kept.sorted())
  }

  @Test func `bars begin at 0 and the longest ends before its figure`() throws {
    // The name "a" is estimated at 7.8 wide, "b" too: bars begin at 13.8. "10" is 15.6 wide, so the longest
    // ends at 380 − 15.6 − 6 = 358.4 and is 344.6 long; half of it is 172.3.
    let html = svg(
      .bars(
        categories: ["a", "b", "c"],
        values: series("x", .main, .count, [.count(10), .count(5), .count(0)])))
    #expect(html.contains(#"<rect class="b0" x="13.8" y="6" width="344.6" height="14"/>"#))
    #expect(html.contains(#"<rect class="b0" x="13.8" y="28" width="172.3" height="14"/>"#))
    #expect(html.components(separatedBy: "<rect").count == 3)
    #expect(html.contains(#"<text class="v" x="17.8" y="61" text-anchor="start">0</text>"#))
  }

  @Test func `what is not 0 is seen`() {
    let html = svg(
      .bars(
        categories: ["a", "b"],
        values: series("x", .alarm, .count, [.count(1_000_000), .count(1)])))
    #expect(html.contains(#"<rect class="ba" x="13.8" y="28" width="1" height="14"/>"#))
  }

  @Test func `columns stand in groups with their figures above`() {
    // Two months: groups of 186. Columns of at most 56, so the first group stands at 97 − 56 = 41 and its
    // columns, 2 apart, are 54 wide. 4 of 4 is 178 − 24 = 154 high, 1 of 4 is 38.5.
    let html = svg(
      .columns(
        categories: ["2026-07", "2026-08"],
        series: [
          series("pro", .part(0), .count, [.count(4), .count(1)]),
          series("team", .part(1), .count, [.count(1), .count(2)]),
        ]))
    #expect(html.contains(#"<rect class="b0" x="41" y="24" width="54" height="154"/>"#))
    #expect(html.contains(#"<rect class="b1" x="97" y="139.5" width="54" height="38.5"/>"#))
    #expect(html.contains(#"<rect class="b1" x="283" y="101" width="54" height="77"/>"#))
    #expect(html.contains(#"<text class="v" x="68" y="19" text-anchor="middle">4</text>"#))
    #expect(html.contains(">team</text>"))
  }

  @Test func `lines run from the first day to the last, each with its name at the end`() {
    // 0 to 30 %: three steps of 56 pixels over 168. "30 %" is 30.4 wide in the estimate, so the plot begins
    // at 43.3: 7.8 + 7.8 + 3.9 + 11.9 + 6 = 37.4. "target" is 5 + 7.8 + 5 + 7.8 + 7.8 + 5 = 38.4, bold 42.2; the plot
    // ends at 380 − 42.2 − 6 = 331.8. Two of four days are at 37.4 + 294.4 × 1/3 = 135.5 and so on.
    let days = (0..<4).map { Day(number: 20_635 + $0) }
    let html = svg(
      .lines(
        days: days,
        series: [
          series(
            "main", .main, .percent, [0, 10, 20, 30].map { .percent(tenThousandths: $0 * 10_000) }),
          series(
            "target", .target, .percent,
            [Cell](repeating: .percent(tenThousandths: 150_000), count: 4)),
        ]))
    #expect(html.contains(#"<polyline class="l1" points="37.4,178 135.5,122 233.7,66 331.8,10"/>"#))
    #expect(html.contains(#"<polyline class="l2" points="37.4,94 135.5,94 233.7,94 331.8,94"/>"#))
    #expect(html.contains(#"<text class="k1" x="336.8" y="14" text-anchor="start">main</text>"#))
    #expect(html.contains(#"<text class="k2" x="336.8" y="98" text-anchor="start">target</text>"#))
  }

  @Test func `names that would touch move apart`() {
    let frame = PlotFrame(
      Ticks(covering: 0...1, atMost: 1), labels: ["0", "1"], rightMargin: .zero)
    func apart(_ pixels: [Int]) -> [String] {
      EndNames.apart(pixels.map { .px($0) }, within: frame).map(\.text)
    }
    #expect(apart([20, 60, 100]) == ["20", "60", "100"])
    #expect(apart([20, 21, 22]) == ["20", "33", "46"])
    #expect(apart([170, 178, 178]) == ["152", "165", "178"])
  }

  @Test func `a forecast fills its ranges and names each once`() {
    let days = (0..<3).map { Day(number: 20_635 + $0) }
    let html = svg(
      .lines(
        days: days,
        series: [
          series("actual", .actual, .money, [.money(Money(attodollars: 1)), .blank, .blank]),
          series(
            "80 %", .bound80, .decimal, [.blank, .decimal(1, scale: 8), .decimal(1, scale: 8)]),
          series(
            "80 %, high", .bound80, .decimal,
            [.blank, .decimal(2, scale: 8), .decimal(3, scale: 8)]),
        ]))
    #expect(html.components(separatedBy: "<polygon class=\"a4\"").count == 2)
    #expect(html.components(separatedBy: ">80 %<").count == 2)
    #expect(!html.contains("high"))
    #expect(html.contains("<circle class=\"l3\""))
  }

  @Test func `the marked point of a concentration lies on the curve`() {
    // Shares of 50, 75 and 100 %; the labels "100 %" make the plot begin at 3 × 7.8 + 3.9 + 11.9 + 6 = 45.2 and
    // it ends at 372: one of three is 45.2 + 108.9 = 154.1. 50 % is at 178 − 84 = 94.
    let html = svg(.concentration(shares: [500_000, 750_000, 1_000_000], marked: 1))
    #expect(html.contains(#"<polyline class="l1" points="45.2,178 154.1,94 263.1,52 372,10"/>"#))
    #expect(html.contains(#"<circle class="dot" cx="154.1" cy="94" r="4"/>"#))
    #expect(html.contains(">1 user</text>"))
  }

  @Test func `many months of many tiers become lines`() {
    let months = (0..<36).map { "m\($0)" }
    let all = (0..<6).map { tier in
      series("t\(tier)", .part(tier), .count, months.indices.map { .count(Int128($0 * tier)) })
    }
    let html = svg(.columns(categories: months, series: all))
    #expect(html.components(separatedBy: "<polyline").count == 7)
    #expect(html.contains("<polyline class=\"l1 s5\""))
  }

  @Test func `three years of days keep at most 400 points a line`() {
    let days = (0..<1_100).map { Day(number: 19_000 + $0) }
    let values = days.indices.map { Cell.percent(tenThousandths: Int128($0 * 7_919 % 400_000)) }
    let html = svg(.lines(days: days, series: [series("m", .main, .percent, values)]))
    let points = html.components(separatedBy: "points=\"")[1].prefix { $0 != "\"" }
    #expect(points.split(separator: " ").count <= 400)
    #expect(html.utf8.count < 10_000)
  }

  @Test func `a day far beyond the others is cut, and the caption says so`() {
    let days = (0..<3).map { Day(number: 20_635 + $0) }
    let chart = Chart.draw(
      .lines(
        days: days,
        series: [
          series(
            "day", .detail, .percent,
            [10, -90_000, 20].map { .percent(tenThousandths: $0 * 10_000) }),
          series("m", .main, .percent, [10, 15, 20].map { .percent(tenThousandths: $0 * 10_000) }),
        ]))
    #expect(chart.note == "1 single day is off the scale.")
  }

  @Test func `marks of days are months where there are enough`() {
    func labels(_ first: Day?, _ count: Int) -> [String] {
      guard let first else { return [] }
      return DayAxis.places((0..<count).map { first + $0 }).marks.map(\.label)
    }
    let july = Day(year: 2026, month: 7, day: 1)
    #expect(labels(july, 1) == ["1 Jul"])
    #expect(labels(july, 12) == ["1 Jul", "3 Jul", "5 Jul", "7 Jul", "9 Jul", "11 Jul"])
    #expect(labels(july, 92) == ["1 Jul", "1 Aug", "1 Sep"])
    #expect(labels(Day(year: 2026, month: 6, day: 2), 92) == ["1 Jul", "1 Aug", "1 Sep"])
    #expect(
      labels(Day(year: 2023, month: 10, day: 5), 1_100) == ["Jan 2024", "Jan 2025", "Jan 2026"])
    #expect(labels(Day(year: 2026, month: 12, day: 1), 62) == ["Dec 2026", "Jan 2027"])
  }

  @Test func `long names are cut in the middle and whole in the title`() {
    let name = "claude-sonnet-5-20260630-with-a-very-long-tail (anthropic)"
    let html = svg(.bars(categories: [name], values: series("x", .main, .count, [.count(1)])))
    #expect(html.contains("…"))
    #expect(html.contains("<title>\(name)</title>"))
    #expect(TextWidth.of(TextWidth.fitting(name, .px(200))) <= .px(200))
    #expect(TextWidth.fitting("short", .px(200)) == "short")
  }

  // MARK: Help

  private func series(
    _ name: String, _ role: Picture.Role, _ kind: Column.Kind, _ values: [Cell]
  ) -> Picture.Series {
    Picture.Series(name: name, role: role, kind: kind, values: values)
  }

  private func svg(_ shape: Picture.Shape) -> String {
    let chart = Chart.draw(shape)
    return chart.drawing.svg(
      height: chart.height, title: "t", description: "d", id: "d"
    ).html
  }
}
