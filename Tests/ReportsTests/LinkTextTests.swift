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

  /// Of four users the differences of one cancel out: nothing is due.
  @Test(
    arguments: [
      (
        Report.corrections, "action", ["refund", "none", "refund", "charge"],
        "2 users to refund, 1 user to charge"
      ),
      (.corrections, "action", ["none"], "none"),
      (.corrections, "action", [], "none"),
      (
        .priceWatch, "kind", ["change", "withdrawn", "correction", "change", "announced"],
        "2 new prices, 1 correction, 1 announced, 1 withdrawn"
      ),
      (.priceWatch, "kind", ["withdrawn"], "1 withdrawn"),
    ] as [(Report, String, [Name], String)])
  func `rows are counted by what they are`(
    report: Report, column: String, values: [Name], text: String
  ) {
    let table = Table(
      name: report.name, title: report.title, columns: [Column(column, .text, "A kind of row.")],
      rowCount: values.count, order: ""
    ) { [.text(values[$0])] }
    #expect(report.link.text(of: table) == text)
  }

  /// A price that is stale and unused has two rows, and is one price.
  @Test func `prices to look at are counted once`() {
    let places = ["p.csv:2", "p.csv:3", "p.csv:2"].map { Cell.text(Name($0)) }
    let table = Table(
      name: "price-checks", title: "Price checks",
      columns: [Column("price_rows", .text, "Rows of the price book.")],
      rowCount: places.count, order: ""
    ) { [places[$0]] }
    #expect(Report.priceChecks.link.text(of: table) == "2 prices unused, stale or suspicious")
  }
}
