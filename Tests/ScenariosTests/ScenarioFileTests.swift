import Ledger
import Scenarios
import Support
import Testing

/// Files of scenarios, as values.
struct ScenarioFileTests {
  private func read(_ text: String) -> ScenarioFile {
    ScenarioFile(Array(text.utf8), path: "plans/higher.json", books: TestBooks().books)
  }

  private static let change = #"{"multiplier": 3, "tier": "pro"}"#

  @Test(
    arguments: [
      (#"{"name": "a", "changes": [\#(change)]}"#, ["a"]),
      // Without a name it has that of the file.
      (#"{"changes": [\#(change)]}"#, ["higher"]),
      (#"[{"changes": [\#(change)]}, {"name": "b", "changes": [\#(change)]}]"#, ["higher 1", "b"]),
    ] as [(String, [Name])])
  func `each scenario has a name`(_ text: String, _ names: [Name]) {
    #expect(read(text).findings == [])
    #expect(read(text).scenarios.map(\.name) == names)
  }

  @Test(arguments: [
    ("[]", 1), ("{", 1), ("\n3", 2), ("{\n \"nmae\": \"a\", \"changes\": [\(change)]}", 2),
  ])
  func `a fault is reported with its line`(_ text: String, _ line: Int) {
    let findings = read(text).findings
    #expect(findings.first?.place.file == "plans/higher.json")
    #expect(findings.first?.place.line == line)
  }
}
