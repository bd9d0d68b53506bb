import Commands
import Glibc
import Ledger
import Outputs
import Platform
import Presentation
import Terminal

/// Finds the command and turns whatever stops it into words and an exit status.
enum Program {
  /// The words after the program's name, byte for byte: Swift's own repair what is not UTF-8, and so name another file.
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
    if let command = Command(rawValue: word) {
      return try run(command, words.dropFirst())
    }
    switch word {
    case "--help", "-h":
      Terminal.standardOutput.write(Help.text(after: words.dropFirst()))
      return .complete
    case "help":
      Terminal.standardOutput.write(try Help.text(asked: words.dropFirst()))
      return .complete
    case "--version":
      Terminal.standardOutput.write(Version.text)
      return .complete
    default: throw UsageFault.unknown(word)
    }
  }

  private static func run(
    _ command: Command, _ words: ArraySlice<String>
  ) throws -> ExitStatus {
    let before = words.prefix { $0 != "--" }
    if let help = Help.text(among: before, of: command) {
      Terminal.standardOutput.write(help)
      return .complete
    }
    if before.contains("--version") {
      Terminal.standardOutput.write(Version.text)
      return .complete
    }
    let arguments = try Arguments(words, for: command.declaration)
    try SpareMemory.require()
    try SpareThreads.require()
    return try command.run(arguments)
  }

  private static func refuse(
    _ fault: UsageFault, _ word: String?, _ printer: FindingPrinter
  ) -> ExitStatus {
    if fault == .noCommand {
      Terminal.standardError.write(Help.text)
    } else {
      let command = word.flatMap(Command.init).map { $0.rawValue + " " } ?? ""
      Terminal.standardError.write(
        printer.usage(fault.message, help: fault.typed ?? "assay \(command)--help"))
    }
    return .usage
  }
}
