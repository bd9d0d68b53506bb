import Glibc
import Intake
import Ledger
import Parsing
import Platform
import Reconciliation
import Workspace

/// A row that was mapped before, read again.
struct FetchedRow: Sendable {
  let position: RowPosition
  let location: RowLocation
  /// An index into the files of the plan.
  let file: Int
  /// As it is in the file, without its line end.
  let bytes: [UInt8]
}

/// Reads single rows of a mapped ledger again, with their lines: all slices at the same time, each piece at most once.
struct RowFetcher {
  private let map: LedgerMap

  init(_ map: LedgerMap) {
    self.map = map
  }

  /// Returns the rows at `positions`, in their order, of files that are still what was mapped.
  func fetch(_ positions: some Sequence<RowPosition>) throws(RunRefusal) -> [FetchedRow] {
    var ofSlice = [[RowPosition]](repeating: [], count: map.slices.count)
    for position in positions.sorted() { ofSlice[position.slice].append(position) }
    let results = Parallel.spread(ofSlice.count, over: map.workers) { [ofSlice] slice in
      Result { () throws(RunRefusal) in try fetch(ofSlice: slice, ofSlice[slice]) }
    }
    var rows: [FetchedRow] = []
    for result in results { rows += try result.get() }
    // Other bytes than those that were mapped may be no rows at all.
    try Set(rows.lazy.map(\.file)).sorted().map { map.job.files[$0] }.requireUnchanged()
    return rows
  }

  private func fetch(
    ofSlice slice: Int, _ positions: [RowPosition]
  ) throws(RunRefusal) -> [FetchedRow] {
    var rows: [FetchedRow] = []
    var reading: PieceReading?
    for position in positions {
      let (piece, offset) = map.find(position)
      do throws(FileFailure) {
        if reading?.piece != piece {
          reading = try PieceReading(map, slice: slice, piece: piece)
        }
        if let row = try reading?.row(at: offset, position: position) { rows.append(row) }
      } catch {
        let file = map.job.files[map.slices[slice].pieces[piece].file]
        throw RunRefusal(error, in: file.path)
      }
    }
    return rows
  }
}

/// A piece of a file being read again from its beginning to its end.
private struct PieceReading {
  let slice: Int
  let piece: Int
  private let file: LedgerFile
  private let result: PieceResult
  private let scanner: RecordScanner
  private var buffer: BlockBuffer
  private var offset: Int64
  private var line: Int32

  init(_ map: LedgerMap, slice: Int, piece: Int) throws(FileFailure) {
    self.slice = slice
    self.piece = piece
    result = map.slices[slice].pieces[piece]
    file = map.job.files[result.file]
    scanner = RecordScanner(file.start.layout)
    offset = result.firstRecord
    buffer = try PieceReading.buffer(file, at: offset, after: result.point)
    line = 0
  }

  /// Candidates are few and far between: what is read for one hardly ever holds another.
  private static let blockBytes = 1 << 14

  private static func buffer(
    _ file: LedgerFile, at offset: Int64, after point: GzipPoint? = nil
  ) throws(FileFailure) -> BlockBuffer {
    let opening = try LedgerBytes.open(file, at: offset, after: point)
    guard opening.offset == offset else { throw FileFailure(.changed) }
    return BlockBuffer(blockBytes: PieceReading.blockBytes, read: opening.read)
  }

  /// Returns the row at `target`, which must not be before the last requested one.
  mutating func row(
    at target: Int64, position: RowPosition
  ) throws(FileFailure) -> FetchedRow {
    let near = checkpoint(before: target)
    if file.isSequential {
      // What is read anyway need not be searched for lines.
      if let near, near.offset > offset {
        try skip(to: near.offset, countsLines: false)
        line = near.line
      }
    } else if let near, near.offset - offset > PieceReading.blockBytes {
      buffer = try PieceReading.buffer(file, at: near.offset)
      offset = near.offset
      line = near.line
    }
    try skip(to: target, countsLines: true)
    while true {
      try buffer.fill()
      if let end = scanner.end(ofCounted: buffer.bytes, isEnd: buffer.isEnd) {
        return FetchedRow(
          position: position,
          location: RowLocation(
            slice: Int32(slice), piece: Int32(piece), offset: target, line: line),
          file: result.file,
          bytes: Array(buffer.bytes[..<end]))
      }
      guard !buffer.isEnd else { throw FileFailure(.changed) }
      buffer.grow()
    }
  }

  /// The last checkpoint at or before `target`; checkpoints are in order.
  private func checkpoint(before target: Int64) -> Checkpoint? {
    let end = result.checkpoints.indices.partitionPoint {
      result.checkpoints[$0].offset <= target
    }
    return end > 0 ? result.checkpoints[end - 1] : nil
  }

  private mutating func skip(to target: Int64, countsLines: Bool) throws(FileFailure) {
    while offset < target {
      try buffer.fill()
      let bytes = buffer.bytes
      guard !bytes.isEmpty else { throw FileFailure(.changed) }
      let count = Int(min(Int64(bytes.count), target - offset))
      // A CR that ends these bytes is looked at together with what follows it.
      let isCut = count == bytes.count && count > 1 && bytes[count - 1] == 0x0D && !buffer.isEnd
      let taken = isCut ? count - 1 : count
      if countsLines { line &+= lines(in: bytes, count: taken) }
      buffer.consume(taken)
      offset += Int64(taken)
    }
  }

  /// The line ends in the first `count` bytes: LF, CR LF, or a lone CR, which is a blank in JSON lines.
  private func lines(in bytes: Bytes, count: Int) -> Int32 {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
    /// Counts a byte, where `isEnd` says so of its place.
    func ends(by byte: Int32, where isEnd: (Int) -> Bool) -> Int32 {
      var (lines, next) = (Int32(0), 0)
      while let found = memchr(base + next, byte, count - next) {
        next = UnsafeRawPointer(found) - base + 1
        if isEnd(next - 1) { lines += 1 }
      }
      return lines
    }
    let feeds = ends(by: 0x0A) { _ in true }
    guard file.start.layout.format.endsAtCR else { return feeds }
    // The LF of a CR LF may stand beyond what is counted.
    return feeds
      + ends(by: 0x0D) { !($0 + 1 < bytes.count && bytes[$0 + 1] == 0x0A) }
  }
}
