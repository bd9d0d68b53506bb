import Platform

/// Line ends that a program converted, which is the most frequent change that was not intended.
enum LineEnds {
  /// The conversion that explains a changed file.
  enum Conversion: Hashable, Sendable {
    /// Lines end with CR LF, and ended with LF.
    case added
    /// Lines end with LF, and ended with CR LF.
    case removed

    /// The message about such a file.
    var message: String {
      "differs by CR only: "
        + (self == .added
          ? "lines end with CR LF now, and ended with LF at the close"
          : "lines end with LF now, and ended with CR LF at the close")
    }
    static let help =
      "convert it back, and keep git from converting: .gitattributes with \"* -text\""
  }

  /// Returns bytes without the CR of their line ends.
  static func withoutCR(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { index in
      bytes[index] != 0x0D || bytes[(index + 1)...].first != 0x0A
    }.map { bytes[$0] }
  }

  /// Returns the conversion that was made of a file whose first `closed.size` bytes had the digest; nil for another change.
  static func conversion(of location: String, since closed: WrittenFile) throws -> Conversion? {
    if try digest(of: location, limit: closed.size, isAdding: false) == closed.sha256 {
      return .added
    }
    if try digest(of: location, limit: closed.size, isAdding: true) == closed.sha256 {
      return .removed
    }
    return nil
  }

  /// Returns the digest of the first bytes of a file after a CR is put before each LF, or taken from there.
  private static func digest(of location: String, limit: Int64, isAdding: Bool) throws -> String {
    let file = try OpenFile(location)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    let hash = SHA256()
    var (at, left) = (Int64(0), limit)
    // A CR at the end of a chunk, of which the next byte tells whether it goes.
    var isWaiting = false
    while left > 0 {
      let count = try file.read(into: chunk, at: at)
      if count == 0 { break }
      at += Int64(count)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count + count / 8)
      for byte in chunk[..<count] {
        if isWaiting {
          if isAdding || byte != 0x0A { bytes.append(0x0D) }
          isWaiting = false
          if isAdding || byte != 0x0D {
            bytes.append(byte)
            continue
          }
        }
        if byte == 0x0D {
          isWaiting = true
        } else {
          if isAdding && byte == 0x0A { bytes.append(0x0D) }
          bytes.append(byte)
        }
      }
      let taken = min(left, Int64(bytes.count))
      bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<Int(taken)])) }
      left -= taken
    }
    return hash.finish()
  }
}
