import Foundation
import Testing

/// The completions of a shell, which come from the same declarations as the help.
struct CompletionTests {
  @Test func `bash offers every command and option of the help`() throws {
    let commands = try HelpTests.commands()
    #expect(try bash("") == commands + ["help", "--help", "--version"])
    #expect(try bash("help", "") == commands)
    for command in commands {
      #expect(try bash(command, "-") == HelpTests.options(of: command).map(\.name), "\(command)")
    }
  }

  /// Words as they stand when the key is pressed, and what is offered.
  private static let offered: [(words: [String], offer: [String])] = [
    (["ru"], ["run"]), (["run", "--out"], ["--output"]),
    (["run", "--color", ""], ["auto", "always", "never"]),
    (["run", "--color", "=", "al"], ["always"]),
    (["run", "--color", "="], ["auto", "always", "never"]),
    (["run", "--fail-on", "mis"], ["mismatch"]),
    (["run", "--fail-on", "mismatch,unp"], ["mismatch,unpriced"]),
    (["quote", "--status", "c"], ["completed", "cancelled"]),
    (["quote", "--service-tier", "b"], ["batch"]), (["run", "--period", ""], []),
    (["completions", ""], ["bash", "zsh"]),
    (["run", "a f"], ["a folder"]), (["run", "--output", "a"], ["a folder"]),
    (["run", "--rated", "a"], ["a file", "a folder"]), (["nothing", "x"], []),
    (["run", "ws", "a f"], []), (["help", "run", ""], []),
    (["run", "--color", "=", "never", "a f"], ["a folder"]),
    (["run", "--last", "3", "--quiet", "a f"], ["a folder"]),
    (["prices", ""], ["list", "check", "diff", "import"]), (["prices", "--json", "d"], ["diff"]),
    (["prices", "list", "d"], []), (["prices", "diff", "l"], []),
    (["prices", "list", "a"], ["a file", "a folder"]),
    (["prices", "import", "ws", "a"], ["a file", "a folder"]),
    (["prices", "diff", "ws", "x", "a"], ["a file", "a folder"]),
    (["multipliers", "approve", "a"], ["a folder"]), (["multipliers", "approve", "ws", "a"], []),
    (["simulate", "a"], ["a file", "a folder"]),
    (["simulate", "ws", "a"], ["a file", "a folder"]),
    (["simulate", "ws", "x.json", "y.json", "a"], ["a file", "a folder"]),
    (["explain", "a"], ["a folder"]), (["explain", "ws", "a"], []), (["init", "a"], ["a folder"]),
  ]

  @Test func `bash offers words for values, and paths where one is meant`() throws {
    // Paths come in the order in which a file system lists them.
    for (words, offer) in Self.offered {
      #expect(try bash(words).sorted() == offer.sorted(), "\(words)")
    }
  }

  @Test func `the scripts are sound to their shells`() throws {
    for shell in ["bash", "zsh"] {
      let folder = try Scratch()
      try folder.write("script", try Program.assay("completions", shell).output)
      let installed = ["/bin/", "/usr/bin/"].map { $0 + shell }
        .first(where: FileManager.default.isExecutableFile)
      guard let installed else { continue }
      #expect(try Program.run(URL(filePath: installed), ["-n", folder.path("script")]).status == 0)
    }
  }

  private func bash(_ words: String...) throws -> [String] { try bash(words) }

  /// Returns the completions of bash after `assay` and `words`, of which the last is being typed.
  private func bash(_ words: [String]) throws -> [String] {
    let folder = try Scratch()
    try folder.write("assay.bash", try Program.assay("completions", "bash").output)
    try folder.write("here/a file", "")
    try folder.write("here/a folder/x", "")
    let quoted = (["assay"] + words).map { "'\($0)'" }.joined(separator: " ")
    try folder.write(
      "ask",
      """
      source \(folder.path("assay.bash"))
      cd \(folder.path("here"))
      COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count)
      _assay
      if (( ${#COMPREPLY[@]} )); then printf '%s\\n' "${COMPREPLY[@]}"; fi
      """)
    let run = try Program.run(URL(filePath: "/bin/bash"), [folder.path("ask")])
    #expect(run.errors == "")
    return run.output.split(separator: "\n").map(String.init)
  }
}
