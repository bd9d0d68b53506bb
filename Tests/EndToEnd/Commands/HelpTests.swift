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

  @Test func `the whole help and the manual page are printed`() throws {
    let all = try Program.assay("prices", "--help", "all").output
    #expect(all.contains("--threads"))
    #expect(try Program.assay("help", "prices", "import", "all").output == all)
    #expect(try Program.assay("help", "--man").output.hasPrefix(".TH ASSAY 1 "))
  }

  @Test func `no command at all gets the help on standard error`() throws {
    let run = try Program.assay([])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.wrappedErrors == (try Program.assay("--help").output))
  }
}
