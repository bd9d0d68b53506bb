import Outputs
import Terminal
import Testing

@testable import Commands

/// Help, manual page and completions, which come from the same declarations.
struct HelpPageTests {
  /// The options of a command by its whole help, with the words for their values.
  private static func options(of command: Command) -> [(name: String, value: String)] {
    Help.text(of: command.declaration, isWhole: true).split(separator: "\n").flatMap { line in
      guard line.hasPrefix("  --"), let left = line.dropFirst(2).split(separator: "  ").first else {
        return [] as [(name: String, value: String)]
      }
      return left.matches(of: #/(--[a-z0-9-]+)(?: ([A-Z][^ ]*))?/#).map {
        (String($0.output.1), $0.output.2.map(String.init) ?? "")
      }
    }
  }

  @Test(arguments: Command.allCases)
  func `the parser takes what the help shows, and no more`(command: Command) throws {
    let options = Self.options(of: command)
    #expect(options.map(\.name) == command.declaration.options.map(\.name))
    for option in options where option.name != "--help" {
      #expect(
        try TypedWords.message([
          command.rawValue, option.name + (option.value.isEmpty ? "=1" : ""),
        ])
          == (option.value.isEmpty
            ? "option \(option.name) takes no value"
            : "option \(option.name) needs a value: \(option.name) \(option.value)"))
    }
    #expect(
      try TypedWords.message([command.rawValue, "--no-such-option"])
        .hasPrefix("unknown option --no-such-option for "))
  }

  /// Options for machines only: how to read, how long to wait, what to draw.
  private static let machine = [
    "--no-progress", "--max-ratio", "--max-bytes", "--wait", "--threads", "--block-bytes",
    "--careful",
  ]

  @Test(arguments: Command.allCases)
  func `options for machines are only in the help of all`(command: Command) throws {
    let help = Help.text(of: command.declaration)
    let all = Help.text(of: command.declaration, isWhole: true)
    #expect(help.contains("--help all shows every option"))
    for option in Self.machine { #expect(!help.contains(option), "\(option)") }
    let options = Self.options(of: command).map(\.name)
    #expect(options.filter { !help.contains($0) } == options.filter(Self.machine.contains))
    let name = command.rawValue
    #expect(try Help.text(asked: [name]) == help)
    #expect(try Help.text(asked: [name, "all"]) == all)
    #expect(Help.text(after: [name]) == help)
    #expect(Help.text(after: [name, "all"]) == all)
    #expect(Help.text(among: ["ws", "--help"], of: command) == help)
    #expect(Help.text(among: ["ws", "-h", "all"], of: command) == all)
    #expect(Help.text(among: ["--help=all"], of: command) == all)
    #expect(Help.text(among: ["ws", "all"], of: command) == nil)
  }

  @Test func `the help of the program says where every option is`() throws {
    let everything = Help.text(after: ["all"])
    #expect(everything == Help.text + "Every option of a command: assay COMMAND --help all\n")
    #expect(try Help.text(asked: ["all"]) == everything)
    #expect(try Help.text(asked: []) == Help.text)
    #expect(Help.text(after: ["frobnicate"]) == Help.text)
  }

  @Test(arguments: [["prices", "import"], ["multipliers", "approve"], ["completions", "zsh"]])
  func `help of a word of a command is that of the command`(words: [String]) throws {
    let command = try #require(Command(rawValue: words[0]))
    #expect(try Help.text(asked: words[...]) == Help.text(of: command.declaration))
    #expect(
      try Help.text(asked: (words + ["all"])[...])
        == Help.text(of: command.declaration, isWhole: true))
  }

  @Test(arguments: Command.allCases)
  func `every help has two examples`(command: Command) {
    let lines = Help.text(of: command.declaration).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("  assay ") || $0.hasPrefix("  source ") } == 2)
  }

  // MARK: Manual page

  /// The words of a page of man(7), without its requests and escapes.
  private static func words(_ page: some StringProtocol) -> [String] {
    page.split(separator: "\n").flatMap { line in
      // A request is a word after a full stop, and stands before the text.
      let text = line.hasPrefix(".") ? line.drop { $0 != " " } : line
      return String(text).replacing("\\-", with: "-").replacing("\\&", with: "")
        .replacing("\\e", with: "\\").split(separator: " ").map(String.init)
    }
  }

  @Test(arguments: Command.allCases)
  func `the page says of each command what its help says, word for word`(command: Command) throws {
    let page = try Help.text(asked: ["--man"])
    let section = try #require(page.split(separator: ".SS \(command.rawValue)\n").last)
    let end = section.ranges(of: "\n.S").first?.lowerBound ?? section.endIndex
    let help = Help.text(of: command.declaration, isWhole: true)
    let words: [String] = help.split { $0 == " " || $0 == "\n" }.map { String($0) }
    #expect(Self.words(section[..<end]) == words)
  }

  @Test func `the page names the program, its version and each exit status`() throws {
    let lines = try Help.text(asked: ["--man"]).split(separator: "\n")
    #expect(lines.first == ".TH ASSAY 1 \"\" \"assay \(Version.number)\" \"User Commands\"")
    #expect(
      lines.filter { $0.contains(#/^\.B [0-9]+$/#) }
        == [".B 0", ".B 1", ".B 2", ".B 3", ".B 4", ".B 64"])
  }

  @Test func `no text is taken for a request of man(7)`() throws {
    for line in try Help.text(asked: ["--man"]).split(separator: "\n") {
      #expect(
        !line.hasPrefix("'")
          && (!line.hasPrefix(".") || line.contains(#/^\.(TH|SH|SS|PP|TP|nf|fi|B|I)( |$)/#)),
        "\(line)")
    }
  }

  // MARK: Completions

  @Test(arguments: Command.allCases)
  func `zsh completes every command and option of the help`(command: Command) throws {
    let script = ZshCompletions.text
    #expect(script.contains("\n    '\(command.rawValue):"))
    let block = try #require(
      script.split(separator: "\n    \(command.rawValue))\n").last?.split(separator: ";;").first)
    for option in Self.options(of: command) {
      let repeated = Self.repeated.contains("\(command.rawValue) \(option.name)") ? "*" : ""
      let start = option.value.isEmpty ? "'\(option.name)[" : "'\(repeated)\(option.name)=["
      #expect(block.contains(start), "\(option.name)")
    }
  }

  /// The options that may be given more than once.
  private static let repeated =
    [
      "set", "increment", "credit-value", "price", "swap", "block", "budget", "daily-cap",
      "plan-price",
    ].map { "simulate --\($0)" }
    + ["set", "increment", "credit-value", "price"].map { "compare --\($0)" }
    + ["show --where", "top --where", "audit --account", "plan --to"]

  @Test(arguments: [
    "'1:WORKSPACE:_files'", "'2:SCENARIO.json:_files'", "'*:SCENARIO.json:_files'",
    "'3:A:_files'", "'4:B:_files'",
  ])
  func `zsh offers files where an operand is one`(operand: String) {
    #expect(ZshCompletions.text.contains(" \\\n        \(operand)"))
  }
}
