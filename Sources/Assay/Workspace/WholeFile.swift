import Glibc
import Intake
import Ledger

/// Reads files whole, each as it was at one moment.
enum WholeFile {
  /// Returns the bytes of the file at `path`, following links.
  ///
  /// What is no file, such as a pipe to which nobody may ever write, is refused, and so is one that changed meanwhile.
  static func bytes(at path: String) throws(FileFailure) -> [UInt8] {
    let before = try identity(of: path)
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileSystem.contents(of: path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
    guard try identity(of: path) == before, bytes.count == before.size else {
      throw FileFailure(.changed)
    }
    return bytes
  }

  /// Returns the bytes of a file that a command names; where nothing stands, the system's own error is thrown.
  static func named(_ path: String) throws -> [UInt8] {
    if try FileSystem.kind(of: path) == nil { throw SystemError(path: path, number: ENOENT) }
    do throws(FileFailure) { return try bytes(at: path) } catch {
      throw RunRefusal(findings: [error.finding(in: path)])
    }
  }

  /// Whether nothing stands at `path`, not even a link.
  static func isMissing(_ path: String) throws(FileFailure) -> Bool {
    do throws(SystemError) { return try !FileSystem.exists(path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
  }

  private static func identity(of path: String) throws(FileFailure) -> FileSystem.Identity {
    let kind: FileSystem.Kind?
    do throws(SystemError) { kind = try FileSystem.kind(of: path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
    switch kind {
    case .file(_, let identity): return identity
    case .folder, .other: throw FileFailure.notAFile
    case nil: throw FileFailure(.cannotOpen(reason: FileSystem.reason(ENOENT)))
    }
  }
}

extension FileFailure {
  /// Something else than a file stands where one is to be read.
  static let notAFile = FileFailure(.cannotOpen(reason: "not a file"))
}
