import Engine
import Ledger
import Support
import Workspace

/// A ledger rated in this process, as `check` rates it.
enum InProcessRun {
  /// Rates the workspace `ws` of the folder.
  static func run(_ folder: Scratch, threads: Int = 1, blockBytes: Int = 1 << 16) throws
    -> LedgerRun
  {
    var options = RunOptions()
    options.reading.threads = threads
    options.reading.blockBytes = blockBytes
    options.listsRows = false
    let workspace = try Workspace(folder.path("ws"), options)
    return try LedgerRun(workspace: workspace, options: options, progress: nil)
  }

  /// Its messages, one a line with the help below; its folder is called `WS`.
  static func told(_ folder: Scratch) throws -> String {
    try run(folder).findings.map { finding in
      "\(finding.place): \(finding.severity.rawValue): [\(finding.code)] \(finding.message)\n"
        + (finding.help.map { "  help: \($0)\n" } ?? "")
    }.joined().replacing(folder.path("ws"), with: "WS")
  }
}
