import Foundation
import Testing

/// The transcripts of `docs/GUIDE.md`, run line by line in a copy of the sample.
struct GuideTests {
  @Test func `the guide shows what the program says`() throws {
    let file = Program.repository.appending(path: "docs/GUIDE.md")
    let guide = try String(contentsOf: file, encoding: .utf8)
    let folder = try Scratch()
    try folder.copySample(to: "shop")
    let played = try Self.play(guide, in: folder.path("shop"))
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try played.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("the guide was written: look at it")
    }
    expectLines(played, of: "docs/GUIDE.md", toBe: guide)
  }

  /// Each command in the table of features prints something after the transcripts of its chapter.
  ///
  /// A command may exit with 2 or 3, as a run with rejected rows or findings does, but not with 1.
  @Test func `each command of the table of features shows something`() throws {
    let file = Program.repository.appending(path: "docs/GUIDE.md")
    let guide = try String(contentsOf: file, encoding: .utf8)
    let chapter = try #require(
      guide.components(separatedBy: "\n## ").first { $0.hasPrefix("Audit: verify every credit") })
    let parts = chapter.components(separatedBy: "\n### All features and their commands\n")
    try #require(parts.count == 2)
    let folder = try Scratch()
    try folder.copySample(to: "shop")
    _ = try Self.play(parts[0], in: folder.path("shop"))
    let commands = Self.commands(inRowsOf: parts[1])
    #expect(commands.count > 60)
    for command in commands {
      let said = try Program.bash(command + "; echo status $?", in: folder.path("shop"))
      let lines = said.split(separator: "\n")
      let ends = lines.contains { ["status 0", "status 2", "status 3"].contains($0) }
      #expect(ends && lines.count > 1, "\(command): \(said)")
    }
  }

  /// The texts in backquotes in rows of a table that begin with the name of a program.
  private static func commands(inRowsOf text: String) -> [String] {
    let programs = ["assay", "cat", "cut", "grep", "head", "sqlite3"]
    return text.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }.flatMap { row in
      row.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }.filter { span in programs.contains { span.hasPrefix($0 + " ") } }
  }

  /// The guide with what its commands say now: a line after `$ ` in a `console` block is a command, the
  /// lines up to the next are what it says.
  private static func play(_ guide: String, in folder: String) throws -> String {
    var lines: [String] = []
    var isConsole = false
    for line in guide.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
        lines.append(line)
      } else if isConsole, line.hasPrefix("$ ") {
        lines.append(line)
        let said = try Program.bash(String(line.dropFirst(2)), in: folder)
        lines += said.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
      } else if !isConsole {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}
