import Glibc
import Ledger
import Platform
import Workspace

/// Makes a new workspace: all of it or nothing, whenever the program ends.
///
/// A folder that is missing or empty is made aside and renamed into its place. Into a folder that has something in it, or
/// that must stay the same one, files go as books do (`StagedBooks`).
package struct WorkspaceMaker {
  private let root: String

  package init(_ root: String) { self.root = root }

  /// Makes it, or completes what one that died began.
  package func make() throws {
    switch try FileSystem.kind(of: root) {
    case nil: try makeAside()
    case .folder?:
      if try FileSystem.names(in: root).isEmpty, try canReplace() {
        try makeAside()
      } else {
        try makeWithin()
      }
    case .file?, .other?: throw SystemError(path: root, number: EEXIST)
    }
  }

  /// Returns the path of a name in the workspace, which may be the root folder.
  package static func path(_ name: String, in root: String) -> String {
    (root == "/" ? "" : root) + "/" + name
  }

  // MARK: A folder of its own

  /// Returns true if another folder may replace the empty one.
  ///
  /// It must not be a current folder as far as is known, must have no rights of single users, and
  /// its owner and permissions must be copyable.
  private func canReplace() throws -> Bool {
    guard try !FileSystem.isLink(root), let ownership = try FileSystem.ownership(of: root) else {
      return false
    }
    let parent = OutputGuard.plannedPath(FileSystem.parent(of: OutputGuard.plannedPath(root)))
    return try ownership.owner == geteuid() && !ownership.isSticky
      && FileSystem.inode(of: root) != FileSystem.inode(of: FileSystem.realPath(".") ?? ".")
      && !FileSystem.hasAccessList(root) && !FileSystem.isMounted(root)
      && FileSystem.isSameDevice(root, parent) && access(parent, W_OK | X_OK) == 0
  }

  private func makeAside() throws {
    // The outermost folder that is missing; those below it are made within the stage.
    let target = OutputGuard.plannedPath(root)
    var outermost = target
    while try FileSystem.kind(of: FileSystem.parent(of: outermost)) == nil {
      outermost = FileSystem.parent(of: outermost)
    }
    let parent = FileSystem.parent(of: outermost)
    guard try FileSystem.kind(of: parent) == .folder else {
      throw SystemError(path: parent, number: ENOTDIR)
    }
    guard access(parent, W_OK | X_OK) == 0 else { throw SystemError(path: parent, number: errno) }
    let kept = try FileSystem.ownership(of: target)
    let stage = WorkspaceStage(for: outermost)
    do {
      try stage.begin()
      let inner = stage.path + target.dropFirst(outermost.utf8.count)
      try fill(inner)
      if let kept { try FileSystem.give(kept, to: inner) }
      try Interruption.uninterrupted(writing: .workspace) {
        if kept != nil {
          try FileSystem.rename(stage.path, to: target)
        } else if try !FileSystem.renameToFree(stage.path, outermost) {
          throw SystemError(path: outermost, number: EEXIST)
        }
      }
    } catch {
      stage.discard()
      throw error
    }
    try FileSystem.flushFolder(parent)
  }

  private func fill(_ folder: String) throws {
    for inner in ["", "/ledger", "/prices"] { try FileSystem.makeFolder(folder + inner) }
    for file in NewWorkspace.files {
      let output = try OutputFile(folder + "/" + file.path)
      try output.write(Array(file.text.utf8))
      _ = try output.finish()
    }
    for inner in ["/prices", "/ledger", ""] { try FileSystem.flushFolder(folder + inner) }
  }

  // MARK: Within a folder that is there

  private func makeWithin() throws {
    let lock = try WorkspaceLock(
      root, waiting: 5,
      help: "when the other command ends, type: assay init \(ShellWord.path(root))")
    defer { lock.release() }
    if try StagedBooks.finish(in: root), try missing().isEmpty { return }
    let missing = try missing()
    var made: [String] = []
    do {
      for folder in ["prices", "ledger"].map({ WorkspaceMaker.path($0, in: root) }) {
        if try FileSystem.kind(of: folder) == nil { made.append(folder) }
        try FileSystem.makeFolder(folder, withParents: false)
      }
      let books = missing.map {
        StagedBooks.Book(path: $0.path, old: nil, new: Array($0.text.utf8))
      }
      try StagedBooks.write(books, in: root, as: .workspace)
    } catch {
      // What others have put into them since keeps them.
      for folder in made { rmdir(folder) }
      throw error
    }
  }

  /// The files that are not there, where all others are as shipped: so a workspace that is there in part is completed.
  ///
  /// Nothing is written unless everything can be.
  private func missing() throws -> [NewWorkspace.File] {
    let present = try NewWorkspace.files.filter {
      try FileSystem.exists(WorkspaceMaker.path($0.path, in: root))
    }
    let missing = NewWorkspace.files.filter { file in !present.contains { $0.path == file.path } }
    // Existing rules for git stay.
    let others = (missing.isEmpty ? present : try present.filter { try !isAsShipped($0) })
      .filter { $0.path != NewWorkspace.gitAttributes.path }
    if others.isEmpty { return missing }
    throw RunRefusal(
      findings: others.map {
        Finding(
          .error, at: Place(file: WorkspaceMaker.path($0.path, in: root)), code: "out.exists",
          message: "already exists; Assay does not overwrite it",
          help: "name another folder, or move it away")
      })
  }

  private func isAsShipped(_ file: NewWorkspace.File) throws(SystemError) -> Bool {
    let path = WorkspaceMaker.path(file.path, in: root)
    guard case .file(let size, _)? = try FileSystem.kind(of: path),
      size == file.text.utf8.count
    else { return false }
    return try FileSystem.contents(of: path) == Array(file.text.utf8)
  }
}

/// The folder in which a new workspace is made, beside the place that it is to take.
///
/// It is locked (flock), so that of two at once one is refused, and what one that died left is recognised by it.
private final class WorkspaceStage {
  let path: String
  private var lock: WorkspaceLock?

  /// - Parameter target: the place.
  init(for target: String) {
    let name = FileSystem.name(of: target)
    // A name may be as long as the system lets names be.
    let short = name.utf8.count <= 200 ? name : String(name.prefix(40))
    path = FileSystem.parent(of: target) + "/" + Stage.prefix + "init." + short
  }

  /// Makes it, and takes away first what one that died left.
  func begin() throws {
    if try FileSystem.isFolder(path) {
      let old = try locked()
      defer { old.release() }
      do throws(SystemError) { try sweep(path) } catch {
        throw OutputFault.leftover(error.path, error.number)
      }
    }
    Interruption.onStop(remove: path)
    guard mkdir(path, 0o777) == 0 else { throw SystemError(path: path, number: errno) }
    lock = try locked()
  }

  /// Takes it away, unless another one has it.
  func discard() {
    if lock != nil { FileSystem.removeIfPossible(path) }
  }

  private func locked() throws -> WorkspaceLock {
    try WorkspaceLock(path, waiting: 0, of: "init", help: "when the other command ends, try again")
  }

  /// Removes what `init` makes in a folder and the folder, which stays where anything else is in it.
  private func sweep(_ folder: String) throws(SystemError) {
    for name in try FileSystem.names(in: folder).map(\.description) {
      let inner = folder + "/" + name
      if try FileSystem.isFolder(inner) {
        try sweep(inner)
      } else if NewWorkspace.files.contains(where: { FileSystem.name(of: $0.path) == name }) {
        try FileSystem.remove(inner)
      }
    }
    try FileSystem.removeFolder(folder)
  }
}
