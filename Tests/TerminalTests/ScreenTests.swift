import Ledger
import Testing

@testable import Terminal

/// Terminal output: widths, lines, tables and safe text, as values.
struct ScreenTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("日本", 4), ("가", 2), ("👍", 2), ("e\u{301}", 1), ("é", 1),
    ("a\u{200D}b", 2),
  ])
  func `a text takes as many columns as a terminal gives it`(_ text: String, _ columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test func `padding counts columns, not letters`() {
    #expect("日".padded(to: 4) == "日  ")
    #expect("abcd".padded(to: 3) == "abcd ", "at least one blank follows")
    #expect("日".leftPadded(to: 4) == "  日")
    #expect("abcd".leftPadded(to: 3) == "abcd")
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]),
    ("see /a/long/path/of/a.csv now", 10, ["see", "/a/long/path/of/a.csv", "now"]),
    // What stands in quotes is one word if it takes at most half a line.
    ("say \"a b\" now", 12, ["say \"a b\"", "now"]),
    ("say \"a b\" now", 8, ["say \"a", "b\" now"]),
    ("costs 12 USD", 8, ["costs", "12 USD"]),
    ("日本 日本", 8, ["日本", "日本"]),
  ])
  func `lines break between words`(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(Wrapping.lines(text, width: width) == lines)
  }

  @Test func `later lines begin below the first word`() {
    #expect(Wrapping.lines("alpha beta", after: "  x: ", width: 11) == ["  x: alpha", "     beta"])
    #expect(
      Wrapping.lines("alpha beta", after: "x: ", hanging: 1, width: 8) == ["x: alpha", " beta"])
  }

  private func table(_ rows: [[String]], width: Int, hasTotal: Bool) -> [String] {
    TextTable(
      columns: [
        .init(heading: "Tier"), .init(heading: "Requests", rank: 1), .init(heading: "Cost"),
      ],
      rows: rows.map { $0.map { TextTable.Cell(text: $0) } }, hasTotal: hasTotal, width: width,
      file: "cost.csv", paint: Paint(.never, for: .standardOutput)
    ).lines
  }

  @Test func `figures stand at the right, with a rule above their total`() {
    let rows = [["pro", "1,200", "3.50"], ["free", "90", "0.25"], ["total", "1,290", "3.75"]]
    #expect(
      table(rows, width: 23, hasTotal: true) == [
        "  Tier   Requests  Cost",
        "  pro       1,200  3.50",
        "  free         90  0.25",
        "         --------------",
        "  total     1,290  3.75",
      ])
    #expect(
      table(rows, width: 22, hasTotal: true) == [
        "  Tier   Cost",
        "  pro    3.50",
        "  free   0.25",
        "         ----",
        "  total  3.75",
        "  1 column not shown; cost.csv has all columns",
      ])
  }

  /// 24 columns less two gaps of 2 and 4 for the cost leave 16 for the key.
  @Test func `a long key loses its middle`() {
    let lines = table([["a-very-long-key-of-a-model", "1", "0.25"]], width: 24, hasTotal: false)
    #expect(lines[1] == "  a-very-l…a-model  0.25")
  }

  @Test func `nothing in a text moves the cursor or turns the direction`() {
    #expect(SafeText.safe("a\u{1B}[31mb") == "a\\u{1b}[31mb")
    #expect(SafeText.safe("a\nb\u{202E}") == "a\\u{a}b\\u{202e}")
    #expect(ScreenSafety.safe("a\nb\u{1B}") == "a\nb\\u{1b}")
    #expect(["a\nb", "c"].text == "a\\u{a}b\nc\n")
    #expect(SafeText.brief(String(repeating: "x", count: 1_025)).count == 513)
  }

  @Test func `only our own escapes reach a terminal`() {
    let red = Paint(.always, for: .standardOutput)(.red, "x")
    #expect(ScreenSafety.safe(red) == "\u{1B}[31mx\u{1B}[0m")
    #expect(Paint(.never, for: .standardOutput)(.red, "x") == "x")
  }

  @Test func `signs have plain letters`() {
    #expect("a → b … ×2".plainSigns == "a -> b ... x2")
  }
}
