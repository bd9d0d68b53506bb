import CZlib
import Ledger

/// Inflates a gzip file of one or more members as it is read (RFC 1952), by zlib.
///
/// zlib checks the length and CRC of each member; a file that is cut or damaged is refused as a whole,
/// because nothing before its trailer was proven.
package final class GzipReader {
  private let read: ReadNext
  private var stream = z_stream()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var isOpen = false
  private var memberIsOpen = false
  private var inputIsAtEnd = false
  private var bytesRead: Int64 = 0
  private var bytesWritten: Int64 = 0

  private let limits: GzipLimits

  /// Makes a reader over the compressed bytes that `read` gives.
  package init(limits: GzipLimits = GzipLimits(), read: @escaping ReadNext) {
    self.limits = limits
    self.read = read
  }

  deinit {
    if isOpen { inflateEnd(&stream) }
    input.deallocate()
  }

  /// Fills `output` with inflated bytes and returns how many; 0 at the end of the last member.
  package func next(_ output: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    guard output.count > 0 else { return 0 }
    try open()
    stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(min(output.count, Int(UInt32.max)))
    let wanted = Int(stream.avail_out)
    while stream.avail_out > 0 {
      if stream.avail_in == 0 && !inputIsAtEnd { try refill() }
      if !memberIsOpen {
        if stream.avail_in == 0 { break }
        try beginMember()
      }
      if stream.avail_in == 0 { throw FileFailure(.gzipCut(byte: bytesRead)) }
      try inflateSome()
    }
    let written = wanted - Int(stream.avail_out)
    bytesWritten += Int64(written)
    try checkRatio()
    return written
  }

  private func open() throws(FileFailure) {
    guard !isOpen else { return }
    // 15 bits of window, and 16 for a gzip wrapper only (https://zlib.net/manual.html).
    let status = inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw FileFailure(.cannotRead(reason: "zlib has no memory")) }
    isOpen = true
    memberIsOpen = true
  }

  private func refill() throws(FileFailure) {
    let count = try read(input)
    bytesRead += Int64(count)
    if count == 0 { inputIsAtEnd = true }
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(count)
  }

  private func beginMember() throws(FileFailure) {
    guard stream.next_in.pointee == 0x1F else {
      throw FileFailure(.gzipTrailing(byte: bytesRead - Int64(stream.avail_in)))
    }
    guard inflateReset(&stream) == Z_OK else {
      preconditionFailure("an open stream can be reset")
    }
    memberIsOpen = true
  }

  private func inflateSome() throws(FileFailure) {
    switch inflate(&stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END: memberIsOpen = false
    default:
      let place = bytesRead - Int64(stream.avail_in)
      // What fails within its first two bytes never was a member.
      let isMember = stream.total_in > 2 || place == Int64(stream.total_in)
      throw FileFailure(
        isMember ? .gzipBroken(byte: place) : .gzipTrailing(byte: place - Int64(stream.total_in)))
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
