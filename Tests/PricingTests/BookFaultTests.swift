import Ledger
import Pricing
import Testing

@Suite struct BookFaultTests {
  @Test(
    arguments: [
      (.missing(column: "model"), .error, "csv.missing", #"no column "model""#),
      (.fieldCount(found: 3, expected: 4), .error, "csv.fields", "3 fields, expected 4"),
      (
        .overlap(other: Place(file: "prices.csv", line: 4), what: "openai gpt-5 input"), .error,
        "book.overlap", "openai gpt-5 input overlaps prices.csv:4"
      ),
      (
        .same(other: line(2), what: "plan pro"), .error, "book.overlap",
        "plan pro has the key, effective_from and recorded_at of book.csv:2"
      ),
      (
        .endNotAfterStart, .error, "book.overlap", "effective_to is not after effective_from"
      ),
      (
        .gap(other: line(2), until: at(0), from: at(31)), .warning, "book.gap",
        "nothing is in force from 1970-01-01, when book.csv:2 ends, to 1970-02-01"
      ),
      (
        .jump(earlier: "3 per 1000000", later: "3000 per 1000000", other: line(2)), .warning,
        "book.jump",
        "the price goes from 3 per 1000000 (book.csv:2) to 3000 per 1000000: per thousand or per million?"
      ),
      (
        .inexactPrice(price: "0.1", per: 3), .error, "book.scale",
        "0.1 per 3 does not fit 18 decimals per unit"
      ),
      (
        .inexactDerivation(price: line(2), factor: "0.5"), .error, "book.scale",
        "the price of book.csv:2 times 0.5 does not fit 18 decimals per unit"
      ),
      (
        .selfApproved(by: "ann"), .warning, "book.approval",
        #"approved by "ann", who requested it: not applied"#
      ),
      (
        .ambiguousAlias(alias: "latest", first: "m1", second: "m2", from: at(0)), .warning,
        "ref.alias", #""latest" means m1 and m2 on 1970-01-01"#
      ),
      (
        .levelField(level: "tier", field: "tier", isMissing: true), .error, "book.level",
        "level tier needs a tier"
      ),
      (
        .levelField(level: "tier", field: "model", isMissing: false), .error, "book.level",
        "level tier takes no model"
      ),
    ] as [(BookFault, Finding.Severity, String, String)])
  func `a fault is worded once, with the rows and values it is about`(
    fault: BookFault, severity: Finding.Severity, code: String, message: String
  ) {
    let finding = fault.finding(at: line(9))
    #expect(finding.place == line(9))
    #expect(finding.severity == severity)
    #expect(finding.code == code)
    #expect(finding.message == message)
  }

  @Test func `a column that is nearly a known one is suggested`() {
    #expect(BookFault.unknownColumn("modle", near: "model").help == #"did you mean "model"?"#)
    #expect(BookFault.unknownColumn("colour", near: nil).help == nil)
  }
}
