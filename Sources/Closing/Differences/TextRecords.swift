import Intake
import Ledger
import Parsing
import Workspace

/// The records of a file in order: lines, and of a CSV file rows, whose quoted fields may have line ends in them.
final class TextRecords {
  /// A record with its line end, if it has one.
  struct Record: Equatable {
    let bytes: [UInt8]
    /// The line on which it begins, from 1.
    let line: Int
  }

  private let read: ReadNext
  private let isCSV: Bool
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var (at, end) = (0, 0)
  private var line = 1

  /// A record that is longer is cut there: something else than text, or a quote that is not closed.
  private static let longest = 1 << 20

  init(isCSV: Bool, read: @escaping ReadNext) {
    self.isCSV = isCSV
    self.read = read
  }

  deinit { chunk.deallocate() }

  /// Opens a file, inflated if it is a gzip file and `inflates` says so.
  static func open(
    _ location: String, isCSV: Bool, inflates: Bool
  ) throws(FileFailure) -> TextRecords {
    var isGzip = false
    if inflates, try LedgerBytes.identity(of: location).size > 1 {
      isGzip = try LedgerBytes.isGzip(location)
    }
    let read = try LedgerBytes.reader(of: location, isGzip: isGzip, limits: GzipLimits())
    return TextRecords(isCSV: isCSV, read: read)
  }

  /// Returns the next record; nil after the last.
  func next() throws(FileFailure) -> Record? {
    do throws(ReadFault) { return try record() } catch { throw FileFailure(error) }
  }

  private func record() throws(ReadFault) -> Record? {
    var bytes: [UInt8] = []
    let start = line
    var isQuoted = false
    while bytes.count < TextRecords.longest {
      if at == end {
        (at, end) = (0, try read(chunk))
        if end == 0 { break }
      }
      let left = chunk[at..<end]
      let stop = left.firstIndex(of: 0x0A).map { $0 + 1 } ?? end
      let piece = chunk[at..<stop]
      at = stop
      bytes.append(contentsOf: piece)
      if isCSV, piece.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1 { isQuoted.toggle() }
      guard piece.last == 0x0A else { continue }
      line += 1
      if !isQuoted { break }
    }
    return bytes.isEmpty ? nil : Record(bytes: bytes, line: start)
  }
}
