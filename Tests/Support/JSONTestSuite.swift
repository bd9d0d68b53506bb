import Foundation

/// The public cases of JSONTestSuite, by Nicolas Seriot; the name of a case begins with what must hold of it.
package enum JSONTestSuite {
  /// The name and the text of each case.
  package static func cases() throws -> [(name: String, bytes: [UInt8])] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "JSONTestSuite.tsv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return try lines.filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard let data = Data(base64Encoded: String(parts[1])) else {
        throw CocoaError(.coderReadCorrupt)
      }
      return (String(parts[0]), Array(data))
    }
  }
}
