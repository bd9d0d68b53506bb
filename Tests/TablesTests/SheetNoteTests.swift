import Ledger
import Tables
import Testing

/// The line below the rows of a sheet.
struct SheetNoteTests {
  @Test(
    arguments: [
      (3, "1 request has no price."),
      (1_001, "1,000 of 1,001 rows, in order; all in numbers.csv. 1 request has no price."),
    ])
  func `a sentence on what amounts lack follows the words on a cut`(rows: Int, note: String) {
    var options = SheetOptions()
    options.note = "1 request has no price."
    let table = Table(
      name: "numbers", title: "Numbers", columns: [Column("n", .count)], rowCount: rows,
      order: "in order"
    ) { [.count(Int128($0))] }
    #expect(Sheet(table, named: "Numbers", options: options).note == note)
  }
}
