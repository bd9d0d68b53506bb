import Glibc
import Intake
import Ledger
import Platform

/// The files below a folder of a workspace, by the bytes of their paths.
package struct ExportFolder {
  /// The paths of all files whose names are text and not hidden, in the workspace.
  package private(set) var paths: [Name] = []
  /// The folders and files that Assay does not look into, each with the reason.
  package private(set) var findings: [Finding] = []
  private let root: String
  private let folder: String
  private let links: Links
  private let isIgnored: (String) -> Bool

  /// The rule for links to files.
  package enum Links {
    /// A link may lead anywhere; one that leads nowhere is passed over.
    case followed
    /// A link that leads nowhere, or out of the folder, is refused.
    case heldInside
  }

  /// No real folder of exports is that deep, and each level takes room on the stack.
  private static let deepest = 100

  /// Lists the files; none where the folder does not exist.
  ///
  /// - Parameter isIgnored: returns true for a path that the settings leave out.
  package init(
    _ folder: String, in root: String, links: Links, isIgnored: @escaping (String) -> Bool
  ) throws(SystemError) {
    self.root = root
    self.folder = folder
    self.links = links
    self.isIgnored = isIgnored
    guard try FileSystem.kind(of: root + "/" + folder) == .folder else { return }
    try list(folder)
    paths.sort()
  }

  private mutating func list(_ folder: String) throws(SystemError) {
    for name in try FileSystem.names(in: root + "/" + folder) {
      let path = folder + "/" + name.words
      if name.isHidden || isIgnored(path) { continue }
      guard name.isText else {
        findings.append(FileFailure(.nameNotText).finding(in: path))
        continue
      }
      guard let kind = try FileSystem.kind(of: root + "/" + path) else {
        if links == .heldInside { refuse(path, FileSystem.reason(ENOENT)) }
        continue
      }
      switch kind {
      case .folder:
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        if try FileSystem.isLink(root + "/" + path) {
          refuse(path, "a link to a folder")
        } else if depth > ExportFolder.deepest {
          refuse(path, "nested more than \(ExportFolder.deepest) folders deep")
        } else {
          try list(path)
        }
      case .file, .other:
        if try leadsOut(path) {
          refuse(path, "a link that points outside \(self.folder)/")
        } else {
          paths.append(Name(path))
        }
      }
    }
  }

  private mutating func refuse(_ path: String, _ reason: String) {
    findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
  }

  /// True if the file at `path` is a link to one outside the folder, where that counts.
  private func leadsOut(_ path: String) throws(SystemError) -> Bool {
    guard links == .heldInside, try FileSystem.isLink(root + "/" + path),
      let real = FileSystem.realPath(root + "/" + path),
      let inside = FileSystem.realPath(root + "/" + folder)
    else { return false }
    return !real.hasPrefix(inside + "/")
  }
}
