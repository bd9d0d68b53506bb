import Intake
import Ledger
import Platform
import Workspace

/// A temporary folder that shows some files of a workspace, so that an ordinary run reads these and nothing else.
///
/// A file that is shown to its end is a link to the real one; one that is cut is a copy of its first bytes, and a book
/// as known at an instant a copy without its later rows. Whoever makes a view removes it; a signal removes it as well.
package struct WorkspaceView: Sendable {
  /// The workspace as it was typed.
  package let workspace: String
  /// The folder to be read as a workspace.
  package let root: String
  /// A folder for outputs that are not kept; it does not exist yet.
  package let output: String
  private let folder: String

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - workspace: the folder of the real workspace.
  ///   - files: the files to be shown, each once.
  ///   - settings: the bytes of `assay.json`; nil shows the real file, if `files` names it.
  ///   - isOfView: the workspace is a view itself, whose links lead out.
  package init(
    of workspace: String, files: [ViewFile], settings: [UInt8]? = nil, isOfView: Bool = false
  ) throws {
    let folder = try FileSystem.makeScratchFolder()
    Interruption.onStop(removeLasting: folder)
    self.workspace = workspace
    self.folder = folder
    root = folder + "/workspace"
    output = folder + "/out"
    do {
      try FileSystem.makeFolder(root)
      for file in files where settings == nil || file.path != WorkspacePath.settings {
        try show(file, isOfView: isOfView)
      }
      if let settings {
        try FileSystem.write(settings, toNew: root + "/" + WorkspacePath.settings)
      }
    } catch {
      remove()
      throw error
    }
  }

  /// Gives a view to `body`, and removes it in any case.
  package static func with<Value>(
    of workspace: String, files: [ViewFile], settings: [UInt8]? = nil, isOfView: Bool = false,
    _ body: (WorkspaceView) throws -> Value
  ) throws -> Value {
    let view = try WorkspaceView(
      of: workspace, files: files, settings: settings, isOfView: isOfView)
    defer { view.remove() }
    return try view.retelling { try body(view) }
  }

  /// Removes the folder with all that was written into it.
  package func remove() {
    if FileSystem.removeIfPossible(folder) { Interruption.forget(folder) }
  }

  /// The way in which the folder is to be read.
  ///
  /// - Parameters:
  ///   - name: the name of the workspace that reports print; nil is the name of the real folder.
  ///   - settings: `assay.json` as inputs list it, where other bytes are shown.
  package func reading(name: String? = nil, settings: WrittenFile? = nil) -> WorkspaceViewOptions {
    var reading = WorkspaceViewOptions()
    reading.linksLeadOut = true
    reading.name = name ?? FileSystem.name(of: FileSystem.realPath(workspace) ?? workspace)
    reading.settings = settings
    return reading
  }

  private func show(_ file: ViewFile, isOfView: Bool) throws {
    guard WorkspacePath.isInside(file.path) else {
      throw refusal(of: file, "a path outside the workspace")
    }
    let place = try StagedBooks.location(of: file.path, in: workspace)
    guard let real = FileSystem.realPath(place) else {
      throw SystemError(path: place, number: 2)
    }
    if !isOfView { try requireInside(file, real) }
    let path = root + "/" + file.path
    try FileSystem.makeFolder(FileSystem.parent(of: path))
    if let knownAt = file.knownAt,
      let known = try KnownRows.bytes(of: file, at: real, knownAt)
    {
      try FileSystem.write(known, toNew: path)
    } else if let length = file.length {
      try FileSystem.copyBeginning(of: real, count: length, to: path)
    } else {
      try FileSystem.makeLink(to: real, at: path)
    }
  }

  /// Refuses a link of the ledger or of the credit events that leads out of its folder, as every command does.
  private func requireInside(_ file: ViewFile, _ real: String) throws {
    let folder =
      WorkspacePath.isInLedger(file.path)
      ? WorkspacePath.ledger
      : WorkspacePath.isInCredits(file.path) ? WorkspacePath.credits : nil
    guard let folder, let inside = FileSystem.realPath(workspace + "/" + folder) else { return }
    if real.hasPrefix(inside + "/") { return }
    throw refusal(of: file, "a link that points outside \(folder)/")
  }

  private func refusal(of file: ViewFile, _ reason: String) -> RunRefusal {
    RunRefusal(findings: [FileFailure(.cannotOpen(reason: reason)).finding(in: file.path)])
  }
}
