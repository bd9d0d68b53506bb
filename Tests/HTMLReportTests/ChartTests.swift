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
      (0...30, [0, 10, 20, 30]), (0...25, [0, 10, 20, 30]), (0...100, [0, 25, 50, 75, 100]),
      (0...61, [0, 25, 50, 75]), (0...41, [0, 20, 40, 60]), (-3...11, [-10, 0, 10, 20]),
      (-200...100, [-200, -100, 0, 100]),
      // Of figures that no finer scale divides.
      (0...1, [0, 1, 2, 3]), (0...0, [0, 1, 2, 3]), (7...7, [7, 8, 9, 10]),
    ] as [(ClosedRange<Int128>, [Int128])])
  func `an axis has four to six round figures that hold all`(
    range: ClosedRange<Int128>, values: [Int128]
  ) {
    #expect(Ticks(covering: range).values == values)
  }

  @Test func `the steps of an axis are 1, 2, 2.5 or 5, whatever its length`() {
    for most in 10..<5_000 as Range<Int128> {
      let ticks = Ticks(covering: 0...most).values
      #expect((4...6).contains(ticks.count), "\(most)")
      var step = ticks[1]
      while step % 10 == 0 { step /= 10 }
      #expect([1, 2, 25, 5].contains(step) && ticks[ticks.count - 1] >= most, "\(most)")
    }
  }

  @Test func `an axis shows no decimal more than its step needs`() {
    let ticks = Ticks(covering: -50_000...100_000)
    #expect(
      ticks.labels(scale: 4, unit: "\u{A0}%") == ["−5\u{A0}%", "0\u{A0}%", "5\u{A0}%", "10\u{A0}%"])
    #expect(ticks.labels(scale: 5, unit: "") == ["−0.5", "0.0", "0.5", "1.0"])
    #expect(
      Ticks(covering: 0...30_000_000).labels(scale: 0, unit: "")
        == ["0", "10,000,000", "20,000,000", "30,000,000"])
  }

  @Test func `of too many points the least and the greatest of each stretch stay`() {
    #expect(ChartPointThinning.places([1, 5, 2, 8], limit: 4) == [0, 1, 2, 3])
    // Stretches of four: 3 1 9 2 and 7 7 7 7, of which one is enough.
    #expect(ChartPointThinning.places([3, 1, 9, 2, 7, 7, 7, 7], limit: 4) == [1, 2, 4])
    let saw = (0..<5_000).map { Int128($0 % 7) }
    let kept = ChartPointThinning.places(saw)
    #expect(kept.count <= 400 && kept == kept.sorted())
  }

  @Test func `bars begin at 0 and the longest ends before its figure`() throws {
    // The name "a" is estimated at 7.1 wide, "b" too: bars begin at 14.1. "10" is 14.2 wide, bold 15.6, so the longest
    // ends at 380 − 15.6 − 6 = 358.4 and is 344.3 long; half of it is 172.15, which goes to the even tenth.
    let html = svg(
      .bars(
        categories: ["a", "b", "c"],
        values: series("x", .main, .count, [.count(10), .count(5), .count(0)])))
    #expect(
      html.contains(
        #"<rect class="up" x="14.1" y="4" width="344.3" height="14"><title>a: 10</title></rect>"#))
    #expect(html.contains(#"<rect class="up" x="14.1" y="25" width="172.2" height="14">"#))
    #expect(html.components(separatedBy: "<rect").count == 3)
    #expect(html.contains(#"<text class="v" x="19.1" y="57" text-anchor="start">0</text>"#))
  }

  @Test func `bars below 0 lead to the left, their figures beside the axis`() {
    // 344.3 for 15: 5 of them are 114.8, so 0 is at 14.1 + 114.8 = 128.9 and 10 are 229.5 long.
    let html = svg(
      .bars(
        categories: ["a", "b"],
        values: series("x", .main, .decimal, [.decimal(10, scale: 0), .decimal(-5, scale: 0)])))
    #expect(html.contains(#"<rect class="up" x="128.9" y="4" width="229.5" height="14">"#))
    #expect(html.contains(#"<rect class="down" x="14.1" y="25" width="114.8" height="14">"#))
    #expect(html.contains(#"<text class="v" x="133.9" y="36" text-anchor="start">−5</text>"#))
    #expect(html.contains(#"<line class="ax" x1="128.9" y1="0" x2="128.9" y2="44"/>"#))
  }

  @Test func `what is not 0 is seen`() {
    let html = svg(
      .bars(
        categories: ["a", "b"],
        values: series("x", .main, .count, [.count(1_000_000), .count(1)])))
    #expect(html.contains(#"<rect class="up" x="14.1" y="25" width="1" height="14">"#))
  }

  @Test func `lines run from the first day to the last, each with its figure at the end`() {
    // 0 to 30 %: three steps of 56 pixels over 168. "30 %" is 7.1 + 7.1 + 3.6 + 10.9 = 28.7 wide, so the plot begins
    // at 34.7, and 24 later where there are few points. "m 30.0 %" is 53.9 wide, bold 59.2; the plot ends at
    // 380 − 59.2 − 7 = 313.8. The steps between are of 255.1 ÷ 3 = 85.03.
    let days = (0..<4).map { Day(number: 20_635 + $0) }
    let html = svg(
      .lines(
        days: days,
        series: [
          series(
            "m", .main, .percent, [0, 10, 20, 30].map { .percent(tenThousandths: $0 * 10_000) }),
          series(
            "e", .earlier, .percent,
            [Cell](repeating: .percent(tenThousandths: 150_000), count: 4)),
        ]))
    #expect(
      html.contains(#"<polyline class="l1" points="58.7,178 143.7,122 228.8,66 313.8,10"/>"#))
    #expect(html.contains(#"<polyline class="l2" points="58.7,94 143.7,94 228.8,94 313.8,94"/>"#))
    #expect(
      html.contains("<text class=\"k1\" x=\"320.8\" y=\"14\" text-anchor=\"start\">m 30.0\u{A0}%<"))
    #expect(
      html.contains("<text class=\"k0\" x=\"320.8\" y=\"98\" text-anchor=\"start\">e 15.0\u{A0}%<"))
    // Half way to the second day, at 101.2.
    #expect(
      html.contains(
        "<rect class=\"hit\" x=\"34.7\" y=\"10\" width=\"66.5\" height=\"168\">"
          + "<title>1 Jul: m 0.0\u{A0}%, e 15.0\u{A0}%</title></rect>"))
  }

  @Test func `months are short at the ends of lines`() {
    let html = svg(
      .course(
        of: "Day", values: ["1", "2"],
        series: [series("September", .main, .count, [.count(1), .count(30)])]))
    #expect(html.contains(">Sep 30</text>") && html.contains("<title>Day 2: September 30</title>"))
  }

  @Test func `labels that would touch move apart`() {
    let frame = PlotFrame(Ticks(covering: 0...1), labels: ["0", "1"], rightMargin: .zero)
    func apart(_ pixels: [Int]) -> [String] {
      EndLabels.apart(pixels.map { .px($0) }, within: frame).map(\.text)
    }
    #expect(apart([20, 60, 100]) == ["20", "60", "100"])
    #expect(apart([20, 21, 22]) == ["20", "33", "46"])
    #expect(apart([170, 178, 178]) == ["152", "165", "178"])
  }

  @Test func `a forecast is one dashed line in one band, after known figures above their points`() {
    let html = svg(
      .course(
        of: "30 days", values: ["to 31 Aug", "to 30 Sep", "next 30 days"],
        series: [
          series("actual", .actual, .count, [.count(2), .count(4), .blank]),
          series("expected", .main, .count, [.blank, .count(4), .count(6)]),
          series("low", .bound80, .count, [.blank, .count(4), .count(5)]),
          series("high", .bound80, .count, [.blank, .count(4), .count(8)]),
        ]))
    #expect(html.components(separatedBy: "<polygon class=\"band\"").count == 2)
    #expect(html.components(separatedBy: "<polyline class=\"l1\"").count == 2)
    #expect(html.components(separatedBy: "<polyline class=\"l3\"").count == 2)
    for label in [">8 high<", ">6 expected<", ">5 low<", ">2<", ">4<"] {
      #expect(html.contains(label), "\(label)")
    }
    #expect(!html.contains("actual<"))
  }

  @Test func `three years of days keep at most 400 points a line`() {
    let days = (0..<1_100).map { Day(number: 19_000 + $0) }
    let values = days.indices.map { Cell.percent(tenThousandths: Int128($0 * 7_919 % 400_000)) }
    let html = svg(.lines(days: days, series: [series("m", .main, .percent, values)]))
    let points = html.components(separatedBy: "points=\"")[1].prefix { $0 != "\"" }
    #expect(points.split(separator: " ").count <= 400)
    #expect(html.utf8.count < 10_000)
  }

  @Test func `of many places some have a label, the last of days always`() {
    func labels(_ first: Day?, _ count: Int, every step: Int) -> [String] {
      guard let first else { return [] }
      return HorizontalAxis(days: (0..<count).map { first + $0 * step }).marks.map(\.label)
    }
    let july = Day(year: 2026, month: 7, day: 1)
    #expect(labels(july, 1, every: 7) == ["1 Jul"])
    #expect(labels(july, 4, every: 7) == ["1 Jul", "8 Jul", "15 Jul", "22 Jul"])
    #expect(labels(july, 13, every: 7) == ["1 Jul", "22 Jul", "12 Aug", "2 Sep", "23 Sep"])
    #expect(labels(july, 12, every: 7) == ["15 Jul", "5 Aug", "26 Aug", "16 Sep"])
    #expect(
      HorizontalAxis(steps: (1...31).map(String.init)).marks.map(\.label)
        == ["1", "5", "10", "15", "20", "25", "30"])
    let weeks = (0..<13).map { "week \($0)" }
    #expect(
      HorizontalAxis(steps: weeks).marks.map(\.label)
        == [0, 2, 4, 6, 8, 10, 12].map { "week \($0)" })
  }

  @Test func `a step that begins with a digit is named with what it is`() {
    #expect(
      HorizontalAxis(steps: ["3 Sep", "10 Sep"], of: "Week from").names.last == "Week from 10 Sep")
    #expect(HorizontalAxis(steps: ["next 30 days"], of: "30 days").names == ["next 30 days"])
  }

  @Test func `a label without room is in two lines`() {
    let frame = PlotFrame(Ticks(covering: 0...1), labels: ["0", "1"], rightMargin: .zero)
    var drawing = Drawing()
    frame.drawMark("next 30 days", at: .px(190), room: .px(60), on: &drawing)
    let html = drawing.svg(height: PlotFrame.height, labelledBy: "t").html
    #expect(
      html.contains(#"y="195" text-anchor="middle">next</text>"#)
        || html.contains(#"y="195" text-anchor="middle">next 30</text>"#))
    #expect(html.contains(#"y="208""#))
  }

  @Test func `long names are cut in the middle and whole in the title`() {
    let name = "claude-sonnet-5-20260630-with-a-very-long-tail (anthropic)"
    let html = svg(.bars(categories: [name], values: series("x", .main, .count, [.count(1)])))
    #expect(html.contains("…"))
    #expect(html.contains("<title>\(name)</title>"))
    #expect(TextWidth.of(TextWidth.fitting(name, .px(150))) <= .px(150))
    #expect(TextWidth.fitting("short", .px(150)) == "short")
  }

  // MARK: Help

  private func series(
    _ name: String, _ role: Picture.Role, _ kind: Column.Kind, _ values: [Cell]
  ) -> Picture.Series {
    Picture.Series(name: name, role: role, kind: kind, values: values)
  }

  private func svg(_ shape: Picture.Shape) -> String {
    let chart = Chart.draw(shape)
    return chart.drawing.svg(height: chart.height, labelledBy: "t d").html
  }
}
