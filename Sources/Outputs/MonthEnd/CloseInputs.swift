import Bills
import Closing
import Engine
import Ledger
import Platform
import Workspace

/// The files of a workspace that a close reads: all books, and every other file with a row before the period's end.
struct CloseInputs {
  /// By the bytes of their paths.
  let files: [ViewFile]
  /// True if a file of the ledger is left out, as all its rows are later.
  let isLedgerLonger: Bool

  /// - Parameters:
  ///   - workspace: the whole workspace.
  ///   - chain: names the manifests of earlier closes.
  ///   - end: the first instant after the period.
  init(
    of workspace: Workspace, _ chain: CloseChain, before end: Instant, _ options: RunOptions
  ) throws {
    let ledger = workspace.ledger.map(\.path) + workspace.bucketFiles.map(\.path)
    var later = ExportsAfterMonth.paths(end, in: workspace, options)
    isLedgerLonger = !later.isEmpty
    var paths = workspace.bookFiles.map(\.path) + ledger
    if let credits = try CreditFiles(of: workspace, limits: options.gzipLimits) {
      paths += credits.files.map(\.path)
      later.formUnion(CreditFilesAfterMonth.paths(end, in: credits, options))
    }
    if let bills = try BillFolder(of: workspace, limits: options.gzipLimits) {
      paths += try BillFolder.paths(of: workspace).map(\.description)
      later.formUnion(bills.paths(after: end, of: workspace))
    }
    if try FileSystem.exists(workspace.root + "/" + CloseChain.file) {
      paths.append(CloseChain.file)
    }
    for row in chain.rows where row.kind != .approve {
      if case .file? = try FileSystem.kind(of: workspace.root + "/" + row.manifest) {
        paths.append(row.manifest)
      }
    }
    files = Set(paths).subtracting(later).map { Name($0) }.sorted().map {
      ViewFile($0.description)
    }
  }
}
