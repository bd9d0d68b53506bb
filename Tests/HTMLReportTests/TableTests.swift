import Ledger
import Tables
import Testing

@testable import HTMLReport

struct TableTests {
  private func table(rows: Int) -> String {
    DataTable(
      id: "t-x", heading: "h-x", note: "note-x", name: "Table of tiers",
      columns: [
        .init(words: "Tier", key: "tier", isNumber: false), .init(words: "Margin", key: "margin"),
        .init(words: "Requests", isOptional: true),
      ],
      rows: (0..<rows).map {
        .init(
          cells: [.text("tier \($0)"), .figure("-\($0)", isBad: true), .text("1")],
          keys: [("tier", "tier \($0)")])
      },
      total: .init(cells: [.text("Total"), .text("–"), .text("1")])
    ).markup.html
  }

  @Test func `an empty table says so`() {
    #expect(table(rows: 0) == #"<p class="note">None in this period.</p>"#)
  }

  @Test
  func `headings name their column or row, with keys for the script, and the total is a foot`() {
    let html = table(rows: 1)
    #expect(
      html.contains(
        #"<tr><th scope="col" data-key="tier">Tier</th>"#
          + #"<th scope="col" class="n" data-key="margin">Margin</th>"#
          + #"<th scope="col" class="n opt">Requests</th></tr>"#))
    #expect(
      html.contains(
        #"<tr data-tier="tier 0"><th scope="row"><bdi>tier 0</bdi></th>"#
          + #"<td class="n bad">−0</td><td class="n opt">1</td></tr>"#))
    #expect(html.contains("<tfoot><tr><th scope=\"row\"><bdi>Total</bdi></th>"))
    #expect(html.contains(#"<span class="unseen">not known or not applicable</span>"#))
    #expect(html.contains(#"role="region" aria-label="Table of tiers""#))
    #expect(html.contains(#"<table id="t-x" aria-labelledby="h-x" aria-describedby="note-x">"#))
  }

  @Test func `a table says on a phone that columns are left out`() {
    let note = #"<p class="note narrow">More columns on a wider screen.</p>"#
    #expect(table(rows: 1).hasSuffix(note))
  }

  @Test func `figures of a column have one count of decimals, a minus and groups`() {
    #expect(
      ShownColumn.texts(
        [.money(Money(attodollars: -1_234_560_000_000_000_000_000)), .blank, .money(.zero)],
        kind: .money) == ["−1,234.56", "–", "0.00"])
    #expect(
      ShownColumn.texts(
        [.money(Money(attodollars: 4_000_000_000_000_000)), .creditsSum(microcredits: 600_000)],
        kind: .money) == ["0.0040", "0.6"])
    #expect(ShownColumn.texts([.text("a"), .boolean(true)], kind: .text) == ["a", "true"])
  }

  /// Points in 10⁻⁴ percent.
  @Test(
    arguments: [
      (173_400, -76_600, "17.3 ▼", "bad"), (371_000, 71_000, "37.1 ▲", "good"),
      (250_000, 0, "25.0", ""),
      (-612_000, nil, "−61.2", "bad"), (123_000, nil, "12.3", ""), (nil, nil, "–", ""),
    ] as [(Int128?, Int128?, String, String)])
  func `a margin rate has its verdict in a sign`(
    percent: Int128?, points: Int128?, text: String, tone: String
  ) {
    let cell = DataTable.Cell.rate(percent, points: points)
    #expect(cell.text == text && (cell.tone?.rawValue ?? "") == tone)
  }

  @Test func `a change has its sign, in the decimals of its column`() {
    #expect(DataTable.Cell.change(677, decimals: 2).text == "+6.77")
    #expect(DataTable.Cell.change(-123_456, decimals: 2).text == "−1,234.56")
    #expect(DataTable.Cell.change(0, decimals: 2).text == "0.00")
    #expect(DataTable.Cell.change(nil, decimals: 2).text == "–")
  }
}
