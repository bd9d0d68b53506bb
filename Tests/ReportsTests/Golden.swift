import Foundation
import Testing

/// The tables that were worked by hand, in `reports/expected`.
enum Golden {
  /// Expects `bytes` to be those of the table `name`; with `RECORD=1` writes them there and fails, so
  /// that nobody takes a recording for a pass.
  static func expect(
    _ name: String, is bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: "expected/\(name).csv")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(bytes).write(to: file)
      Issue.record("recorded \(name).csv: work it out by hand", sourceLocation: sourceLocation)
      return
    }
    let expected = try Data(contentsOf: file)
    #expect(
      String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
      sourceLocation: sourceLocation)
    #expect(Data(bytes) == expected, sourceLocation: sourceLocation)
  }

  /// The folder of the reports.
  static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "reports")
  }
}
