import Ledger
import Platform
import Reconciliation
import Synchronization

/// The rows of one slice with a finding, while rows are added, replaced or read: of many the most are in a file.
struct SliceRowStore<Row: PackedRow>: Sendable {
  private var closed: PackedRows<Row>
  private var open = PackedBytes()
  private var packed = PackedBytes()
  private let spill: SpillRoom?
  private let cache = ChunkCache()

  /// Goes on from `rows`.
  ///
  /// - Parameter spill: of the job that mapped the slice; nil keeps everything in memory.
  init(_ rows: PackedRows<Row> = PackedRows(), spill: SpillRoom?) {
    closed = rows
    self.spill = spill
  }

  var count: Int { closed.count }

  /// All rows that were added, as a value.
  var rows: PackedRows<Row> {
    var rows = closed
    if !open.bytes.isEmpty { rows.chunks.append(.memory(open.bytes)) }
    rows.shared = rows.shared.withoutIndex
    return rows
  }

  /// So many bytes are written at once.
  private static var chunkBytes: Int { 1 << 16 }
  /// So many chunks stay in memory, so that few rows make no file.
  private static var keptChunks: Int { 4 }

  /// Adds a row, and returns its place.
  @discardableResult
  mutating func append(_ row: Row) -> RowPlace {
    closed.count += 1
    return put(row, isLater: false)
  }

  /// Lets a row take the place of one that was added.
  mutating func replace(_ place: RowPlace, by row: Row) {
    closed.later[place] = put(row, isLater: true)
  }

  private mutating func put(_ row: Row, isLater: Bool) -> RowPlace {
    if open.bytes.count >= Self.chunkBytes { close() }
    let place = RowPlace(chunk: UInt32(closed.chunks.count), byte: UInt32(open.bytes.count))
    packed.removeAll()
    packed.put(row.order)
    packed.put(row.location)
    row.pack(into: &packed, &closed.shared)
    open.put(isLater ? 1 : 0)
    open.put(packed.bytes.count)
    open.append(packed)
    return place
  }

  private mutating func close() {
    let bytes = open.bytes
    open.removeAll()
    if closed.chunks.count >= Self.keptChunks, let file = spill?.file,
      let start = file.append(bytes)
    {
      closed.chunks.append(.file(at: start, count: bytes.count))
    } else {
      closed.chunks.append(.memory(bytes))
    }
  }

  /// Returns the row at a place.
  func row(at place: RowPlace) -> Row {
    let place = closed.later[place] ?? place
    return withBytes(at: place) { reader in
      let _: Int = reader.number()
      let _: Int = reader.number()
      let (order, location) = head(&reader)
      return Row(order: order, location: location, &reader, closed.shared)
    }
  }

  private func head(_ reader: inout PackedReader) -> (order: UInt8, location: RowLocation) {
    let order: UInt8 = reader.number()
    var location = reader.location()
    if location.slice == RowLocation.laterSlice { location.slice = closed.slice }
    return (order, location)
  }

  private func withBytes<Value>(
    at place: RowPlace, _ body: (inout PackedReader) -> Value
  ) -> Value {
    func read(_ bytes: [UInt8], _ start: Int) -> Value {
      bytes.withUnsafeBytes {
        var reader = PackedReader($0, at: start)
        return body(&reader)
      }
    }
    let (number, start) = (Int(place.chunk), Int(place.byte))
    if number == closed.chunks.count { return read(open.bytes, start) }
    switch closed.chunks[number] {
    case .memory(let bytes): return read(bytes, start)
    case .file(let begin, let count):
      guard let file = spill?.file else { preconditionFailure("what is in a file has one") }
      if let bytes = cache.bytes(of: number, { file.read(count, at: begin) }) {
        return read(bytes, start)
      }
      // One row alone; of a long one the whole.
      let bytes = file.read(min(Self.usualBytes, count - start), at: begin + Int64(start))
      var length = 0
      bytes.withUnsafeBytes {
        var reader = PackedReader($0)
        let _: Int = reader.number()
        length = reader.number()
        length += reader.place
      }
      return read(length <= bytes.count ? bytes : file.read(length, at: begin + Int64(start)), 0)
    }
  }

  private static var usualBytes: Int { 512 }

  /// Passes the place, location and order of every row that was added, one after another.
  func forEachHead(_ body: (RowPlace, RowLocation, UInt8) -> Void) {
    for number in 0...closed.chunks.count {
      let bytes: [UInt8]
      if number == closed.chunks.count {
        bytes = open.bytes
      } else {
        switch closed.chunks[number] {
        case .memory(let held): bytes = held
        case .file(let begin, let count):
          guard let file = spill?.file else { preconditionFailure("what is in a file has one") }
          bytes = file.read(count, at: begin)
        }
      }
      bytes.withUnsafeBytes { bytes in
        var reader = PackedReader(bytes)
        while reader.place < bytes.count {
          let place = RowPlace(chunk: UInt32(number), byte: UInt32(reader.place))
          let isLater: Int = reader.number()
          let length: Int = reader.number()
          let next = reader.place + length
          if isLater == 0 {
            let (order, location) = head(&reader)
            body(place, location, order)
          }
          reader.skip(next - reader.place)
        }
      }
    }
  }
}

/// The file for rows of all slices, which is made when the first of them is to go there.
final class SpillRoom: Sendable {
  private let folders: [String]
  private let made = Mutex<TemporarySpillFile??>(nil)

  /// - Parameter folders: where the file may be.
  init(_ folders: [String]) { self.folders = folders }

  /// The file; nil where there can be none.
  var file: TemporarySpillFile? {
    made.withLock { made in
      if let made { return made }
      let file = TemporarySpillFile(in: folders)
      made = .some(file)
      return file
    }
  }
}

/// The chunks of a pile that were read last, for who goes over its rows one after another; several may at the same time.
private final class ChunkCache: Sendable {
  private struct State {
    var chunks: [(number: Int, bytes: [UInt8])] = []
    /// Of which one row was requested.
    var asked: [Int] = []
  }

  private let state = Mutex(State())
  /// The number of chunks that are kept, and of numbers of those that were not.
  private static let most = 6

  /// Returns a chunk that is kept, or that is requested again; nil at the first time, as rows may be requested in any
  /// order.
  func bytes(of number: Int, _ read: () -> [UInt8]) -> [UInt8]? {
    let known: [UInt8]?? = state.withLock { state in
      if let found = state.chunks.first(where: { $0.number == number }) { return found.bytes }
      if state.asked.contains(number) { return .some(nil) }
      if state.asked.count == ChunkCache.most { state.asked.removeFirst() }
      state.asked.append(number)
      return nil
    }
    guard let known else { return nil }
    if let known { return known }
    let bytes = read()
    state.withLock { state in
      if state.chunks.count == ChunkCache.most { state.chunks.removeFirst() }
      state.chunks.append((number, bytes))
    }
    return bytes
  }
}
