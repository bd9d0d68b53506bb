import Ledger
import Reports
import Tables
import Testing

@testable import Workbook

struct SheetWordsTests {
  /// The summary becomes a page of its own, to which nothing leads.
  @Test(arguments: Report.all.map(\.name).filter { $0 != "summary" })
  func `the link to a report's sheet has words about that report`(name: String) {
    let table = Table(
      name: name, title: name, columns: [Column("figure", .count)], rowCount: 1, order: ""
    ) { _ in [.blank] }
    #expect(SheetWords.words(for: table) != "1 row")
  }

  /// A price that is stale and unused has two rows, and is one price.
  @Test func `prices to look at are counted once`() {
    let places = ["p.csv:2", "p.csv:3", "p.csv:2"].map { Cell.text(Name($0)) }
    let table = Table(
      name: "price-checks", title: "Price checks", columns: [Column("price_rows", .text)],
      rowCount: places.count, order: ""
    ) { [places[$0]] }
    #expect(SheetWords.words(for: table) == "2 prices to look at")
  }
}
