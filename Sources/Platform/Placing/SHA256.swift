import CCrypto
import Glibc

/// Computes the SHA-256 of bytes as they come, by OpenSSL, which uses the processor's instructions for it if there are any.
package final class SHA256 {
  private let context: OpaquePointer

  /// The processor has such instructions; without them the digest of a ledger takes longer than anything else that one
  /// thread has to do.
  package static let isFast = assay_has_sha256_instructions() != 0

  /// Begins a digest of nothing.
  package init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL has SHA-256 and a little memory")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Appends bytes to what is digested.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      preconditionFailure("a digest takes any bytes")
    }
  }

  /// Returns the 32 bytes of the digest of everything so far; call it once.
  package func finishBytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else {
      preconditionFailure("a digest can be finished")
    }
    return Array(digest[..<Int(count)])
  }

  /// Returns the digest of everything so far in lower-case hexadecimal digits; call it once.
  package func finish() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in finishBytes() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the digest of `bytes` in lower-case hexadecimal digits.
  package static func text(of bytes: [UInt8]) -> String {
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// Returns the digest and the size of a file; fails with ECANCELED where it is no longer needed.
  package static func file(
    _ path: String, while isWanted: () -> Bool = { true }
  ) throws(SystemError) -> (sha256: String, size: Int64) {
    try digest(of: path, in: 0..<Int64.max, while: isWanted)
  }

  /// Returns the digest of the first `count` bytes of a file, or of all of a shorter one.
  package static func beginning(of path: String, count: Int64) throws(SystemError) -> String {
    try part(of: path, in: 0..<count)
  }

  /// Returns the digest of the bytes of a file at these offsets, or of those of them that it has.
  package static func part(of path: String, in range: Range<Int64>) throws(SystemError) -> String {
    try digest(of: path, in: range, while: { true }).sha256
  }

  /// True for 64 hexadecimal digits in lower case.
  package static func isDigest(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 64 && isHexadecimal(text)
  }

  /// True for hexadecimal digits in lower case, and for an empty text.
  package static func isHexadecimal(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { byte in
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
    }
  }

  /// Digests a file and its parts in one reading.
  ///
  /// - Parameter cuts: the offsets from which the parts after the first begin, in order. A part beyond the end is empty.
  /// - Returns: the digests in lower-case hexadecimal digits, and the size of the file in bytes.
  package static func parts(
    of path: String, cutAt cuts: [Int64]
  ) throws(SystemError) -> (whole: String, parts: [String], size: Int64) {
    let file = try OpenFile(path)
    let whole = SHA256()
    var parts: [String] = []
    var place: Int64 = 0
    for end in cuts + [Int64.max] {
      let part = SHA256()
      place = try read(file, in: place..<max(place, end), while: { true }) {
        whole.update($0)
        part.update($0)
      }
      parts.append(part.finish())
    }
    return (whole.finish(), parts, place)
  }

  private static func digest(
    of path: String, in range: Range<Int64>, while isWanted: () -> Bool
  ) throws(SystemError) -> (sha256: String, size: Int64) {
    let hash = SHA256()
    let end = try read(OpenFile(path), in: range, while: isWanted) { hash.update($0) }
    return (hash.finish(), end - range.lowerBound)
  }

  /// Passes the bytes of a file at these offsets to `take`, and returns the offset at which they end; fails with ECANCELED
  /// where they are no longer needed.
  private static func read(
    _ file: OpenFile, in range: Range<Int64>, while isWanted: () -> Bool,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(SystemError) -> Int64 {
    // Small enough that what was copied is still near when it is digested.
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
    defer { chunk.deallocate() }
    var place = range.lowerBound
    while place < range.upperBound {
      if !isWanted() { throw SystemError(path: file.path, number: ECANCELED) }
      let wanted = Int(min(Int64(chunk.count), range.upperBound - place))
      let count = try file.read(into: .init(rebasing: chunk[..<wanted]), at: place)
      if count == 0 { break }
      take(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      place += Int64(count)
    }
    return place
  }
}
