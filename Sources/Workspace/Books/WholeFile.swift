import Glibc
import Intake
import Ledger
import Platform

/// Reads files whole, each as it was at one moment.
///
/// It does not open a path that is not a file, such as a pipe without a writer. It distinguishes a
/// file that changes while it is read from one that is replaced: the opened file is then still one
/// version.
package enum WholeFile {
  private enum Reading {
    case bytes([UInt8])
    case missing, notAFile, changed
  }

  /// Returns the bytes of the file at `path`, following links.
  package static func bytes(at path: String) throws(FileFailure) -> [UInt8] {
    let reading: Reading
    do throws(SystemError) { reading = try read(path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
    switch reading {
    case .bytes(let bytes): return bytes
    case .missing: throw FileFailure(.cannotOpen(reason: FileSystem.reason(ENOENT)))
    case .notAFile: throw .notAFile
    case .changed: throw FileFailure(.changed)
    }
  }

  /// Returns the bytes of a file that recognisably is no other than `expected`.
  ///
  /// - Parameter limit: the most bytes it may have; a longer one is not read.
  package static func bytes(
    at path: String, expected: String, limit: Int64 = .max
  ) throws(FileFailure) -> [UInt8] {
    try requireSize(of: path, limit)
    let bytes = try bytes(at: path)
    guard let kind = FileKind(bytes) else { return bytes }
    throw FileFailure(kind.fault(expected: expected), line: 1, column: 1)
  }

  private static func requireSize(of path: String, _ limit: Int64) throws(FileFailure) {
    let kind: FileSystem.Kind?
    do throws(SystemError) { kind = try FileSystem.kind(of: path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
    if case .file(let size, _) = kind, size > limit {
      throw FileFailure(.large(bytes: size, limit: limit))
    }
  }

  /// Returns the bytes of a file that a command names.
  package static func named(
    _ path: String, expected: String, limit: Int64 = .max
  ) throws(RunRefusal) -> [UInt8] {
    do throws(FileFailure) { return try bytes(at: path, expected: expected, limit: limit) } catch {
      throw RunRefusal(error, in: path)
    }
  }

  /// True if nothing exists at `path`, not even a link.
  static func isMissing(_ path: String) throws(FileFailure) -> Bool {
    do throws(SystemError) { return try !FileSystem.exists(path) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
  }

  private static func read(_ path: String) throws(SystemError) -> Reading {
    switch try FileSystem.kind(of: path) {
    case .file: break
    case .folder, .other: return .notAFile
    case nil: return .missing
    }
    let file = try OpenFile(path)
    let before = try file.identity()
    let bytes = try file.contents()
    return try file.identity() == before ? .bytes(bytes) : .changed
  }
}

extension FileFailure {
  /// There is something other than a file where one is to be read.
  package static let notAFile = FileFailure(.cannotOpen(reason: "not a file"))
}
