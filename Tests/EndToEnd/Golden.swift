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
  #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
}
