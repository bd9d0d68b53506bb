import Ledger

/// What is to be worked in is no workspace.
enum NoWorkspace: Error, Hashable {
  /// Nothing stands there; `near` is a workspace beside it with nearly its name.
  case missing(String, near: String?)
  case notAFolder(String)
  /// None of the files and folders of a workspace is in it.
  case empty(String)

  /// Refuses what is no folder, or holds nothing that a workspace is made of.
  static func refuse(_ path: String) throws {
    switch try FileSystem.kind(of: path) {
    case nil: throw missing(path, near: sibling(like: path))
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
  ///
  /// Nil as well where nobody may look: what is wrong is that the folder asked for is not there.
  private static func sibling(like path: String) -> String? {
    let word = FileSystem.name(of: path)
    let folder = String(path.dropLast(word.count))
    do throws(SystemError) {
      let names = try FileSystem.names(in: FileSystem.parent(of: path)).map(\.description)
      let near = names.filter { name in
        nearest(to: word, among: CollectionOfOne(name)) != nil && holdsWorkspace(folder + name)
      }
      return nearest(to: word, among: near).map { folder + $0 }
    } catch { return nil }
  }

  /// Whether a workspace stands at a path, as far as anybody may look.
  private static func holdsWorkspace(_ path: String) -> Bool {
    do throws(SystemError) {
      if case .folder? = try FileSystem.kind(of: path) { return try isWorkspace(path) }
      return false
    } catch { return false }
  }

  var finding: Finding {
    let (path, message, help) =
      switch self {
      case .missing(let path, let near):
        (
          path,
          "no such folder, expected a workspace" + (near.map { ", did you mean \($0)?" } ?? ""),
          "make a workspace: assay init \(ShellWord.path(path))"
        )
      case .notAFolder(let path):
        (path, "not a folder, expected a workspace", "make a workspace: assay init DIR")
      case .empty(let path):
        (
          path, "no workspace: it has no ledger/, no prices/ and no assay.json",
          "make it one: assay init \(ShellWord.path(path))"
        )
      }
    return Finding(.error, at: Place(file: path), code: "file.open", message: message, help: help)
  }
}
