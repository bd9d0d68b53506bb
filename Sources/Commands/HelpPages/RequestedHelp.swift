import Terminal

extension Help {
  /// Returns the help that `assay --help` with these words behind it requests, whatever else was typed.
  package static func text(after words: ArraySlice<String>) -> String {
    let ofCommand = CommandDeclaration.named(words.first).map {
      text(of: $0, isWhole: words.dropFirst().first == all)
    }
    return ofCommand ?? (words.first == all ? everything : text)
  }

  /// Returns the help that `assay help` with these words requests.
  package static func text(asked words: ArraySlice<String>) throws(UsageFault) -> String {
    let names = words.filter { !["--help", "-h", "help"].contains($0) }
    if names == ["--man"] { return ManPage.text }
    if names == [all] { return everything }
    guard let name = names.first else { return text }
    guard let command = CommandDeclaration.named(name) else { throw .unknown(name) }
    // What a command can do stands in its help: `assay help prices import`.
    let verbs = command.operandList.first?.offer.words ?? []
    var rest = names.dropFirst()
    if let verb = rest.first, verbs.contains(verb) { rest.removeFirst() }
    let isWhole = rest.first == all
    if isWhole { rest.removeFirst() }
    if let extra = rest.first { throw .tooManyOperands(command: "help", first: extra) }
    return text(of: command, isWhole: isWhole)
  }

  /// Returns the help that words after a command request, whatever else was typed; nil where they do not.
  package static func text(among words: ArraySlice<String>, of command: Command) -> String? {
    let isHelp = { (word: String) in ["--help", "-h", "--help=all"].contains(word) }
    guard let place = words.firstIndex(where: isHelp) else { return nil }
    let next = words[place...].dropFirst().first
    let isWhole = words[place].hasSuffix("=all") || next == all
    return text(of: command.declaration, isWhole: isWhole)
  }
}
