import Glibc
import Ledger

/// The folder in which the files of a run are written before they take the places of the previous ones.
package struct Stage {
  /// The path at which the files are written.
  private(set) var path: String
  private let output: String
  /// The stage is beside the output folder and changes places with it.
  private var isBeside: Bool
  private let names: Set<String>
  private let family: FileNamePattern?
  /// Returns true if a run made the folder at a path.
  private let isOurFolder: (String) throws -> Bool

  /// The prefix of every temporary name of Assay.
  package static let prefix = ".assay-tmp."

  /// Decides where the stage is, making the folders above the output folder where they are missing.
  ///
  /// - Parameters:
  ///   - names: every file that a run may write there.
  ///   - family: names of files that a run may also write there.
  ///   - isOurFolder: says whether the folder at a path was made by a run; such a folder may be exchanged for another.
  init(
    for output: String, names: Set<String>, family: FileNamePattern? = nil,
    isOurFolder: @escaping (String) throws -> Bool
  ) throws {
    self.output = output
    self.names = names
    self.family = family
    self.isOurFolder = isOurFolder
    let parent = FileSystem.parent(of: output)
    let name = FileSystem.name(of: output)
    try FileSystem.makeFolder(parent)
    let kind = try FileSystem.kind(of: output)
    if let kind, kind != .folder { throw SystemError(path: output, number: ENOTDIR) }
    let isLink = kind != nil ? try FileSystem.isLink(output) : false
    let isPlain = !name.isEmpty && name != "." && name != ".." && !isLink
    let canMove = try kind == nil || Stage.canExchange(output, in: parent, isOurFolder)
    isBeside = isPlain && canMove && access(parent, W_OK | X_OK) == 0
    if !isBeside || kind != nil {
      guard access(output, W_OK | X_OK) == 0 else { throw SystemError(path: output, number: errno) }
    }
    path = isBeside ? parent + "/" + Stage.prefix + name : Stage.within(output)
  }

  /// The stage where the output folder stays where it is.
  private static func within(_ output: String) -> String { output + "/" + prefix + "stage" }

  /// Returns true if a new folder may replace the folder at `output` after a run.
  ///
  /// It may if the old folder is empty or, by its manifest, made by a run. Others may be the
  /// current folder of a process, or be shared. Access rights of single users and a mounted file
  /// system cannot be moved along.
  private static func canExchange(
    _ output: String, in parent: String, _ isOurFolder: (String) throws -> Bool
  ) throws -> Bool {
    guard try FileSystem.isSameDevice(output, parent), try !FileSystem.isMounted(output),
      let ownership = try FileSystem.ownership(of: output), !ownership.isSticky,
      !FileSystem.hasAccessList(output)
    else { return false }
    return try isOurFolder(output)
      || FileSystem.names(in: output).allSatisfy(Stage.isTemporary)
  }

  /// Makes the folder.
  ///
  /// If it is to be the output folder, it has that one's owner, and until then only the owner may look
  /// into it. Where Assay may not give it away, the stage is within the output folder.
  mutating func make() throws {
    Interruption.onStop(remove: path)
    guard isBeside, let kept = try FileSystem.ownership(of: output) else {
      try FileSystem.makeFolder(path)
      return
    }
    try FileSystem.makeFolder(path, mode: 0o700)
    do throws(SystemError) { try FileSystem.give(kept.closed, to: path) } catch {
      guard error.number == EPERM else { throw error }
      try FileSystem.removeFolder(path)
      (isBeside, path) = (false, Stage.within(output))
      Interruption.onStop(remove: path)
      try FileSystem.makeFolder(path)
    }
  }

  /// Finishes or takes away what a run that died left behind.
  func sweep() throws {
    try finishAbove()
    for stage in [path, Stage.within(output)] {
      guard try FileSystem.exists(stage) else { continue }
      // Only folders are ours: a link of that name leads to what is somebody else's.
      guard try FileSystem.isFolder(stage) else { throw SystemError(path: stage, number: ENOTDIR) }
      try empty(stage)
    }
    for name in try FileSystem.names(in: output) where Stage.isTemporary(name) {
      try FileSystem.remove(name.path(in: output))
    }
  }

  /// Finishes a run into the folder above, which may have died before it moved this output folder back.
  private func finishAbove() throws {
    let parent = FileSystem.parent(of: output)
    let above = FileSystem.parent(of: parent) + "/" + Stage.prefix + FileSystem.name(of: parent)
    guard try FileSystem.isFolder(above) else { return }
    try Stage(for: parent, names: names, family: family, isOurFolder: isOurFolder).empty(above)
  }

  /// The files linked into the stage, by name.
  typealias Linked = [Name: FileSystem.Inode]

  /// The way in which the files took their places.
  enum Placement {
    /// Nothing had been there.
    case new
    /// The two folders changed places; files that are not ours are in both.
    case exchanged(Linked)
    /// Each file was renamed.
    case oneByOne
  }

  /// Puts the files called `written` into the output folder, from which others that are ours go.
  ///
  /// If it throws, nothing was put there, but for a stage within the folder, where some may have
  /// been.
  ///
  func commit(_ written: [String]) throws -> Placement {
    // What a library may have left behind here is nobody's.
    let all = Set(written)
    for name in try FileSystem.names(in: path) where !all.contains(name.description) {
      try FileSystem.removeTree(name.path(in: path))
    }
    for name in written {
      try FileSystem.takeOver(from: output + "/" + name, by: path + "/" + name)
    }
    guard isBeside else {
      try renameOneByOne(written)
      return .oneByOne
    }
    guard let kept = try FileSystem.ownership(of: output) else {
      try FileSystem.rename(path, to: output)
      return .new
    }
    do {
      try FileSystem.give(kept, to: path)
      let linked = try takeAlong(except: all)
      try FileSystem.exchange(path, output)
      return .exchanged(linked)
    } catch let error as SystemError where Stage.cannotExchange.contains(error.number) {
      // Some file systems, and folders mounted from elsewhere, cannot: one file after another, then.
      try renameOneByOne(written)
      return .oneByOne
    }
  }

  /// Puts back what had been in the place of the files, so that the stage has them again.
  func takeBack(_ placement: Placement) throws {
    do throws(SystemError) {
      switch placement {
      case .new: try FileSystem.rename(output, to: path)
      case .exchanged: try FileSystem.exchange(path, output)
      case .oneByOne: throw SystemError(path: output, number: EOPNOTSUPP)
      }
    } catch {
      throw UntouchedFilesError(path: output, reason: error.reason)
    }
  }

  /// The order is that of writing, and the manifest was written last; then what is ours and was not written anew goes.
  private func renameOneByOne(_ written: [String]) throws {
    for name in written {
      try FileSystem.rename(path + "/" + name, to: output + "/" + name)
    }
    let all = Set(written)
    for name in try FileSystem.names(in: output)
    where isOurs(name) && !all.contains(name.description) {
      try FileSystem.remove(name.path(in: output))
    }
  }

  /// The errors of a file system that cannot exchange two folders.
  static let cannotExchange: Set<Int32> = [EXDEV, EBUSY, EINVAL, ENOSYS, EPERM, EOPNOTSUPP]

  /// Takes away what was in the place of the files before, once they are in theirs; what is left, the next
  /// run takes away.
  func tidy(_ placement: Placement) throws {
    let linked: Linked = if case .exchanged(let linked) = placement { linked } else { [:] }
    if try FileSystem.isFolder(path) { try empty(path, linked) }
    try FileSystem.flushFolder(output)
    try FileSystem.flushFolder(FileSystem.parent(of: output))
  }

  /// Links what is not ours in the output folder into the stage, so that it is in both.
  private func takeAlong(except written: Set<String>) throws -> Linked {
    var linked: Linked = [:]
    for name in try FileSystem.names(in: output)
    where !written.contains(name.description) && !isOurs(name) && !Stage.isTemporary(name) {
      let copy = name.path(in: path)
      if try FileSystem.isFolder(name.path(in: output)) {
        try requireMovable(name.path(in: output))
        continue
      }
      do throws(SystemError) { try FileSystem.link(name.path(in: output), copy) } catch {
        // Its owner took it away meanwhile.
        if error.number == ENOENT { continue }
        throw error
      }
      linked[name] = try FileSystem.inode(of: copy)
    }
    try FileSystem.flushFolder(path)
    return linked
  }

  /// Refuses to leave behind a folder that could not be moved back.
  private func requireMovable(_ folder: Name) throws {
    let isMovable =
      try access(folder.terminated, W_OK) == 0
      && !FileSystem.isFixed(folder) && !FileSystem.isMounted(folder)
    if !isMovable { throw SystemError(path: folder.words, number: EBUSY) }
  }

  /// Empties and removes a stage.
  ///
  /// What is not ours in it stays with its owner: folders cannot be linked, and files may have come or
  /// have been replaced after they were linked.
  private func empty(_ stage: String, _ linked: Linked = [:]) throws {
    for name in try FileSystem.names(in: stage) {
      let old = name.path(in: stage)
      let isFolder = try FileSystem.isFolder(old)
      if Stage.isTemporary(name) {
        try FileSystem.removeTree(old)
      } else if isOurs(name) && !isFolder {
        try FileSystem.remove(old)
      } else {
        try giveBack(name, from: old, linked: linked[name])
      }
    }
    try FileSystem.removeFolder(stage)
  }

  /// Leaves what is called `name` and belongs to the user in the output folder only.
  ///
  /// - Parameter linked: the file of that name that was linked into both folders.
  private func giveBack(_ name: Name, from old: Name, linked: FileSystem.Inode?) throws {
    let new = name.path(in: output)
    let (here, there) = (try FileSystem.inode(of: old), try FileSystem.inode(of: new))
    if here == linked || here == there {
      try FileSystem.remove(old)
    } else if let linked, there == linked, try !FileSystem.isFolder(old) {
      // It was saved anew between the linking and the exchange; what is in its place goes away.
      try FileSystem.exchange(old, new)
      try giveBack(name, from: old, linked: linked)
    } else {
      if try FileSystem.kind(of: output) == nil { try FileSystem.makeFolder(output) }
      // Where two are called so, both stay.
      var (free, number) = (new, 1)
      while try !FileSystem.renameToFree(old, free) {
        let ending = number == 1 ? ".recovered" : ".recovered-\(number)"
        free = Name(bytes: new.bytes + ending.utf8)
        number += 1
      }
    }
  }

  private func isOurs(_ name: Name) -> Bool {
    let text = name.description
    return names.contains(text) || family?.contains(text) ?? false
  }

  private static func isTemporary(_ name: Name) -> Bool {
    name.bytes.starts(with: Stage.prefix.utf8)
  }
}
