import Ledger
import Platform
import Terminal

extension Arguments {
  /// Refuses separated figures, as in `cost revenue`, and names without their option, as in `cost by tier`.
  package func refuseWordsApart() throws(UsageFault) {
    var words = operands[...]
    if let first = words.first, case .folder? = WorkspaceOperands.kind(of: first) {
      words.removeFirst()
    }
    guard words.count > 1, let first = words.first else { return }
    let isQuestion = first.split(separator: ",")
      .allSatisfy { QueryKeywords.measureNames.contains($0.lowercased()) }
    guard isQuestion else {
      if operands.count > 2 { throw .tooManyOperands(command: "show", first: operands[2]) }
      return
    }
    let by = words.firstIndex { ["by", "per"].contains($0.lowercased()) } ?? words.endIndex
    func list(_ part: some Sequence<String>) -> [String] {
      let names = part.flatMap { $0.split(separator: ",").map(String.init) }
        .filter { $0.lowercased() != "and" }
      return names.isEmpty ? [] : [names.joined(separator: ",")]
    }
    // A name such as day among the figures belongs behind the option too.
    let isName = { (word: String) in QueryKeywords.dimensionNames.contains(word.lowercased()) }
    let known = Set(
      QueryKeywords.measureNames + QueryKeywords.dimensionNames + ["and", "by", "per"])
    let unknown = words.first { word in
      !word.split(separator: ",").allSatisfy { known.contains($0.lowercased()) }
    }
    if let unknown { throw .tooManyOperands(command: "show", first: unknown) }
    let before = list(words[..<by].filter { !isName($0) })
    let names = list(words[..<by].filter(isName) + words[by...].dropFirst())
    let typed =
      ["assay", "show"] + operands[..<words.startIndex] + before
      + (names.isEmpty ? [] : ["--by"] + names)
      + stated.flatMap { [$0.option, $0.text] }
    throw .apart(
      command: "show", first: words[words.startIndex + 1],
      typed: (names.isEmpty ? "separate measures with commas: " : "")
        + typed.map(ShellWord.word).joined(separator: " "))
  }
}
