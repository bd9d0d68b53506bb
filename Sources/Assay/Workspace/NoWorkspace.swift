import Ledger

/// What is to be worked in is no workspace.
enum NoWorkspace: Error, Hashable {
  /// - Parameter near: a workspace beside it has nearly its name.
  case missing(String, near: String?)
  case notAFolder(String)
  /// None of the files and folders of a workspace is in it.
  case empty(String)

  /// Refuses what is no folder, or holds nothing that a workspace is made of.
  static func refuse(_ path: String) throws {
    switch try FileSystem.kind(of: path) {
    case nil: throw missing(path, near: try near(path))
    case .file, .other: throw notAFolder(path)
    case .folder: guard try isWorkspace(path) else { throw empty(path) }
    }
  }

  /// Whether a folder has anything of a workspace in it; what a README says is no part of one.
  private static func isWorkspace(_ folder: String) throws(SystemError) -> Bool {
    let names = try FileSystem.names(in: folder).map(\.description)
    return !OutputGuard.truth.subtracting(["README.md"]).isDisjoint(with: names)
  }

  /// The workspace that was probably meant: one beside, with nearly the same name.
  private static func near(_ path: String) throws(SystemError) -> String? {
    let parent = FileSystem.parent(of: path)
    guard case .folder? = try FileSystem.kind(of: parent) else { return nil }
    let names = try FileSystem.names(in: parent).map(\.description)
    let prefix = String(path.dropLast(FileSystem.name(of: path).count))
    guard let name = nearest(to: FileSystem.name(of: path), among: names),
      case .folder? = try FileSystem.kind(of: prefix + name), try isWorkspace(prefix + name)
    else { return nil }
    return prefix + name
  }

  var finding: Finding {
    let (path, message, help) =
      switch self {
      case .missing(let path, let near):
        (
          path,
          "no such folder, expected a workspace" + (near.map { ", did you mean \($0)?" } ?? ""),
          "make a workspace: assay init \(path)"
        )
      case .notAFolder(let path):
        (path, "not a folder, expected a workspace", "make a workspace: assay init DIR")
      case .empty(let path):
        (
          path, "no workspace: it has no ledger/, no prices/ and no assay.json",
          "make it one: assay init \(path)"
        )
      }
    return Finding(.error, at: Place(file: path), code: "file.open", message: message, help: help)
  }
}
