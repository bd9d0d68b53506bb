import Ledger
import Rating
import Scenarios
import Simulation
import Terminal
import Workspace

/// The operands of `simulate`: files of scenarios end in `.json`, and anything else is the workspace.
package struct ScenarioOperands {
  package let workspace: String
  private let files: [String]

  package init(_ arguments: Arguments) throws(UsageFault) {
    var workspaces: [String] = []
    var files: [String] = []
    for operand in arguments.operands where !operand.isEmpty {
      if operand.trimmedLowercase.hasSuffix(".json") {
        files.append(operand)
      } else {
        workspaces.append(operand)
      }
    }
    if workspaces.count > 1 {
      throw .tooManyOperands(command: "simulate", first: workspaces[1])
    }
    workspace = Arguments.folder(workspaces.first)
    self.files = files
  }

  /// The scenarios of all files, in their order; all faults of all files are reported together.
  package func scenarios(books: Books) throws(RunRefusal) -> [Scenario] {
    var scenarios: [Scenario] = []
    var findings: [Finding] = []
    for path in files {
      do throws(RunRefusal) {
        let bytes = try WholeFile.named(path, expected: "JSON", limit: SettingsFile.limit)
        let file = ScenarioFile(bytes, path: path, books: books)
        scenarios += file.scenarios
        findings += file.findings
      } catch {
        findings += error.findings
      }
    }
    if !findings.isEmpty { throw RunRefusal(findings: findings) }
    return scenarios
  }
}
