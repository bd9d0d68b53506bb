import Platform

/// The differences in reading where a folder is a view of another workspace, as a close and its proof make one.
package struct WorkspaceViewOptions: Sendable {
  /// True if links to files may lead anywhere; else those of the ledger and of credit events are held inside.
  package var linksLeadOut = false
  /// The name that reports print; nil is the name of the folder.
  package var name: String?
  /// The file `assay.json` as inputs list it, whatever bytes are read; nil is the file that is read.
  package var settings: WrittenFile?

  /// The folder whose settings, books and bills are read; nil is that of the workspace.
  package var books: String?

  package init() {}

  /// Returns the folder whose settings, books and bills are read for the workspace at `root`.
  func bookRoot(of root: String) -> String { books ?? root }
}
