import Glibc
import Ledger

/// Refuses to write where something of somebody else's would be lost, before any work is done.
struct OutputGuard {
  private let workspace: String
  private let isForced: Bool

  /// - Parameter isForced: foreign files may be replaced; truth never.
  init(workspace: String, isForced: Bool) {
    self.workspace = workspace
    self.isForced = isForced
  }

  /// What in a workspace is truth, by the first part of its path.
  static let truth: Set<String> = [
    "ledger", "prices", "credits", "bills", "assay.json", "aliases.csv", "derivations.csv",
    "multipliers.csv", "models.csv", "plans.csv", "fx.csv", "accounts.csv", "coupons.csv",
    "topups.csv", "entitlements.csv", "budgets.csv", "price-acks.csv", "closes.csv", "README.md",
  ]

  /// Checks the folder for the reports and the file for the rated rows.
  func check(reports folder: String, rated: String?) throws {
    try checkFolder(folder, names: RunOutput.fileNames)
    guard let rated else { return }
    try checkFile(rated, reports: folder, header: RatedFile.columns.joined(separator: ","))
  }

  /// Checks the folder for the reports, whose files are called `names`.
  private func checkFolder(_ path: String, names: Set<String>) throws {
    try checkTruth(path)
    guard let kind = try FileSystem.kind(of: path) else {
      try checkWritable(above: path)
      return
    }
    guard kind == .folder else { throw OutputFault.notAFolder(path) }
    guard access(path, W_OK | X_OK) == 0 else { throw OutputFault.notWritable(path, errno) }
    let present = try FileSystem.names(in: path).map(\.description).filter(names.contains)
    for name in present where try FileSystem.isFolder(path + "/" + name) {
      throw OutputFault.blocked(path + "/" + name)
    }
    if let first = present.first, !present.contains(RunOutput.manifestName), !isForced {
      throw OutputFault.foreign(path + "/" + first)
    }
  }

  /// Checks the path of a single file that is to begin with `header`, or to be gzip.
  private func checkFile(_ path: String, reports folder: String, header: String) throws {
    try checkTruth(path)
    let parent = OutputGuard.plannedPath(FileSystem.parent(of: path))
    if parent == OutputGuard.plannedPath(folder),
      RunOutput.fileNames.contains(FileSystem.name(of: path))
    {
      throw OutputFault.blocked(path)
    }
    switch try FileSystem.kind(of: path) {
    case nil: try checkWritable(above: path)
    case .folder, .other: throw OutputFault.notAFile(path)
    case .file:
      guard access(path, W_OK) == 0 else { throw OutputFault.notWritable(path, errno) }
      let start = try FileSystem.beginning(of: path, count: header.utf8.count)
      let isOurs = start.elementsEqual(header.utf8) || start.starts(with: [0x1F, 0x8B])
      if !isOurs && !start.isEmpty && !isForced { throw OutputFault.foreign(path) }
    }
  }

  /// Keeps runs of other workspaces out of an output folder that lies outside this one.
  func lock(above path: String, waiting seconds: Int) throws -> WorkspaceLock? {
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
    guard real.hasPrefix(root + "/") else { return }
    let first = real.dropFirst(root.count + 1).prefix { $0 != "/" }
    if OutputGuard.truth.contains(String(first)) { throw OutputFault.truth(path) }
  }

  /// Returns the path without links that `path` will have; what does not exist yet stands where its folder
  /// stands.
  private static func plannedPath(_ path: String) -> String {
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
    while try FileSystem.kind(of: folder) == nil { folder = FileSystem.parent(of: folder) }
    guard try FileSystem.kind(of: folder) == .folder else { throw OutputFault.notAFolder(folder) }
    guard access(folder, W_OK | X_OK) == 0 else { throw OutputFault.notWritable(folder, errno) }
  }
}

/// Why nothing may be written at a path.
///
/// It carries the values; `finding` makes the words.
enum OutputFault: Error, Hashable {
  case truth(String)
  case foreign(String)
  case blocked(String)
  case notAFolder(String)
  case notAFile(String)
  case notWritable(String, Int32)

  /// What is said of it.
  var finding: Finding {
    let (path, code, message, help) =
      switch self {
      case .truth(let path):
        (
          path, "out.write", "belongs to the workspace's own files, which are never written",
          "write elsewhere: --output out"
        )
      case .foreign(let path):
        (path, "out.exists", "was not written by assay", "use another path, or replace it: --force")
      case .blocked(let path):
        (
          path, "out.write", "stands where a report is to be written",
          "move it away, or write elsewhere: --output DIR"
        )
      case .notAFolder(let path): (path, "out.write", "not a folder", "name a folder: --output out")
      case .notAFile(let path):
        (path, "out.write", "not a regular file", "name a file: --rated rated.csv")
      case .notWritable(let path, let number):
        (
          path, "out.write", FileSystem.reason(number),
          "make it writable, or write elsewhere: --output DIR"
        )
      }
    return Finding(.error, at: Place(file: path), code: code, message: message, help: help)
  }
}
