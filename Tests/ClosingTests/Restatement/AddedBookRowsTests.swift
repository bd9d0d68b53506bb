import Closing
import Ledger
import Testing

/// The rows of a book after its closed bytes, and whether they can change a closed month.
struct AddedBookRowsTests {
  private static let closed = """
    provider,model,unit_class,price_usd,effective_from,recorded_at
    acme,m1,input,1,2026-01-01,2026-01-01
    acme,m1,output,2,2026-01-01,2026-10-02

    """

  private func rows(_ added: String, knownAt: String = "2026-11-01") throws -> AddedBookRows {
    AddedBookRows(
      Array((Self.closed + added).utf8), closedSize: Int64(Self.closed.utf8.count),
      file: "prices/v.csv", knownAt: try #require(Instant(dayOrInstant: knownAt)))
  }

  private func september() throws -> Instant { try #require(Instant(dayOrInstant: "2026-09-01")) }

  @Test func `rows after the closed bytes are counted, and the first has its line`() throws {
    let added = try rows("acme,m1,input,3,2026-08-05,\n\nacme,m1,input,4,2026-08-06,\n")
    #expect(added.count == 2)
    #expect(added.firstLine == 4)
    #expect(try rows("").count == 0)
  }

  @Test func `a closed row that was recorded after the close counts as well`() throws {
    let added = try rows("", knownAt: "2026-09-03")
    #expect(added.count == 1)
    #expect(added.firstLine == 3)
  }

  @Test(arguments: [
    // From the end of the month on, of a price that was known.
    ("acme,m1,input,3,2026-09-01,\n", true),
    ("acme,m1,input,3,2026-08-31,\n", false),
    // A new name decides how rows are read, and no start means always.
    ("acme,m2,input,3,2026-09-01,\n", false), ("acme,m1,input,3,,\n", false),
    ("acme,m1,input,3,soon,\n", false), ("", true),
  ])
  func `rows that begin after a month change it only by a new name`(added: String, isLater: Bool)
    throws
  {
    #expect(try rows(added).areFrom(september()) == isLater)
  }
}
