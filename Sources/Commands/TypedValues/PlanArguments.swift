import Ledger
import Terminal

extension Arguments {
  /// The folder for the plan: of the values of `--to` the one that is no day.
  package func planFolder() throws(UsageFault) -> String {
    let folders = texts("--to").filter { Day($0) == nil }
    guard let folder = folders.first else { throw .missingValue(option: "--to", value: "RUN") }
    if folders.count > 1 { throw .givenTwice(option: "--to") }
    return Arguments.folder(folder)
  }

  /// The words after `assay run` that do the same on one machine.
  package func runWords() throws(UsageFault) -> [String] {
    for (name, remedy) in [
      ("--last", "state the days: --from DAY --to DAY"),
      ("--rated", "write the rated rows with assay run"),
    ] where self.text(name) != nil {
      throw .cannotDo(option: name, command: "plan", remedy: remedy)
    }
    var words: [String] = []
    for (option, text) in stated where !["--slice-bytes", "--shards"].contains(option) {
      if option == "--to" && Day(text) == nil { continue }
      words += [option, text]
    }
    for name in ["--force", "--skip-bad-files", "--careful", "--focus"]
    where CommandDeclaration.plan.options.contains(where: { $0.name == name && $0.value == nil })
      && has(name)
    { words.append(name) }
    return words + ["--", workspace]
  }
}
