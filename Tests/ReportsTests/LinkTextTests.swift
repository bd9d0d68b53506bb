import Ledger
import Tables
import Testing

@testable import Reports

struct LinkTextTests {
  @Test(
    arguments: [
      ("by month and tier", 0, "by month and tier"),
      (.words("the next days", ifNone: "no forecast"), 0, "no forecast"),
      (.words("the next days", ifNone: "no forecast"), 2, "the next days"),
      (.count(of: "cause", "of differences"), 0, "none"),
      (.count(of: "cause", "of differences"), 1, "1 cause of differences"),
      (.count(of: "picture"), 1200, "1,200 pictures"),
    ] as [(LinkText, Int, String)])
  func `the words beside a link know how many rows there are`(
    link: LinkText, rowCount: Int, text: String
  ) {
    #expect(link.text(rowCount: rowCount) == text)
  }

  /// A price that is stale and unused has two rows, and is one price.
  @Test func `prices to look at are counted once`() {
    let places = ["p.csv:2", "p.csv:3", "p.csv:2"].map { Cell.text(Name($0)) }
    let table = Table(
      name: "price-checks", title: "Price checks",
      columns: [Column("price_rows", .text, "Rows of the price book.")],
      rowCount: places.count, order: ""
    ) { [places[$0]] }
    #expect(Report.priceChecks.link.text(of: table) == "2 prices to look at")
  }
}
