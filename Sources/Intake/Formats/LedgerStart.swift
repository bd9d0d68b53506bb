import Ledger

/// The beginning of a ledger file: what kind of file it is, and its header.
package struct LedgerStart: Hashable, Sendable {
  package let layout: LedgerLayout
  /// Where the first record begins.
  package let headerEnd: Int64
  /// How many physical lines stand before it.
  package let headerLines: Int32

  /// Reads the beginning of a file from its first bytes, inflated.
  ///
  /// - Parameters:
  ///   - bytes: the first bytes, at least the whole header unless `isEnd`.
  ///   - isEnd: whether these bytes are the whole file.
  ///   - isJSONLines: the file's name says so; then a first line that is no object is a bad row, no header.
  /// - Returns: nil when the header goes on beyond `bytes`.
  package static func read(
    _ bytes: Bytes, isEnd: Bool, isJSONLines: Bool = false
  ) throws(FileFailure) -> LedgerStart? {
    if bytes.count < 4 && !isEnd { return nil }
    try refuseOtherKinds(bytes)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard start < bytes.count else { throw FileFailure(.empty) }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    if isJSONLines || bytes[start...].first(where: { !blanks.contains($0) }) == 0x7B {
      return LedgerStart(layout: .jsonLines, headerEnd: Int64(start), headerLines: 0)
    }
    var failures: [FileFailure] = []
    var found: [LedgerStart] = []
    for delimiter in LedgerLayout.delimiters {
      let scanner = CarefulScanner(delimiter: delimiter)
      switch scanner.scan(bytes, from: start, isEnd: isEnd) {
      case .incomplete: return nil
      case .openQuote: failures.append(FileFailure(.noHeader, line: 1, column: 1))
      case .record(let record):
        do throws(FileFailure) {
          guard record.fault == nil else { throw FileFailure(.noHeader, line: 1, column: 1) }
          found.append(
            LedgerStart(
              layout: try LedgerLayout(header: record, delimiter: delimiter),
              headerEnd: Int64(record.next), headerLines: record.lines))
        } catch {
          failures.append(refined(error, record))
        }
      }
    }
    if found.count == 1, let only = found.first { return only }
    if found.count > 1 { throw FileFailure(.severalDelimiters, line: 1, column: 1) }
    if let telling = failures.first(where: { $0.fault != .noHeader }) { throw telling }
    throw FileFailure(namesColumns(bytes) ? .severalDelimiters : .noHeader, line: 1, column: 1)
  }

  /// A header without a single known column is no header of ours.
  private static func refined(
    _ failure: FileFailure, _ record: CarefulScanner.Record
  ) -> FileFailure {
    let known = Set(LedgerColumn.allCases.map(\.name))
    let hasKnown = record.fields.contains { known.contains(folded($0.text)) }
    return hasKnown ? failure : FileFailure(.noHeader, line: 1, column: 1)
  }

  /// Whether the first line has the required columns in it, between whatever delimiters; a quote in it
  /// is another matter.
  private static func namesColumns(_ bytes: Bytes) -> Bool {
    let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return !line.contains("\"") && LedgerColumn.required.allSatisfy { line.contains($0.name) }
  }

  /// Refuses what is recognisably no text of ours, by its first bytes.
  private static func refuseOtherKinds(_ bytes: Bytes) throws(FileFailure) {
    guard !bytes.isEmpty else { throw FileFailure(.empty) }
    for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF]]
    where bytes.starts(with: mark) { throw FileFailure(.utf16, line: 1, column: 1) }
    if bytes.count >= 4, (bytes[0] == 0) != (bytes[1] == 0), (bytes[0] == 0) == (bytes[2] == 0),
      (bytes[1] == 0) == (bytes[3] == 0)
    {
      throw FileFailure(.utf16, line: 1, column: 1)
    }
    let magics: [(kind: String, bytes: [UInt8])] = [
      ("ZIP (XLSX?)", [0x50, 0x4B, 0x03, 0x04]), ("Parquet", [0x50, 0x41, 0x52, 0x31]),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]), ("PDF", [0x25, 0x50, 0x44, 0x46]),
      ("gzip within gzip", [0x1F, 0x8B]),
    ]
    for magic in magics where bytes.starts(with: magic.bytes) {
      throw FileFailure(.otherKind(magic.kind), line: 1, column: 1)
    }
  }
}
