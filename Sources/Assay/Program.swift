import Glibc
import Ledger
import Outputs
import Platform
import Presentation
import Terminal

/// Finds the command and turns whatever stops it into words and an exit status.
enum Program {
  /// The words after the program's name, byte for byte: Swift's own mend what is not UTF-8, and so name another file.
  private static func typedWords() throws(NoArguments) -> [Name] {
    // The first is the program's own name, so that there are none only where they cannot be read.
    guard CommandLine.argc > 0 else { throw NoArguments() }
    return (1..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0] }.map {
      Name(bytes: UnsafeRawBufferPointer(start: $0, count: strlen($0)))
    }
  }

  /// Does what the command line asks for; call it before any other thread starts.
  static func run() -> ExitStatus {
    var words: [String] = []
    do {
      try Interruption.watch()
      let typed = try typedWords()
      words = typed.map(\.description)
      if let broken = typed.first(where: { !$0.isText }) {
        throw UsageFault.notUTF8(broken.words)
      }
      return try dispatch(words)
    } catch {
      Interruption.giveWay()
      let printer = FindingPrinter(
        Paint.Choice(typedIn: words, option: CommandDeclaration.Option.color.name))
      if let fault = error as? UsageFault { return refuse(fault, words.first, printer) }
      let refusal = Refusal(error)
      Terminal.standardError.write(
        printer.text(
          Terminal.standardError.isTerminal ? refusal.findings.errorsFirst : refusal.findings,
          unlisted: refusal.unlisted)
          + printer.line(refusal.conclusion(written: Interruption.writtenInWords)))
      return .failed
    }
  }

  private static func dispatch(_ words: [String]) throws -> ExitStatus {
    guard let word = words.first else { throw UsageFault.noCommand }
    guard FileSystem.hasDescriptors() else { throw TooFewDescriptors() }
    if let command = CommandDeclaration.named(word) {
      return try run(command, words.dropFirst())
    }
    switch word {
    case "--help", "-h":
      // Help is given whatever else was typed.
      let text = CommandDeclaration.named(words.dropFirst().first).map {
        Help.text(of: $0, isWhole: words.dropFirst(2).first == Help.all)
      }
      let isWhole = words.dropFirst().first == Help.all
      Terminal.standardOutput.write(text ?? (isWhole ? Help.everything : Help.text))
      return .complete
    case "help":
      Terminal.standardOutput.write(try help(words.dropFirst()))
      return .complete
    case "--version":
      Terminal.standardOutput.write(Version.text)
      return .complete
    default: throw UsageFault.unknown(word)
    }
  }

  /// Returns the help that `assay help` with these words requests.
  private static func help(_ words: ArraySlice<String>) throws(UsageFault) -> String {
    let names = words.filter { !["--help", "-h", "help"].contains($0) }
    if names == ["--man"] { return ManPage.text }
    if names == [Help.all] { return Help.everything }
    guard let name = names.first else { return Help.text }
    guard let command = CommandDeclaration.named(name) else { throw .unknown(name) }
    // What a command can do stands in its help: `assay help prices import`.
    let verbs = command.operandList.first?.offer.words ?? []
    var rest = names.dropFirst()
    if let verb = rest.first, verbs.contains(verb) { rest.removeFirst() }
    let isWhole = rest.first == Help.all
    if isWhole { rest.removeFirst() }
    if let extra = rest.first { throw .tooManyOperands(command: "help", first: extra) }
    return Help.text(of: command, isWhole: isWhole)
  }

  private static func run(
    _ command: CommandDeclaration, _ words: ArraySlice<String>
  ) throws -> ExitStatus {
    // Help is given whatever else was typed.
    let before = words.prefix { $0 != "--" }
    if let place = before.firstIndex(where: { $0 == "--help" || $0 == "-h" || $0 == "--help=all" })
    {
      let next = before[place...].dropFirst().first
      let isWhole = before[place].hasSuffix("=all") || next == Help.all
      Terminal.standardOutput.write(Help.text(of: command, isWhole: isWhole))
      return .complete
    }
    if before.contains("--version") {
      Terminal.standardOutput.write(Version.text)
      return .complete
    }
    let arguments = try Arguments(words, for: command)
    try SpareMemory.require()
    try SpareThreads.require()
    return try command.action(arguments)
  }

  private static func refuse(
    _ fault: UsageFault, _ word: String?, _ printer: FindingPrinter
  ) -> ExitStatus {
    if fault == .noCommand {
      Terminal.standardError.write(Help.text)
    } else {
      let command = CommandDeclaration.named(word).map { $0.name + " " } ?? ""
      Terminal.standardError.write(
        printer.usage(fault.message, help: fault.typed ?? "assay \(command)--help"))
    }
    return .usage
  }
}

extension UsageFault {
  /// A first word that is no command.
  fileprivate static func unknown(_ word: String) -> UsageFault {
    let options = ["--help", "--version"]
    if word.hasPrefix("-") {
      return .unknownOption(word, command: "assay", near: nearest(to: word, among: options))
    }
    if let typed = CommandSynonyms.typed(for: word) { return .guessedCommand(word, typed: typed) }
    let names = CommandDeclaration.all.map(\.name) + ["help"]
    return .unknownCommand(word, near: nearest(to: word, among: names))
  }
}
