import Foundation
import Testing

/// Compares `text` with a file in `expected/`, byte for byte.
///
/// With RECORD=1 the file is written, and the test still fails: look at what was written.
func expectGolden(_ text: String, _ name: String) throws {
  let file = Program.repository.appending(path: "Tests/EndToEnd/expected/\(name)")
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("\(name) is written: look at it")
    return
  }
  expectLines(text, of: name, toBe: try String(contentsOf: file, encoding: .utf8))
}

/// Expects what the program said to be what the file `name` tells, and shows the first line that is not.
func expectLines(_ said: String, of name: String, toBe told: String) {
  let lines = (said: said.components(separatedBy: "\n"), told: told.components(separatedBy: "\n"))
  for (number, (said, told)) in zip(1..., zip(lines.said, lines.told)) where said != told {
    Issue.record("\(name):\(number): it has \"\(told)\", the program \"\(said)\"")
    break
  }
  #expect(lines.said.count == lines.told.count, "lines of \(name)")
}
