import CISAL

/// Inflates a gzip file of one or more members as it is read (RFC 1952), by ISA-L.
///
/// ISA-L checks the length and CRC of each member; a file that is cut or damaged is refused as a whole,
/// because nothing before its trailer was proven.
package final class GzipReader {
  private let read: ReadNext
  private let limits: GzipLimits
  /// Some 90 kilobytes, which stay where they are.
  private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  private var header = isal_gzip_header()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// The bytes inflated for a caller that takes fewer at once; `rest` is the part not yet returned.
  private let chunk = UnsafeMutableRawBufferPointer.allocate(
    byteCount: GzipReader.chunkBytes, alignment: 16)
  private var rest = 0..<0
  private var stage = Stage.header
  /// The offset at which the member being read begins.
  private var memberStart: Int64 = 0
  private var inputIsAtEnd = false
  private var bytesRead: Int64 = 0
  private var bytesWritten: Int64 = 0

  /// The number of bytes inflated at once, however many are requested.
  ///
  /// The growth of a file is therefore checked at the same places, and a bomb is found for every
  /// caller.
  private static let chunkBytes = 1 << 18

  /// The next part of the file.
  private enum Stage { case header, body, memberOrEnd }

  /// Makes a reader over the compressed bytes that `read` gives, of the whole file.
  package init(limits: GzipLimits = GzipLimits(), read: @escaping ReadNext) {
    self.limits = limits
    self.read = read
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
    isal_gzip_header_init(&header)
  }

  /// Makes a reader that goes on at `point`, over the compressed bytes from `point.bytesTaken` on that `read` gives.
  package init(
    limits: GzipLimits = GzipLimits(), after point: GzipPoint, read: @escaping ReadNext
  ) {
    self.limits = limits
    self.read = read
    stage = .body
    memberStart = point.memberStart
    bytesRead = point.bytesTaken
    bytesWritten = point.bytesWritten
    UnsafeMutableRawPointer(state).copyMemory(from: point.state, byteCount: point.state.count)
    // What it had not taken is read again; its pointers are set before they are used.
    state.pointee.avail_in = 0
    chunk.copyBytes(from: point.rest)
    rest = 0..<point.rest.count
  }

  deinit {
    state.deallocate()
    input.deallocate()
    chunk.deallocate()
  }

  /// Fills `output` with inflated bytes, not always to its end, and returns how many; 0 at the end of the last member.
  package func next(_ output: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    guard !output.isEmpty else { return 0 }
    if rest.isEmpty && output.count >= GzipReader.chunkBytes {
      return try inflate(
        into: UnsafeMutableRawBufferPointer(rebasing: output[..<GzipReader.chunkBytes]))
    }
    let given = try take(output.count)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: chunk[given]))
    return given.count
  }

  /// Passes over the next `count` bytes, or all if there are fewer, and returns how many that were.
  package func skip(_ count: Int64) throws(ReadFault) -> Int64 {
    var skipped: Int64 = 0
    while skipped < count {
      let passed = try take(Int(clamping: count - skipped))
      if passed.isEmpty { break }
      skipped += Int64(passed.count)
    }
    return skipped
  }

  /// Takes up to `count` bytes of the chunk, which is filled anew where nothing of it is left; none at the end.
  private func take(_ count: Int) throws(ReadFault) -> Range<Int> {
    if rest.isEmpty { rest = 0..<(try inflate(into: chunk)) }
    let taken = rest.prefix(count)
    rest = taken.upperBound..<rest.upperBound
    return taken
  }

  /// The point from which another reader can resume with the next bytes.
  ///
  /// It is nil between two members and in the first chunk: inflating that again is faster than
  /// keeping the 300 kilobytes of a point.
  package var point: GzipPoint? {
    guard stage == .body, bytesWritten > GzipReader.chunkBytes else { return nil }
    return GzipPoint(
      bytesTaken: place, bytesWritten: bytesWritten,
      state: Array(UnsafeRawBufferPointer(UnsafeBufferPointer(start: state, count: 1))),
      rest: Array(chunk[rest]), memberStart: memberStart)
  }

  /// Inflates until `room`, of one chunk, is full or the file ends, and returns how many bytes that were.
  private func inflate(into room: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    state.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room.count)
    reading: while state.pointee.avail_out > 0 {
      if state.pointee.avail_in == 0 && !inputIsAtEnd { try refill() }
      switch stage {
      case .header: try readHeader()
      case .body: try inflateSome()
      case .memberOrEnd:
        if state.pointee.avail_in == 0 { break reading }
        beginMember()
      }
    }
    let written = room.count - Int(state.pointee.avail_out)
    bytesWritten += Int64(written)
    try checkRatio()
    return written
  }

  private func refill() throws(ReadFault) {
    let count = try read(input)
    bytesRead += Int64(count)
    if count == 0 { inputIsAtEnd = true }
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
  }

  /// The byte of the file that comes next.
  private var place: Int64 { bytesRead - Int64(state.pointee.avail_in) }

  private func beginMember() {
    memberStart = place
    isal_inflate_reset(state)
    isal_gzip_header_init(&header)
    stage = .header
  }

  private func readHeader() throws(ReadFault) {
    guard beginsAsMember else {
      throw memberStart > 0 ? .gzipTrailing(byte: memberStart) : .gzipBroken(byte: place)
    }
    switch isal_read_gzip_header(state, &header) {
    case ISAL_DECOMP_OK:
      // The flags as they were read: bits that mean fields nobody knows must be refused (RFC 1952 §2.3.1.2).
      guard header.flags & 0xE0 == 0 else { throw .gzipBroken(byte: place) }
      stage = .body
    case ISAL_END_INPUT:
      if inputIsAtEnd { throw .gzipCut(byte: bytesRead) }
    default: throw .gzipBroken(byte: place)
    }
  }

  /// True if the next bytes may begin a member or continue its header.
  ///
  /// ISA-L checks nothing before it has 10 bytes, and the bytes after the last member may be fewer.
  private var beginsAsMember: Bool {
    let taken = Int(place - memberStart)
    for (index, byte) in zip(0..., [0x1F, 0x8B] as [UInt8]).dropFirst(taken)
    where index - taken < Int(state.pointee.avail_in) {
      if state.pointee.next_in[index - taken] != byte { return false }
    }
    return true
  }

  private func inflateSome() throws(ReadFault) {
    let room = state.pointee.avail_out
    guard isal_inflate(state) == ISAL_DECOMP_OK else {
      throw .gzipBroken(byte: place)
    }
    if state.pointee.block_state == ISAL_BLOCK_FINISH {
      stage = .memberOrEnd
    } else if inputIsAtEnd && state.pointee.avail_out == room {
      throw .gzipCut(byte: bytesRead)
    }
  }

  private func checkRatio() throws(ReadFault) {
    let grewTooMuch =
      bytesWritten > GzipLimits.unboundedOutput && bytesWritten / limits.ratio > bytesRead
    if grewTooMuch || bytesWritten > limits.bytes { throw .gzipBomb(limits) }
  }
}

/// The limits on the growth of a gzip file when it is inflated.
package struct GzipLimits: Hashable, Sendable {
  /// A ledger compresses 10 to 50 times; past 16 MiB out, more than this many times is an attack.
  package var ratio: Int64 = 200
  /// The most bytes that may come out.
  package var bytes: Int64 = 64 << 30

  /// The size in bytes up to which an inflated file may have grown by any ratio.
  package static let unboundedOutput: Int64 = 16 << 20

  package init() {}
}
