import Ledger
import Pricing
import Support
import Testing

@Suite struct BookFaultTests {
  @Test(
    arguments: [
      (.missing(column: "model"), .error, "csv.missing", #"no column "model""#),
      (.fieldCount(found: 3, expected: 4), .error, "csv.fields", "3 fields, expected 4"),
      (
        .overlap(
          other: Place(file: "prices.csv", line: 4), what: "openai gpt-5 input", from: at(31),
          during: Validity(from: at(0), to: .distantFuture)), .error,
        "book.overlap", "openai gpt-5 input from 1970-02-01 overlaps prices.csv:4 (from 1970-01-01)"
      ),
      (
        .same(other: line(2), what: "plan pro"), .error, "book.overlap",
        "plan pro has the key, effective_from and recorded_at of line 2"
      ),
      (
        .endNotAfterStart, .error, "book.overlap", "effective_to is not after effective_from"
      ),
      (
        .gap(other: line(2), until: at(0), from: at(31)), .warning, "book.gap",
        "no row is in force between 1970-01-01 (end of line 2) and 1970-02-01"
      ),
      (
        .jump(earlier: "3 per 1000000", later: "3000 per 1000000", other: line(2)), .warning,
        "book.jump",
        "the price goes from 3 per 1000000 (line 2) to 3000 per 1000000: per thousand or per million?"
      ),
      (
        .inexactPrice(price: "0.1", per: 3), .error, "book.scale",
        "0.1 per 3 needs more than 18 decimals per unit"
      ),
      (
        .inexactDerivation(price: line(2), factor: "0.5"), .error, "book.scale",
        "the price of line 2 times 0.5 needs more than 18 decimals per unit"
      ),
      (
        .largeDerivation(price: line(2), factor: "1.25"), .error, "book.scale",
        "the price of line 2 times 1.25 is above 1000000 USD for one unit"
      ),
      (
        .selfApproved(by: "ann"), .warning, "book.approval",
        #"the multiplier was approved by "ann", who requested it: not applied"#
      ),
      (
        .approvedLate(at: at(31), from: at(0)), .warning, "book.checker",
        "the multiplier was approved at 1970-02-01, after it took effect at 1970-01-01"
      ),
      (.noReason, .warning, "book.checker", "the multiplier is approved without a reason"),
      (
        .pending(what: "multiplier 1.5 of tier pro", since: at(31)), .warning, "book.approval",
        "not applied: multiplier 1.5 of tier pro has been awaiting approval since 1970-02-01"
      ),
      (
        .rejected(what: "multiplier 1.5 of tier pro"), .warning, "book.approval",
        "not applied: multiplier 1.5 of tier pro was rejected"
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
    func help(_ fault: BookFault) -> String? { fault.finding(at: line(9)).help }
    #expect(help(.unknownColumn("modle", near: "model")) == #"did you mean "model"?"#)
    #expect(help(.unknownColumn("colour", near: nil))?.contains("did you mean") == false)
  }

  @Test(arguments: [
    ("per", "1000000"), ("context_over", "200000"), ("rank", "1"), ("price_usd", "1.25"),
  ])
  func `a number is shown as its column may have it`(column: String, example: String) {
    let fault = BookFault.number(column: column, text: "1e6", expected: "a number")
    let help = fault.finding(at: line(9)).help
    #expect(help?.hasSuffix(", as in: \(example)") == true)
    #expect(help?.contains("decimal point") == (column == "price_usd"))
  }

  @Test func `an overlap is fixed by ending the other row, or by saying that it is corrected`() {
    let fault = BookFault.overlap(
      other: line(2), what: "x", from: at(31), during: Validity(from: at(0), to: at(60)))
    #expect(
      fault.finding(at: line(9)).help
        == "end line 2 at 1970-02-01; or, if line 9 corrects it, give it"
        + " the same effective_from and a later recorded_at")
  }
}
