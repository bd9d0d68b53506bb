import CISAL
import Ledger

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
  private var stage = Stage.header
  /// Where the member begins that is being read.
  private var memberStart: Int64 = 0
  private var inputIsAtEnd = false
  private var bytesRead: Int64 = 0
  private var bytesWritten: Int64 = 0

  /// What comes next in the file.
  private enum Stage { case header, body, memberOrEnd }

  /// Makes a reader over the compressed bytes that `read` gives.
  package init(limits: GzipLimits = GzipLimits(), read: @escaping ReadNext) {
    self.limits = limits
    self.read = read
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
    isal_gzip_header_init(&header)
  }

  deinit {
    state.deallocate()
    input.deallocate()
  }

  /// Fills `output` with inflated bytes and returns how many; 0 at the end of the last member.
  package func next(_ output: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    guard output.count > 0 else { return 0 }
    let wanted = min(output.count, Int(UInt32.max))
    state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(wanted)
    reading: while state.pointee.avail_out > 0 {
      if state.pointee.avail_in == 0 && !inputIsAtEnd { try refill() }
      switch stage {
      case .header: try readHeader()
      case .body: try inflateSome()
      case .memberOrEnd:
        if state.pointee.avail_in == 0 { break reading }
        try beginMember()
      }
    }
    let written = wanted - Int(state.pointee.avail_out)
    bytesWritten += Int64(written)
    try checkRatio()
    return written
  }

  private func refill() throws(FileFailure) {
    let count = try read(input)
    bytesRead += Int64(count)
    if count == 0 { inputIsAtEnd = true }
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
  }

  /// The byte of the file that comes next.
  private var place: Int64 { bytesRead - Int64(state.pointee.avail_in) }

  private func beginMember() throws(FileFailure) {
    memberStart = place
    guard state.pointee.next_in.pointee == 0x1F else {
      throw FileFailure(.gzipTrailing(byte: memberStart))
    }
    isal_inflate_reset(state)
    isal_gzip_header_init(&header)
    stage = .header
  }

  private func readHeader() throws(FileFailure) {
    switch isal_read_gzip_header(state, &header) {
    case ISAL_DECOMP_OK:
      // Bits that mean fields nobody knows must be refused (RFC 1952 §2.3.1.2).
      guard header.flags & 0xE0 == 0 else { throw FileFailure(.gzipBroken(byte: place)) }
      stage = .body
    case ISAL_END_INPUT:
      if inputIsAtEnd { throw FileFailure(.gzipCut(byte: bytesRead)) }
    case ISAL_INVALID_WRAPPER where memberStart > 0:
      throw FileFailure(.gzipTrailing(byte: memberStart))
    default: throw FileFailure(.gzipBroken(byte: place))
    }
  }

  private func inflateSome() throws(FileFailure) {
    let room = state.pointee.avail_out
    guard isal_inflate(state) == ISAL_DECOMP_OK else {
      throw FileFailure(.gzipBroken(byte: place))
    }
    if state.pointee.block_state == ISAL_BLOCK_FINISH {
      stage = .memberOrEnd
    } else if inputIsAtEnd && state.pointee.avail_out == room {
      throw FileFailure(.gzipCut(byte: bytesRead))
    }
  }

  private func checkRatio() throws(FileFailure) {
    let grewTooMuch =
      bytesWritten > GzipLimits.unboundedOutput && bytesWritten / limits.ratio > bytesRead
    if grewTooMuch || bytesWritten > limits.bytes { throw FileFailure(.gzipBomb(limits)) }
  }
}

/// How much a gzip file may grow when it is inflated.
package struct GzipLimits: Hashable, Sendable {
  /// A ledger compresses 10 to 50 times; past 16 MiB out, more than this many times is an attack.
  package var ratio: Int64 = 200
  /// The most bytes that may come out.
  package var bytes: Int64 = 64 << 30

  static let unboundedOutput: Int64 = 16 << 20

  package init() {}
}
