extension SHA256 {
  /// Digests a file and its parts in one reading.
  ///
  /// - Parameter cuts: the offsets from which the parts after the first begin, in order. A part beyond the end is empty.
  /// - Returns: the digests in lower-case hexadecimal digits, and the size of the file in bytes.
  package static func parts(
    of path: String, cutAt cuts: [Int64]
  ) throws(SystemError) -> (whole: String, parts: [String], size: Int64) {
    let file = try OpenFile(path)
    // Small enough that what was copied is still near when it is digested.
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
    defer { chunk.deallocate() }
    let whole = SHA256()
    var parts: [String] = []
    var place: Int64 = 0
    for end in cuts + [Int64.max] {
      let part = SHA256()
      while place < end {
        let wanted = Int(min(Int64(chunk.count), end - place))
        let count = try file.read(into: .init(rebasing: chunk[..<wanted]), at: place)
        if count == 0 { break }
        let bytes = UnsafeRawBufferPointer(rebasing: chunk[..<count])
        whole.update(bytes)
        part.update(bytes)
        place += Int64(count)
      }
      parts.append(part.finish())
    }
    return (whole.finish(), parts, place)
  }
}
