import Ledger
import Platform
import Workspace

/// The settings, books and bills of a workspace, copied so that they may change while tasks run.
package enum BooksCopy {
  /// Copies those of the workspace at `root` into a new folder, which is then read in their place.
  package static func make(of root: String, in folder: String) throws {
    try FileSystem.makeFolder(folder)
    for name in WorkspacePath.books.sorted() { try copy(name, from: root, to: folder) }
    for part in [WorkspacePath.prices, WorkspacePath.bills] {
      guard try FileSystem.isFolder(root + "/" + part) else { continue }
      try copyAll(part, from: root, to: folder)
    }
  }

  /// Copies every file of a folder, and of those in it.
  private static func copyAll(_ part: String, from root: String, to folder: String) throws {
    try FileSystem.makeFolder(folder + "/" + part)
    for name in try FileSystem.names(in: root + "/" + part) {
      let path = part + "/" + name.description
      if try FileSystem.isFolder(root + "/" + path) {
        try copyAll(path, from: root, to: folder)
      } else {
        try copy(path, from: root, to: folder)
      }
    }
  }

  private static func copy(_ path: String, from root: String, to folder: String) throws {
    let place = try StagedBooks.location(of: path, in: root)
    guard try FileSystem.exists(place) else { return }
    try FileSystem.copyBeginning(of: place, count: .max, to: folder + "/" + path)
  }
}
