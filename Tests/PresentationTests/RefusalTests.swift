import Ledger
import Platform
import Presentation
import Testing
import Workspace

/// The last line of a command that is refused.
struct RefusalTests {
  private func refusal(_ places: [(file: String, code: String)]) -> Refusal {
    Refusal(
      RunRefusal(
        findings: places.map {
          Finding(.error, at: Place(file: $0.file), code: $0.code, message: "wrong", help: nil)
        }))
  }

  @Test(
    arguments: [
      ([("prices/a.csv", "book.value")], "1 error in the price book"),
      (
        [("prices/a.csv", "book.value"), ("prices/b.csv", "book.value")],
        "2 errors in the price book"
      ),
      ([("ledger/a.csv", "csv.quote")], "1 error in the ledger"),
      ([("assay.json", "cfg.key")], "1 error in the settings"),
      ([("plans.csv", "book.value")], "1 error in plans.csv"),
      // In several places it is in none.
      ([("plans.csv", "book.value"), ("assay.json", "cfg.key")], "2 errors"),
      ([("out", "out.write")], "1 error"),
    ] as [([(file: String, code: String)], String)])
  func `a refusal says how many errors there are and where`(
    _ places: [(file: String, code: String)], _ words: String
  ) {
    #expect(
      refusal(places).conclusion(written: nil)
        == "assay: refused, nothing changed: \(words) (exit 1)")
  }

  @Test func `an error of the system is no refusal`() {
    let refusal = Refusal(SystemError(path: "ledger/a.csv", number: 5))
    #expect(refusal.conclusion(written: nil) == "assay: failed (exit 1)")
    #expect(
      refusal.conclusion(written: "every file has been written")
        == "assay: failed, but every file has been written (exit 1)")
    #expect(refusal.findings.map(\.place.file) == ["ledger/a.csv"])
  }

  @Test func `an answer in JSON has the findings and their count`() throws {
    let text = CheckJSON.document(refusal([("assay.json", "cfg.key")])).text
    for member in [
      "\"verdict\": \"refused\"", "\"errors\": 1", "\"warnings\": 0", "\"code\": \"cfg.key\"",
      "\"rows\": null",
    ] { #expect(text.contains(member), "\(member) in \(text)") }
  }
}
