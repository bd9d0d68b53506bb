import CISAL

/// Checks that the bytes of a zip file, as minizip writes it, are complete.
///
/// Its parts follow each other without a gap. The data of its directory for each part also appears
/// before that part, and each part inflates to the bytes of its checksum.
///
/// minizip (1.1) does not check that it learnt its position in the file. If it did not, it writes a
/// wrong offset into the directory without an error. The layout is that of APPNOTE.TXT 6.3.10, 4.3
/// and 4.4 (pkware.com, read 2026-11-24).
package struct ZipCheck {
  private let bytes: [UInt8]

  /// Checks a file of these bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// No disk but the first, no comment, nothing but deflated parts.
  package var isWhole: Bool {
    let end = bytes.count - 22
    guard end >= 0, number(end) == 0x0605_4B50, number(end + 4) == 0, half(end + 20) == 0 else {
      return false
    }
    let count = half(end + 8)
    let (size, directory) = (number(end + 12), number(end + 16))
    guard half(end + 10) == count, directory + size == end else { return false }
    var (place, next) = (directory, 0)
    for _ in 0..<count {
      guard place + 46 <= end, number(place) == 0x0201_4B50, number(place + 42) == next,
        let after = endOfPart(at: next, directory: directory, entry: place)
      else { return false }
      next = after
      place += 46 + half(place + 28) + half(place + 30) + half(place + 32)
    }
    return next == directory && place == end
  }

  /// Returns where the part at `start` ends; nil unless it is as the `entry` of the directory says.
  private func endOfPart(at start: Int, directory: Int, entry: Int) -> Int? {
    guard start + 30 <= directory, number(start) == 0x0403_4B50 else { return nil }
    let nameSize = half(start + 26)
    let data = start + 30 + nameSize + half(start + 28)
    let (packed, size) = (number(start + 18), number(start + 22))
    guard data + packed <= directory, entry + 46 + nameSize <= bytes.count, half(start + 8) == 8,
      // Version, flags, method, time, checksum, sizes and the length of the name; then the name.
      bytes[start + 4..<start + 28] == bytes[entry + 6..<entry + 30],
      bytes[start + 30..<start + 30 + nameSize] == bytes[entry + 46..<entry + 46 + nameSize],
      checksum(data..<data + packed, size: size) == number(start + 14)
    else { return nil }
    return data + packed
  }

  /// Returns the CRC-32 of what a deflated part inflates to; nil unless that has `size` bytes.
  private func checksum(_ part: Range<Int>, size: Int) -> Int? {
    // Deflating makes nothing smaller than that.
    guard size <= 1_100 * (part.count + 1) else { return nil }
    let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    defer { state.deallocate() }
    isal_inflate_init(state)
    return bytes.withUnsafeBufferPointer { bytes in
      // ISA-L declares its input as if it wrote to it.
      guard let first = bytes.baseAddress else { return nil }
      state.pointee.next_in = UnsafeMutablePointer(mutating: first + part.lowerBound)
      state.pointee.avail_in = UInt32(part.count)
      let inflated = UnsafeMutablePointer<UInt8>.allocate(capacity: size + 1)
      defer { inflated.deallocate() }
      state.pointee.next_out = inflated
      state.pointee.avail_out = UInt32(size)
      guard isal_inflate_stateless(state) == ISAL_DECOMP_OK, state.pointee.avail_in == 0,
        state.pointee.avail_out == 0
      else { return nil }
      return Int(crc32_gzip_refl(0, inflated, UInt64(size)))
    }
  }

  /// The number of 16 bits at `place`.
  private func half(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }

  /// The number of 32 bits at `place`.
  private func number(_ place: Int) -> Int { half(place) | half(place + 2) << 16 }
}
