/// The digest by which machines tell that they run the same program.
///
/// Of a program with a build ID, which the linker makes of everything that it writes, it is the digest of that. Of any other
/// ELF file it is that of what is loaded to run, without symbols; of what else runs, it is that of the file.
package enum ProgramDigest {
  /// Returns that of the program that runs, in 64 hexadecimal digits in lower case.
  package static func ofThisProgram() throws(SystemError) -> String { try of("/proc/self/exe") }

  /// Returns that of the program at `path`, likewise.
  package static func of(_ path: String) throws(SystemError) -> String {
    let file = try OpenFile(path)
    guard let image = try ProgramImage(file) else { return try SHA256.file(path).sha256 }
    if let buildID = try image.buildID(in: file) {
      return SHA256.text(of: Array("build ID ".utf8) + buildID)
    }
    let hash = SHA256()
    for segment in image.loaded {
      var place = segment.lowerBound
      while place < segment.upperBound {
        let bytes = try file.bytes(place..<min(place + 1 << 16, segment.upperBound))
        if bytes.isEmpty { break }
        bytes.withUnsafeBytes { hash.update($0) }
        place += Int64(bytes.count)
      }
    }
    return hash.finish()
  }
}

/// The segments of an ELF file of 64 bits in little-endian byte order.
private struct ProgramImage {
  /// The ranges of the file that are loaded to run, in bytes.
  private(set) var loaded: [Range<Int64>] = []
  private var notes: [Range<Int64>] = []

  private static let headerBytes: Int64 = 64
  private static let entryBytes = 56
  private static let loadType: UInt32 = 1
  private static let noteType: UInt32 = 4
  /// Notes are short; longer ones are no build ID.
  private static let longestNotes: Int64 = 1 << 16

  /// Reads the headers; nil where the file is of another kind.
  init?(_ file: OpenFile) throws(SystemError) {
    let header = try file.bytes(0..<ProgramImage.headerBytes)
    guard header.count == ProgramImage.headerBytes, header.starts(with: [0x7F, 0x45, 0x4C, 0x46]),
      header[4] == 2, header[5] == 1, header.number(at: 54, UInt16.self) == 56,
      let start = Int64(exactly: header.number(at: 32, UInt64.self)), start < 1 << 40
    else { return nil }
    let count = Int(header.number(at: 56, UInt16.self))
    let table = try file.bytes(start..<start + Int64(count * ProgramImage.entryBytes))
    guard table.count == count * ProgramImage.entryBytes else { return nil }
    for entry in stride(from: 0, to: table.count, by: ProgramImage.entryBytes) {
      let type = table.number(at: entry, UInt32.self)
      guard type == ProgramImage.loadType || type == ProgramImage.noteType else { continue }
      let (from, size) = (
        table.number(at: entry + 8, UInt64.self), table.number(at: entry + 32, UInt64.self)
      )
      guard from < 1 << 40, size < 1 << 40 else { return nil }
      let range = Int64(from)..<Int64(from + size)
      if type == ProgramImage.loadType { loaded.append(range) } else { notes.append(range) }
    }
    if loaded.isEmpty { return nil }
  }

  /// The build ID, if there is one of at least 128 bits.
  func buildID(in file: OpenFile) throws(SystemError) -> [UInt8]? {
    for range in notes where range.upperBound - range.lowerBound <= ProgramImage.longestNotes {
      let notes = try file.bytes(range)
      var place = 0
      // Each has the lengths of its name and content, a type, and then both, in steps of four bytes.
      while place + 12 <= notes.count {
        let (name, size) = (
          Int(notes.number(at: place, UInt32.self)), Int(notes.number(at: place + 4, UInt32.self))
        )
        let type = notes.number(at: place + 8, UInt32.self)
        let start = place + 12 + (name + 3) / 4 * 4
        guard start + size <= notes.count else { break }
        if type == 3, name == 4, size >= 16, notes[(place + 12)...].starts(with: "GNU\0".utf8) {
          return Array(notes[start..<start + size])
        }
        place = start + (size + 3) / 4 * 4
      }
    }
    return nil
  }
}

extension OpenFile {
  /// Returns the bytes at these offsets, or those of them that the file has.
  fileprivate func bytes(_ range: Range<Int64>) throws(SystemError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 16)
    defer { buffer.deallocate() }
    return Array(buffer[..<(try read(into: buffer, at: range.lowerBound))])
  }
}

extension [UInt8] {
  /// Returns the little-endian number at a place.
  fileprivate func number<Number: FixedWidthInteger>(at place: Int, _ type: Number.Type) -> Number {
    (0..<MemoryLayout<Number>.size).reduce(0) { $0 | Number(self[place + $1]) << Number(8 * $1) }
  }
}
