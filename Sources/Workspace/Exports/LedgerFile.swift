import Intake
import Ledger
import Parsing
import Platform

/// A ledger file that was looked at: its identity, its kind, and its header.
package struct LedgerFile: Sendable {
  /// The path in the workspace, with `/`, held once for all rows that name it.
  package let name: Name
  /// The folder of the workspace; very many files share this text.
  package let root: String
  package let identity: FileSystem.Identity
  package let isGzip: Bool
  /// The number of bytes to read; for gzip an estimate, as only reading gives the number.
  package let contentSize: Int64
  package let limits: GzipLimits
  /// The start of the file, held once for all files that start alike.
  private(set) var sharedStart: SharedStart
  /// Of a session of which others may be copies, whose requests its events are.
  package var origins = SessionOrigins.own

  /// - Parameter start: what was read of its beginning.
  package init(
    path: String, in root: String, identity: FileSystem.Identity, isGzip: Bool,
    contentSize: Int64, limits: GzipLimits, start: LedgerStart
  ) {
    name = Name(path)
    self.root = root
    self.identity = identity
    self.isGzip = isGzip
    self.contentSize = contentSize
    self.limits = limits
    sharedStart = SharedStart(start)
  }

  package var path: String { name.description }

  /// The path at which to open it.
  package var location: String { root + "/" + path }

  package var start: LedgerStart { _read { yield sharedStart.start } }

  /// The same file, of whose beginning more is known.
  package func beginning(_ start: LedgerStart) -> LedgerFile {
    var file = self
    file.sharedStart = SharedStart(start)
    return file
  }

  /// Begins as one of those that are known, or is known from now on.
  mutating func share(_ known: inout [LedgerStart: SharedStart]) {
    if let same = known[start] { sharedStart = same } else { known[start] = sharedStart }
  }

  /// The amount of work: the bytes of its records.
  package var weight: Int64 { max(0, contentSize - start.headerEnd) }
}

/// The beginning of files in memory of its own: a ledger may have very many files, and few headers.
final class SharedStart: Sendable {
  let start: LedgerStart

  init(_ start: LedgerStart) { self.start = start }
}

extension LedgerFile {
  /// Its bytes can be had only from its beginning on.
  package var isSequential: Bool { isGzip || start.layout.rewrite != nil }

  /// Fails where a JSON document ended before its list of records did.
  package func checkEnd(_ progress: PieceProgress) throws(FileFailure) {
    guard start.layout.format.isJSONDocument, !progress.isDocumentClosed else { return }
    throw FileFailure(.documentCut, line: Int(progress.line) + 1)
  }
}

extension [LedgerFile] {
  /// The files that may be the same bytes as another, having its size, with their digests, in their order.
  package func digestsOfEqualSizes() throws(SystemError) -> [WrittenFile] {
    var counts: [Int64: Int] = [:]
    for file in self { counts[file.identity.size, default: 0] += 1 }
    var written: [WrittenFile] = []
    for file in self where counts[file.identity.size, default: 0] > 1 {
      let digest = try SHA256.file(file.location)
      written.append(WrittenFile(file.name, size: digest.size, sha256: digest.sha256))
    }
    return written
  }
}
