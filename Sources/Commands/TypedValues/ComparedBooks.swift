import Engine
import Ledger
import Rating
import Scenarios
import Simulation
import Terminal
import Workspace

extension Arguments {
  /// The books of the stated changes, and the changes in words; nil without any.
  package func comparedBooks(_ books: Books) throws -> (books: Books, words: String)? {
    var changes = try self.changes(ChangeReader(books: books))
    if let path = text("--scenario") {
      let bytes = try WholeFile.named(path, expected: "JSON", limit: SettingsFile.limit)
      let file = ScenarioFile(bytes, path: path, books: books)
      if !file.findings.isEmpty { throw RunRefusal(findings: file.findings) }
      if file.scenarios.count > 1 {
        throw UsageFault.wrongValue(
          option: "--scenario", text: path, expected: "a file with one scenario")
      }
      changes = file.scenarios.flatMap(\.changes) + changes
    }
    if changes.isEmpty { return nil }
    let made = try ScenarioBooks(Scenario(name: "scenario", changes: changes), books: books)
    guard made.limits.isEmpty, made.variant.restrictions.isEmpty,
      !changes.contains(where: { $0.kind.movesUsage })
    else {
      throw UsageFault.wrongValue(
        option: "--scenario", text: text("--scenario") ?? "",
        expected:
          "only changes to prices, multipliers, plans or credits; use assay simulate for others")
    }
    return (made.variant.books, changes.map(\.words).joined(separator: ", "))
  }
}

extension Change.Kind {
  /// It sends requests to another model, so that a comparison would call it a mix of models.
  fileprivate var movesUsage: Bool {
    if case .swap = self { true } else { false }
  }
}
