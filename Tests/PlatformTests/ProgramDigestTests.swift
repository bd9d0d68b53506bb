import Foundation
import Platform
import Testing

/// Which bytes of a program tell it from others.
struct ProgramDigestTests {
  /// An ELF file: header, a loaded segment of 8 bytes at 176, a segment of notes at 184, and symbols behind them.
  private func image(code: UInt8 = 1, note: [UInt8] = [], symbols: [UInt8] = []) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 64)
    header.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
    header[32] = 64
    header[54] = 56
    header[56] = 2
    func segment(_ type: UInt8, at place: UInt8, _ count: Int) -> [UInt8] {
      var entry = [UInt8](repeating: 0, count: 56)
      (entry[0], entry[8], entry[32]) = (type, place, UInt8(count))
      return entry
    }
    return header + segment(1, at: 176, 8) + segment(4, at: 184, note.count)
      + [UInt8](repeating: code, count: 8) + note + symbols
  }

  /// A note of GNU with the build ID.
  private func note(_ buildID: [UInt8]) -> [UInt8] {
    [4, 0, 0, 0, UInt8(buildID.count), 0, 0, 0, 3, 0, 0, 0] + Array("GNU\0".utf8) + buildID
  }

  private func digest(_ bytes: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: file)
    let digest = try ProgramDigest.of(file.path)
    try FileManager.default.removeItem(at: file)
    return digest
  }

  @Test func `a build ID stands for the program, with symbols or without`() throws {
    let id = [UInt8](repeating: 7, count: 20)
    let expected = SHA256.text(of: Array("build ID ".utf8) + id)
    #expect(try digest(image(note: note(id))) == expected)
    #expect(try digest(image(note: note(id), symbols: [1, 2, 3])) == expected)
    // Another note stands first: a name of 4 bytes and a content of 4.
    let first: [UInt8] = [4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0] + Array("GNU\0".utf8) + [0, 0, 0, 0]
    #expect(try digest(image(note: first + note(id))) == expected)
    #expect(try digest(image(note: note([8] + id.dropFirst()))) != expected)
  }

  @Test func `without a build ID it is what is loaded, without symbols`() throws {
    let code = [UInt8](repeating: 1, count: 8)
    #expect(try digest(image()) == SHA256.text(of: code))
    #expect(try digest(image(symbols: [1, 2])) == SHA256.text(of: code))
    #expect(try digest(image(code: 2)) != SHA256.text(of: code))
    // One of 64 bits is too short.
    #expect(try digest(image(note: note([UInt8](repeating: 7, count: 8)))) == SHA256.text(of: code))
    // A note that says it is longer than its segment.
    var cut = note([UInt8](repeating: 7, count: 20))
    cut[4] = 200
    #expect(try digest(image(note: cut)) == SHA256.text(of: code))
  }

  @Test func `what is no such file is digested as a whole`() throws {
    let script = Array("#!/bin/sh\n".utf8)
    #expect(try digest(script) == SHA256.text(of: script))
    let cut = Array(image().prefix(100))
    #expect(try digest(cut) == SHA256.text(of: cut))
    var wide = image()
    wide.replaceSubrange(64 + 8..<64 + 16, with: [UInt8](repeating: 0xFF, count: 8))
    #expect(try digest(wide) == SHA256.text(of: wide))
  }
}
