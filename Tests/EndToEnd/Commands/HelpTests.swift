import Foundation
import Testing

/// The help of the program and of each command, and the completions that must say the same.
struct HelpTests {
  /// The commands that the help of the program lists.
  static func commands() throws -> [String] {
    try Program.assay("--help").output.split(separator: "\n")
      .prefix { !$0.hasPrefix("Start:") }
      .compactMap { $0.firstMatch(of: #/^ {2}([a-z]+) /#).map { String($0.output.1) } }
  }

  /// The options of a command by its whole help, with the words for their values.
  static func options(of command: String) throws -> [(name: String, value: String)] {
    try Program.assay(command, "--help", "all").output.split(separator: "\n").flatMap { line in
      guard line.hasPrefix("  --") else { return [] as [(name: String, value: String)] }
      let left = String(line.dropFirst(2)).components(separatedBy: "  ")[0]
      return left.matches(of: #/(--[a-z0-9-]+)(?: ([A-Z][^ ]*))?/#).map {
        (String($0.output.1), $0.output.2.map(String.init) ?? "")
      }
    }
  }

  @Test func `every help is as it was drawn`() throws {
    try expectGolden(Program.assay("--help").output, "help.txt")
    for command in try Self.commands() {
      try expectGolden(Program.assay(command, "--help").output, "help-\(command).txt")
      #expect(
        try Program.assay("help", command).output == Program.assay(command, "--help").output)
    }
  }

  /// Options for machines only: how to read, how long to wait, what to draw.
  private static let machine = [
    "--no-progress", "--max-ratio", "--max-bytes", "--wait", "--threads", "--block-bytes",
    "--careful",
  ]

  @Test func `options for machines are only in the help of all`() throws {
    for command in try Self.commands() {
      let help = try Program.assay(command, "--help").output
      let all = try Program.assay(command, "--help", "all").output
      #expect(help.contains("--help all shows every option"), "\(command)")
      for option in Self.machine { #expect(!help.contains(option), "\(command) \(option)") }
      let options = try Self.options(of: command).map(\.name)
      #expect(
        options.filter { !help.contains($0) } == options.filter(Self.machine.contains), "\(command)"
      )
      #expect(try Program.assay("help", command, "all").output == all)
      #expect(try Program.assay("--help", command, "all").output == all)
    }
    let verb = try Program.assay("help", "prices", "import", "all")
    #expect(verb.output == (try Program.assay("prices", "--help", "all").output))
    #expect(try Program.assay("help", "run", "all", "x").status == 64)
    let everything = try Program.assay("--help", "all").output
    #expect(everything.hasSuffix("Every option of a command: assay COMMAND --help all\n"))
    #expect(try Program.assay("help", "all").output == everything)
  }

  @Test func `every help has two examples`() throws {
    for command in try Self.commands() {
      let lines = try Program.assay(command, "--help").output.split(separator: "\n")
      let examples = lines.filter { $0.hasPrefix("  assay ") || $0.hasPrefix("  source ") }
      #expect(examples.count == 2, "\(command)")
    }
  }

  @Test(arguments: [["prices", "import"], ["multipliers", "approve"], ["completions", "zsh"]])
  func `help of a word of a command is that of the command`(_ words: [String]) throws {
    let run = try Program.assay(["help"] + words)
    #expect(run.output == (try Program.assay(words[0], "--help").output))
    #expect(run.status == 0)
  }

  @Test func `every help goes to the output and fits a screen`() throws {
    for words in try [["--help"]] + Self.commands().map({ [$0, "--help"] }) {
      let run = try Program.assay(words)
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(lines.count <= 40, "\(words)")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(words)")
      let narrow = try Program.assay(words, environment: ["COLUMNS": "60"]).output
        .split(separator: "\n").filter {
          !$0.hasPrefix("  assay ") && !$0.hasPrefix("  source ") && !$0.hasPrefix("usage: ")
        }
      #expect(narrow.allSatisfy { $0.count <= 60 }, "\(words): \(narrow)")
    }
  }

  @Test func `no command at all gets the help on standard error`() throws {
    let run = try Program.assay([])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.wrappedErrors == (try Program.assay("--help").output))
  }

  @Test func `the parser takes what the help shows, and no more`() throws {
    for command in try Self.commands() {
      for option in try Self.options(of: command) where option.name != "--help" {
        let run = try Program.assay(command, option.name + (option.value.isEmpty ? "=1" : ""))
        #expect(run.status == 64)
        let message =
          option.value.isEmpty
          ? "option \(option.name) takes no value"
          : "option \(option.name) needs a value: \(option.name) \(option.value)"
        #expect(run.errors.hasPrefix("assay: error: \(message)\n"), "\(run.errors)")
      }
      let other = try Program.assay(command, "--no-such-option")
      #expect(other.errors.hasPrefix("assay: error: unknown option --no-such-option for "))
    }
  }
}
