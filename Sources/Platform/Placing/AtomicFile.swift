import Glibc
import Ledger

/// A file outside the output folder that takes its place with what is in it.
///
/// It and the folder cannot appear in one step. So it goes first, and back again should the folder not
/// follow.
struct AtomicFile {
  private let path: String
  private let file: OutputFile
  /// The folders above it that were missing, the innermost first.
  private let madeFolders: [String]

  /// The way in which the file took its place, which decides how to undo it.
  enum Placement {
    /// Nothing had been there.
    case new
    /// The previous file has the temporary name now.
    case exchanged
    /// The previous file is gone: the file system offers no other way.
    case replaced
  }

  /// Begins a file that is to be at `path`, making the folders above it where they are missing.
  init(_ path: String) throws {
    self.path = path
    let parent = FileSystem.parent(of: path)
    var missing: [String] = []
    var folder = parent
    while try FileSystem.kind(of: folder) == nil {
      missing.append(folder)
      folder = FileSystem.parent(of: folder)
    }
    madeFolders = missing
    try FileSystem.makeFolder(parent)
    let temporary = parent + "/" + Stage.prefix + FileSystem.name(of: path)
    Interruption.onStop(remove: temporary)
    do { file = try OutputFile(temporary, isNamed: false) } catch {
      for folder in missing { rmdir(folder) }
      throw error
    }
  }

  func write(_ bytes: [UInt8]) throws { try file.write(bytes) }

  /// Makes the file last; returns what was written.
  @discardableResult
  func finish() throws -> WrittenFile {
    let digest = try file.finish()
    return WrittenFile(path: path, size: file.size, sha256: digest)
  }

  func place() throws -> Placement {
    try file.name()
    guard try FileSystem.exists(path) else {
      try FileSystem.rename(file.temporaryPath, to: path)
      return .new
    }
    try FileSystem.takeOver(from: path, by: file.temporaryPath)
    do throws(SystemError) {
      try FileSystem.exchange(file.temporaryPath, path)
      return .exchanged
    } catch {
      guard Stage.cannotExchange.contains(error.number) else { throw error }
      try FileSystem.rename(file.temporaryPath, to: path)
      return .replaced
    }
  }

  /// Puts back what had been there.
  func takeBack(_ placement: Placement) throws {
    do throws(SystemError) {
      switch placement {
      case .new: try FileSystem.remove(path)
      case .exchanged: try FileSystem.exchange(file.temporaryPath, path)
      case .replaced: throw SystemError(path: path, number: EOPNOTSUPP)
      }
    } catch {
      throw UntouchedFilesError(path: path, reason: error.reason)
    }
  }

  /// Makes the place last, and takes away what had been there.
  func tidy() throws {
    try FileSystem.remove(file.temporaryPath)
    try FileSystem.flushFolder(FileSystem.parent(of: path))
  }

  /// Takes away what was written and is not in its place.
  func discard() {
    FileSystem.removeIfPossible(file.temporaryPath)
    // Only empty folders go.
    for folder in madeFolders { rmdir(folder) }
  }
}

/// A lone file is in its place and could not be taken back when the reports could not follow.
package struct UntouchedFilesError: FailureError, Hashable {
  /// The path of the new file.
  package let path: String
  /// The error text of the system.
  package let reason: String

  package var finding: Finding {
    SystemError.finding(
      path: path,
      reason: "\(reason): this file is new, but the files that belong with it are the"
        + " previous ones",
      help: "run again")
  }
}
