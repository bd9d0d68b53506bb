import Foundation
import Ledger
import Support
import Workspace

/// A workspace on disk, read.
enum TestWorkspace {
  /// Reads the workspace `ws` of the folder.
  static func workspace(_ folder: Scratch) throws -> Workspace {
    try Workspace(root: folder.path("ws"), knownAt: nil)
  }

  /// Its problems and notes, one message a line with the help below; its folder is called `WS`.
  static func told(_ folder: Scratch) throws -> String {
    try workspace(folder).findings.map { finding in
      "\(finding.place): \(finding.severity.rawValue): [\(finding.code)] \(finding.message)\n"
        + (finding.help.map { "  help: \($0)\n" } ?? "")
    }.joined().replacing(folder.path("ws"), with: "WS")
  }
}
