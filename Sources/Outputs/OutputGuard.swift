import Glibc
import Ledger
import Platform
import Workspace

/// Refuses to write where data of others would be lost, before any work is done.
package struct OutputGuard {
  private let workspace: String
  private let isForced: Bool
  /// The month whose close replaces its reports.
  private let restated: Month?

  /// - Parameters:
  ///   - isForced: foreign files may be replaced; truth never.
  ///   - restated: the month whose reports a restatement replaces; those of other closed months stay.
  package init(workspace: String, isForced: Bool, restated: Month? = nil) {
    self.workspace = workspace
    self.isForced = isForced
    self.restated = restated
  }

  /// Checks the folder for the reports and the files that are elsewhere.
  package func check(reports folder: String, _ lone: OptionalOutputs) throws {
    try checkFolder(
      folder, names: RunOutput.fileNames, family: StatementFileName.family,
      foreign: RunOutput.foreign)
    let database = workspace + "/" + DatabaseGuard.file
    if DatabaseFile.isPossible(in: workspace), try FileSystem.isLink(database) {
      throw OutputFault.databaseLink(database)
    }
    if let finding = try DatabaseGuard.lossFinding(in: workspace) {
      throw RunRefusal(findings: [finding])
    }
    if FileSystem.isFixed(database) { throw OutputFault.notWritable(database, EPERM) }
    try check(lone, reports: folder)
  }

  /// Checks the files that are elsewhere, each of which has a path of its own.
  package func check(_ lone: OptionalOutputs, reports folder: String) throws {
    if let rated = lone.rated {
      try checkFile(
        rated, reports: folder, header: RatedFile.columns.joined(separator: ","),
        option: "--rated rated.csv")
    }
    guard let path = lone.eventRevenue else { return }
    try checkFile(
      path, reports: folder, header: EventRevenueFile.columns.joined(separator: ","),
      option: "--event-revenue events.csv")
    if let rated = lone.rated,
      OutputGuard.plannedPath(rated) == OutputGuard.plannedPath(path)
    {
      throw OutputFault.blocked(path)
    }
  }

  /// Checks the path of a single file that is to begin with `header`.
  ///
  /// - Parameter option: what names the file; nil where it is one of a folder.
  package func check(file path: String, header: String, option: String?) throws {
    try checkFile(path, reports: nil, header: header, option: option)
  }

  /// Checks the folder for reports, whose files are called `names` or have a name of the family.
  ///
  /// - Parameter foreign: the first of those in the folder that no earlier command of Assay wrote.
  package func checkFolder(
    _ path: String, names: Set<String>, family: FileNamePattern? = nil,
    foreign: (String, [String]) throws -> String?
  ) throws {
    try checkName(path)
    try checkTruth(path)
    try ClosedFolder.refuse(
      path, of: workspace, replaced: restated, planned: OutputGuard.plannedPath)
    guard let kind = try FileSystem.kind(of: path) else {
      // A link that leads nowhere.
      if try FileSystem.exists(path) { throw OutputFault.notAFolder(path) }
      try checkWritable(above: path)
      return
    }
    guard kind == .folder else { throw OutputFault.notAFolder(path) }
    guard access(path, W_OK | X_OK) == 0 else { throw OutputFault.notWritable(path, errno) }
    let present = try FileSystem.names(in: path).map(\.description).filter {
      names.contains($0) || family?.contains($0) ?? false
    }
    for name in present { try checkReplaceable(path + "/" + name) }
    if !isForced, let first = try foreign(path, present) {
      let manifest = RunOutput.manifestName
      throw OutputFault.foreign(path + "/" + (present.contains(manifest) ? manifest : first))
    }
  }

  /// Checks what is at the place of a report: a file or a link, which Assay may replace.
  private func checkReplaceable(_ path: String) throws {
    let isLink = try FileSystem.isLink(path)
    switch try FileSystem.kind(of: path) {
    case .file?: break
    case .folder? where !isLink, .other? where !isLink: throw OutputFault.blocked(path)
    case .folder?, .other?, nil: break
    }
    if FileSystem.isFixed(path) { throw OutputFault.notWritable(path, EPERM) }
  }

  /// Checks how the path is written, wherever it leads.
  private func checkName(_ path: String) throws {
    if path == "-" { throw OutputFault.hyphen }
    if path.split(separator: "/").contains(where: { $0.hasPrefix(Stage.prefix) }) {
      throw OutputFault.temporary(path)
    }
  }

  /// Checks the path of a single file that is to begin with `header`, or to be gzip.
  private func checkFile(
    _ path: String, reports folder: String?, header: String, option: String?
  ) throws {
    try checkName(path)
    try checkTruth(path)
    try ClosedFolder.refuse(
      path, of: workspace, replaced: restated, planned: OutputGuard.plannedPath)
    let planned = OutputGuard.plannedPath(path)
    if path.hasSuffix("/") { throw OutputFault.notAFile(path, option: option) }
    // The folder for the reports, or one above it, though neither may be there yet.
    if let folder, (OutputGuard.plannedPath(folder) + "/").hasPrefix(planned + "/") {
      throw OutputFault.notAFile(path, option: option)
    }
    let parent = OutputGuard.plannedPath(FileSystem.parent(of: path))
    if let folder, parent == OutputGuard.plannedPath(folder),
      RunOutput.fileNames.contains(FileSystem.name(of: path))
        || StatementFileName.family.contains(FileSystem.name(of: path))
    {
      throw OutputFault.blocked(path)
    }
    if try FileSystem.isLink(path) { throw OutputFault.link(path, option: option) }
    switch try FileSystem.kind(of: path) {
    case nil: try checkWritable(above: path)
    case .folder, .other: throw OutputFault.notAFile(path, option: option)
    case .file:
      guard access(path, W_OK) == 0 else { throw OutputFault.notWritable(path, errno) }
      if FileSystem.isFixed(path) { throw OutputFault.notWritable(path, EPERM) }
      let start = try FileSystem.beginning(of: path, count: header.utf8.count)
      let isOurs = start.elementsEqual(header.utf8) || start.starts(with: [0x1F, 0x8B])
      if !isOurs && !start.isEmpty && !isForced { throw OutputFault.foreign(path) }
    }
  }

  /// Keeps runs of other workspaces out of an output folder that is outside this one.
  package func lock(above path: String, waiting seconds: Int) throws -> WorkspaceLock? {
    var folder = FileSystem.parent(of: path)
    while try FileSystem.kind(of: folder) == nil { folder = FileSystem.parent(of: folder) }
    guard let real = FileSystem.realPath(folder), let root = FileSystem.realPath(workspace),
      real != root, !real.hasPrefix(root + "/")
    else { return nil }
    return try WorkspaceLock(folder, waiting: seconds)
  }

  private func checkTruth(_ path: String) throws {
    guard let root = FileSystem.realPath(workspace) else { return }
    let real = OutputGuard.plannedPath(path)
    if real == root { throw OutputFault.truth(path) }
    if real == "/" || root.hasPrefix(real + "/") { throw OutputFault.aboveWorkspace(path) }
    guard real.hasPrefix(root + "/") else { return }
    let first = String(real.dropFirst(root.count + 1).prefix { $0 != "/" })
    if WorkspacePath.truth.contains(first) || first.hasPrefix(DatabaseGuard.file) {
      throw OutputFault.truth(path)
    }
  }

  /// Returns the path without links that `path` will have; what does not exist yet is where its folder
  /// is.
  package static func plannedPath(_ path: String) -> String {
    if let real = FileSystem.realPath(path) { return real }
    let (parent, name) = (FileSystem.parent(of: path), FileSystem.name(of: path))
    if parent == path { return path }
    let folder = plannedPath(parent)
    switch name {
    case "", ".": return folder
    case "..": return FileSystem.parent(of: folder)
    default: return (folder == "/" ? "" : folder) + "/" + name
    }
  }

  /// The nearest folder above that exists must let us make names in it.
  private func checkWritable(above path: String) throws {
    var folder = FileSystem.parent(of: path)
    while try FileSystem.kind(of: folder) == nil {
      if try FileSystem.exists(folder) { throw OutputFault.notAFolder(folder) }
      folder = FileSystem.parent(of: folder)
    }
    guard try FileSystem.kind(of: folder) == .folder else { throw OutputFault.notAFolder(folder) }
    guard access(folder, W_OK | X_OK) == 0 else { throw OutputFault.notWritable(folder, errno) }
  }
}
