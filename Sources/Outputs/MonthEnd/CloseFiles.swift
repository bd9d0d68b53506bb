import Closing
import Ledger
import Platform

/// Writes the files of a close, each flushed before the next.
package struct CloseFiles {
  private let root: String
  private let chain: CloseChain

  /// - Parameters:
  ///   - root: the workspace.
  ///   - chain: its chain before the line.
  package init(root: String, chain: CloseChain) {
    self.root = root
    self.chain = chain
  }

  private var path: String { root + "/" + CloseChain.file }
  private var stage: String { root + "/" + Stage.prefix + CloseChain.file }

  /// Writes the manifest, then the file of the line alone, and the chain with the line beside its place.
  func prepare(_ row: CloseRow, manifest: [UInt8]) throws {
    let files = [root + "/" + row.manifest, root + "/" + row.rowPath]
    do {
      try FileSystem.makeFolder(root + "/" + CloseChain.folder)
      try FileSystem.flushFolder(root)
      for (file, bytes) in zip(files, [manifest, row.bytes]) {
        let temporary = CloseFiles.temporary(file)
        Interruption.onStop(remove: file)
        Interruption.onStop(remove: temporary)
        try CloseFiles.write(bytes, to: temporary, as: file)
        try FileSystem.rename(temporary, to: file)
        try FileSystem.flushFolder(FileSystem.parent(of: file))
      }
      try stageLine(row)
    } catch {
      discard(row)
      throw error
    }
  }

  /// Removes the files of a line that is not in its place.
  func discard(_ row: CloseRow) {
    for path in [row.manifest, row.rowPath].map({ root + "/" + $0 }) {
      FileSystem.removeIfPossible(path)
      FileSystem.removeIfPossible(CloseFiles.temporary(path))
    }
    FileSystem.removeIfPossible(stage)
  }

  /// Writes the chain with the line beside its place.
  private func stageLine(_ row: CloseRow) throws {
    Interruption.onStop(remove: stage)
    try CloseFiles.write(chain.bytes(with: row), to: stage, as: path)
    if try FileSystem.exists(path) { try FileSystem.takeOver(from: path, by: stage) }
  }

  /// Puts the chain with the line in its place: from then on the close exists.
  func place() throws(SystemError) { try FileSystem.rename(stage, to: path) }

  /// Makes the place of the line last.
  func flush() throws(SystemError) { try FileSystem.flushFolder(root) }

  /// Appends a line that has no files.
  package func append(_ row: CloseRow) throws {
    var unflushed: SystemError?
    do {
      try stageLine(row)
      try Interruption.uninterrupted(writing: .decision) {
        try place()
        do throws(SystemError) { try flush() } catch { unflushed = error }
      }
    } catch {
      FileSystem.removeIfPossible(stage)
      throw error
    }
    if let unflushed { throw unflushed }
  }

  /// The path at which a file is written before it takes its place.
  private static func temporary(_ path: String) -> String {
    FileSystem.parent(of: path) + "/" + Stage.prefix + FileSystem.name(of: path)
  }

  /// Writes and flushes a file beside its place; errors name the place.
  private static func write(
    _ bytes: [UInt8], to path: String, as place: String
  ) throws(SystemError) {
    do throws(SystemError) {
      try FileSystem.remove(path)
      try FileSystem.write(bytes, toNew: path)
      try FileSystem.flushFile(path)
    } catch {
      throw SystemError(path: place, number: error.number)
    }
  }
}
