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
