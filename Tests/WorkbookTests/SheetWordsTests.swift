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
}
