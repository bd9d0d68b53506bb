import Engine
import Ledger
import Platform
import Workspace

/// Files of a ledger that are there twice.
package enum RepeatedFiles {
  /// Ledger files that are the same bytes as an earlier one, whose rows all count as duplicates.
  package static func findings(among inputs: [WrittenFile]) -> [Finding] {
    var digests: [WrittenFile.Digest] = []
    var numbers = ValueIndex()
    // Per digest, the file that has it first.
    var firsts: [Name] = []
    var findings: [Finding] = []
    for input in inputs where WorkspacePath.isInLedger(input.path) {
      let number = Int(numbers.number(of: input.digest, in: &digests))
      if number == firsts.count {
        firsts.append(input.name)
        continue
      }
      findings.append(
        Finding(
          .note, at: Place(file: input.path), code: "file.again",
          message: "same bytes as \(firsts[number]), so its rows count once",
          help: "nothing to do; delete one of the two to silence this"))
    }
    return findings
  }
}
