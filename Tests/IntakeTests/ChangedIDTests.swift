import Intake
import Ledger
import Support
import Testing

/// Ids changed by spreadsheets and data frames.
@Suite struct ChangedIDTests {
  @Test(
    arguments: [
      ("007", "7"), ("7", "7"), ("700.0", "700"), ("700.00", "700"), ("007.0", "7"), ("0", "0"),
      ("000", "0"), ("0.0", "0"), ("1582917533873852417", "1582917533873852417"), ("7.", nil),
      ("7.5", nil), (".0", nil), ("", nil), ("x7", nil), ("7x", nil), ("7.0x", nil), ("-7", nil),
    ] as [(String, String?)])
  func `an id that is a number is known by its digits`(id: String, digits: String?) {
    let found = Array(id.utf8).withUnsafeBufferPointer { NumberID.digits($0).map(Name.init) }
    #expect(found?.description == digits)
  }

  @Test(
    arguments: [
      ("15829175338738500", true), ("1582917533873850000", true), ("1582917533873850100", false),
      ("1582917533873850", false), ("158291753387385", false), ("100000000000000000", true),
    ])
  func `zeros behind fifteen digits look rounded`(digits: String, isRounded: Bool) {
    #expect(Array(digits.utf8).withUnsafeBufferPointer(NumberID.isRounded) == isRounded)
  }

  /// Every row of a kind and user that were met is read in place but for its id.
  @Test(
    arguments: [
      "=\"7\"", "'7", "'7'", "1.5E+18", "1,5E+18", "1E+9", "1.5e9", "nan", "NaN", "None", "null",
      "N/A",
      "<NA>", "#N/A", "##", "(null)", "undefined", "\\N", "total", "Sum", "zwischensumme:",
      "Grand Total", "-1.5E+18", "7", "700.0", "0007", "x", "none", "1e5", "5e-3", "12e45678",
      "Celkem", "endsumme", "Gesamt Acme", "INSGESAMT", "razem", "somme", "Sous-total (3)",
      "Subtotal a", "suma:", "teilsumme", "toplam", "totaal", "zebra", "tot", "reqs", "Summer",
      "'=y", "#1", "'t", "=7", "=\"", "N", "nanana", "gesamtsummen", "E+18", "7.5",
      "1.5E+1234",
      "a-uuid-of-36-letters-as-most-ids-have", "3e7a11d2-0000-4000-8000-000000000000",
    ])
  func `the fast and the careful path agree on ids that are odd or nearly so`(id: String) throws {
    let quoted = "\"" + id.replacing("\"", with: "\"\"") + "\""
    let cell = id.contains { ",\"".contains($0) } ? quoted : id
    for column in [LedgerColumn.requestID, .userID, .accountID] {
      let lines = [LedgerLine(), LedgerLine([column: cell]), LedgerLine([column: cell])]
      let text = LedgerLine.ledger(lines)
      let fast = try LedgerReading(of: text)
      #expect(fast == (try LedgerReading(of: text, ReadingPlan(isCarefulOnly: true))))
      #expect(fast.rowCount == 3)
    }
  }
}
