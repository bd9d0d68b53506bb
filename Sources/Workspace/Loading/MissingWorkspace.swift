import Ledger
import Platform

/// The folder to work in is not a workspace.
package enum MissingWorkspace: FindingError, Hashable {
  /// Nothing is there; `near` is a workspace beside it with nearly its name.
  case missing(String, near: String?)
  case notAFolder(String)
  /// None of the files and folders of a workspace is in it.
  case empty(String)
  /// It is within the workspace `above`.
  case within(String, above: String)
  /// Nothing is there, within the workspace `above`.
  case missingWithin(String, above: String)
  /// A new workspace would be within the workspace `above`.
  case newWithin(String, above: String)

  /// Refuses what is no folder, or holds nothing that a workspace is made of.
  package static func refuse(_ path: String) throws {
    let kind = try FileSystem.kind(of: path)
    if case .folder = kind, try isWorkspace(path) { return }
    let near = kind == nil ? sibling(like: path) : nil
    if near == nil, let above = workspace(above: path) {
      throw kind == nil ? missingWithin(path, above: above) : within(path, above: above)
    }
    switch kind {
    case nil: throw missing(path, near: near)
    case .file, .other: throw notAFolder(path)
    case .folder: throw empty(path)
    }
  }

  /// Refuses a place for a new workspace that is within another: its books would be read as exports or books there.
  package static func refuseNew(_ path: String) throws {
    guard let above = workspace(above: path),
      try FileSystem.exists(above + "/" + WorkspacePath.settings)
    else { return }
    throw newWithin(path, above: above)
  }

  /// The nearest workspace among the folders above a path; nil where there is none, as far as anybody may look.
  private static func workspace(above path: String) -> String? {
    var folder = path
    while folder.hasSuffix("/"), folder.count > 1 { folder.removeLast() }
    for _ in 0..<8 {
      let word = FileSystem.name(of: folder)
      if word == "." || word == ".." || word.isEmpty {
        folder = folder == "." ? ".." : folder + "/.."
      } else {
        folder = FileSystem.parent(of: folder)
      }
      if holdsWorkspace(folder) { return folder }
      if folder == "/" || folder == "." && !path.hasPrefix(".") { return nil }
    }
    return nil
  }

  /// Returns a path beside the workspace `above`, from the current folder: `../demo2`, `shop-demo2`.
  private static func outside(_ above: String, named path: String) -> String {
    let name = path.split(separator: "/").last { $0 != "." && $0 != ".." } ?? "workspace"
    let above = above.hasSuffix("/") ? String(above.dropLast()) : above
    if above == "." { return "../\(name)" }
    return FileSystem.name(of: above) == ".." ? "\(above)/../\(name)" : "\(above)-\(name)"
  }

  /// Returns the typed command with the workspace `above` in place of `path`.
  private static func typed(_ above: String, insteadOf path: String) -> String {
    var words = Array(CommandLine.arguments.dropFirst())
    let place = words.lastIndex { $0 == path || $0 == path + "/" || $0 + "/" == path }
    let isHere = above == "."
    if let place {
      if isHere { words.remove(at: place) } else { words[place] = above }
    } else if let command = words.first, takingMore.contains(command) {
      words.insert(above, at: 1)
    } else {
      words.append(above)
    }
    return (["assay"] + words.map(ShellWord.word)).joined(separator: " ")
  }

  /// The commands in which another operand follows the workspace.
  private static let takingMore = ["explain", "open", "quote", "show", "top"]

  /// The typed command with a word for the workspace, which it lacks.
  ///
  /// Nil where it names one, or where it would work in a new one.
  private static func withWorkspace(insteadOf path: String) -> String? {
    let words = Array(CommandLine.arguments.dropFirst())
    guard path == ".", let command = words.first, command != "open", takingMore.contains(command),
      !words.contains(where: { $0 == "." || $0 == "./" })
    else { return nil }
    return (["assay", command, "WORKSPACE"] + words.dropFirst().map(ShellWord.word))
      .joined(separator: " ")
  }

  /// True if a folder contains part of a workspace; a README does not count.
  private static func isWorkspace(_ folder: String) throws(SystemError) -> Bool {
    let names = try FileSystem.names(in: folder).map(\.description)
    return !WorkspacePath.truth.subtracting(["README.md"]).isDisjoint(with: names)
  }

  /// The workspace that was probably meant: one beside, with nearly the same name.
  ///
  /// Nil as well without permission to look: the fault is that the requested folder is not there.
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

  /// True if a workspace exists at a path, as far as permissions allow to see.
  private static func holdsWorkspace(_ path: String) -> Bool {
    do throws(SystemError) {
      if case .folder? = try FileSystem.kind(of: path) { return try isWorkspace(path) }
      return false
    } catch { return false }
  }

  package var finding: Finding {
    let (path, message, help) =
      switch self {
      case .missing(let path, let near):
        (
          path,
          "no such folder, expected a workspace" + (near.map { ", did you mean \($0)?" } ?? ""),
          near.map { "name the workspace: \(MissingWorkspace.typed($0, insteadOf: path))" }
            ?? "make a workspace: assay init \(ShellWord.path(path))"
        )
      case .notAFolder(let path):
        (path, "not a folder, expected a workspace", "make a workspace: assay init DIR")
      case .within(let path, let above):
        (
          path, "not a workspace, but inside the workspace \(above)",
          "name the workspace: \(MissingWorkspace.typed(above, insteadOf: path))"
        )
      case .missingWithin(let path, let above):
        (
          path, "no such folder",
          (above == "." ? "the workspace is the current folder: " : "name the workspace: ")
            + MissingWorkspace.typed(above, insteadOf: path)
        )
      case .newWithin(let path, let above):
        (
          path,
          "inside \(above == "." ? "the current workspace" : "the workspace \(above)"), "
            + "expected a folder outside it",
          "name a folder outside it: assay init "
            + ShellWord.path(MissingWorkspace.outside(above, named: path))
        )
      case .empty(let path):
        (
          path, "not a workspace: it has no ledger/, no prices/ and no assay.json",
          MissingWorkspace.withWorkspace(insteadOf: path)
            .map { "name the workspace: \($0)" }
            ?? "make it one: assay init \(ShellWord.path(path))"
        )
      }
    return Finding(.error, at: Place(file: path), code: "file.open", message: message, help: help)
  }
}
