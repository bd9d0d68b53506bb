import Ledger
import Tables
import Testing

@testable import HTMLReport

struct TableTests {
  private func table(rows: Int) -> String {
    DataTable(
      section: "t", name: "Table of tiers",
      columns: [.init(words: "Tier", isNumber: false), .init(words: "Margin")],
      rows: (0..<rows).map { [.init(text: "tier \($0)"), .init(text: "\($0)")] },
      total: [.init(text: "Total"), .init(text: "–")], file: "t.csv", order: "largest first"
    ).markup.html
  }

  @Test func `a table of more than 50 rows says how many there are and where all of them are`() {
    #expect(!table(rows: 50).contains("t.csv"))
    let cut = table(rows: 1_234)
    #expect(cut.contains("50 of 1,234 rows, largest first; all are in <code>t.csv</code>."))
    #expect(cut.components(separatedBy: "<tr>").count == 1 + 1 + 50 + 1)
  }

  @Test func `an empty table says so`() {
    #expect(table(rows: 0) == "<p>None in this period.</p>")
  }

  @Test func `headings name their column or row, and the total is a foot`() {
    let html = table(rows: 1)
    #expect(html.contains(#"<th scope="col">Tier</th><th scope="col" class="n">Margin</th>"#))
    #expect(html.contains(#"<th scope="row"><bdi>tier 0</bdi></th><td class="n">0</td>"#))
    #expect(html.contains("<tfoot><tr><th scope=\"row\"><bdi>Total</bdi></th>"))
    #expect(html.contains(#"<span class="unseen">not known or not applicable</span>"#))
    #expect(html.contains(#"role="region" aria-label="Table of tiers""#))
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
}
