import Parsing
import Support
import Testing

@Suite struct GzipReaderTests {
  private static let text = Array("request_id,model\nr1,gpt-5\nr2,gpt-5\n".utf8)

  @Test func `a file of several members holds what they hold, one after the other`() throws {
    let parts = [GzipReaderTests.text, [], Array("r3,gpt-5\n".utf8)]
    let file = try parts.flatMap { try gzip($0) }
    #expect(try inflate(file) == Array(parts.joined()))
    #expect(try inflate(try gzip([])) == [])
  }

  /// RFC 1952 §2.3: flags 0x08 (a name) and 0x04 (extra bytes) put fields after the ten of the header.
  @Test func `a header with a name and extra bytes is read over`() throws {
    var file = try gzip(GzipReaderTests.text)
    file[3] = 0x0C
    file.insert(contentsOf: [2, 0, 0x41, 0x42] + Array("a.csv\0".utf8), at: 10)
    #expect(try inflate(file) == GzipReaderTests.text)
  }

  @Test(arguments: [1, 2, 3, 10, 64, 65_536])
  func `it does not matter how many bytes are requested or given at once`(size: Int) throws {
    var dice = Dice(seed: 40)
    let text = (0..<70_000).map { _ in UInt8.random(in: 0x30...0x39, using: &dice) }
    let part = Array(text.prefix(size < 10 ? 300 : 70_000))
    let file = try gzip(part) + gzip(GzipReaderTests.text)
    #expect(try inflate(file, asking: size) == part + GzipReaderTests.text)
    #expect(try inflate(file, giving: size) == part + GzipReaderTests.text)
  }

  @Test func `a file that is cut anywhere is refused, unless between two members`() throws {
    let first = try gzip(GzipReaderTests.text)
    let file = try first + gzip(GzipReaderTests.text)
    for count in 0..<file.count where count != first.count {
      let failure = #expect(throws: ReadFault.self) {
        try inflate(Array(file.prefix(count)), giving: 7)
      }
      #expect(failure == .gzipCut(byte: Int64(count)))
    }
    #expect(try inflate(first) == GzipReaderTests.text)
  }

  @Test func `a damaged file is refused, or was damaged where nothing is said about the text`()
    throws
  {
    let file = try gzip(GzipReaderTests.text)
    var refused = 0
    for place in file.indices {
      for bit in 0..<8 {
        var damaged = file
        damaged[place] ^= 1 << bit
        do throws(ReadFault) {
          #expect(try inflate(damaged) == GzipReaderTests.text, "byte \(place), bit \(bit)")
          // RFC 1952 §2.3.1: the time, the extra flags and the system; and the flag for plain text.
          #expect((4..<10).contains(place) || (place == 3 && bit == 0))
        } catch {
          refused += 1
          #expect(
            ["gz.cut", "gz.trailing"].contains(error.code), "byte \(place), bit \(bit)")
        }
      }
    }
    #expect(refused == file.count * 8 - 6 * 8 - 1)
  }

  @Test(
    arguments: [
      [0], [0x0A], Array("text".utf8), [0, 0, 0, 0], [0x1F, 0], [0x1F, 0x8C, 8, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func `bytes after the last member refuse the file, with the first of them`(tail: [UInt8]) throws {
    let file = try gzip(GzipReaderTests.text)
    for size in [1, 65_536] {
      let failure = #expect(throws: ReadFault.self) { try inflate(file + tail, giving: size) }
      #expect(failure == .gzipTrailing(byte: Int64(file.count)))
      #expect(failure?.code == "gz.trailing")
    }
  }

  @Test func `another file is no gzip`() {
    let failure = #expect(throws: ReadFault.self) { try inflate(GzipReaderTests.text) }
    #expect(failure?.code == "gz.cut")
  }

  /// Zeros deflate about a thousand times: 16 MiB of them are allowed, one byte more is not.
  @Test func `past 16 MiB a file may not grow more than 200 times`() throws {
    let most = try gzip([UInt8](repeating: 0, count: 16 << 20))
    #expect(most.count < 16 << 20 / 200)
    #expect(try length(of: most) == 16 << 20)
    let bomb = try gzip([UInt8](repeating: 0, count: 16 << 20 + 1))
    let failure = #expect(throws: ReadFault.self) { try length(of: bomb) }
    #expect(failure?.code == "gz.bomb")
  }

  /// 100,000 bytes that do not deflate carry 17 MiB with them: 178 times.
  @Test func `past 16 MiB a file may grow less than 200 times`() throws {
    var dice = Dice(seed: 41)
    let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &dice) }
    let count = 17 << 20
    let file = try gzip(noise + [UInt8](repeating: 0, count: count - noise.count))
    #expect(try length(of: file) == count)
  }

  /// After its zeros it grew 257 times as far as it was read, but it goes on, and in all it grew 145 times.
  @Test(arguments: [777, 65_536, 262_144, 1 << 20])
  func `how far a file has grown does not depend on how much is requested at once`(size: Int) throws
  {
    var dice = Dice(seed: 42)
    let zeros = [UInt8](repeating: 0, count: 16 << 20 + 100_000)
    let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &dice) }
    let file = try gzip(zeros) + gzip(noise)
    #expect(try length(of: file, asking: size) == zeros.count + noise.count)
  }

  /// Chunks of 256 KiB: before, at and after their ends, within both members, and where the first one ends.
  @Test(arguments: [
    262_144, 262_145, 300_000, 524_287, 524_288, 600_000, 786_431, 786_433, 900_000,
  ])
  func `from a point on come the bytes that follow it`(offset: Int64) throws {
    var dice = Dice(seed: 43)
    let text = (0..<900_000).map { _ in UInt8.random(in: 0x30...0x39, using: &dice) }
    let file = try gzip(Array(text[..<600_000])) + gzip(Array(text[600_000...]))
    let first = GzipReader(read: reading(file, chunk: 1_000))
    #expect(try first.skip(offset) == offset)
    let point = first.point
    // The first chunk is not worth a point; with the last one the file was inflated to its end.
    #expect((point == nil) == (offset == 262_144 || offset > 786_432))
    #expect(try bytes(of: first) == Array(text[Int(offset)...]))
    guard let point else { return }
    #expect(point.offset == offset)
    for asking in [777, 1 << 19] {
      let again = GzipReader(
        after: point, read: reading(Array(file[Int(point.bytesTaken)...]), chunk: 70_000))
      #expect(try bytes(of: again, asking: asking) == Array(text[Int(offset)...]))
    }
  }

  @Test func `from a point on a damaged file is refused as from its beginning`() throws {
    var dice = Dice(seed: 44)
    let file = try gzip((0..<900_000).map { _ in UInt8.random(in: 0x30...0x39, using: &dice) })
    let first = GzipReader(read: reading(file))
    #expect(try first.skip(500_000) == 500_000)
    let point = try #require(first.point)
    let wrongSum = Array(file.dropLast(8)) + [1, 2, 3, 4] + file.suffix(4)
    for damaged in [wrongSum, Array(file.dropLast(3)), file + [0]] {
      let failure = #expect(throws: ReadFault.self) { try inflate(damaged) }
      let later = #expect(throws: ReadFault.self) {
        try bytes(
          of: GzipReader(after: point, read: reading(Array(damaged[Int(point.bytesTaken)...]))))
      }
      #expect(later == failure)
    }
  }

  @Test func `no more is passed over than there is`() throws {
    let gzip = GzipReader(read: reading(try gzip(GzipReaderTests.text)))
    #expect(try gzip.skip(1_000) == Int64(GzipReaderTests.text.count))
    #expect(try gzip.skip(1) == 0)
  }

  @Test func `what the file's own reader fails with is passed on`() {
    let gzip = GzipReader { _ throws(ReadFault) in throw ReadFault.cannotRead(reason: "x") }
    withUnsafeTemporaryAllocation(byteCount: 8, alignment: 1) { buffer in
      let failure = #expect(throws: ReadFault.self) { try gzip.next(buffer) }
      #expect(failure == .cannotRead(reason: "x"))
    }
  }

  private func inflate(
    _ file: [UInt8], asking: Int = 4_096, giving: Int = .max
  ) throws(ReadFault) -> [UInt8] {
    try bytes(of: GzipReader(read: reading(file, chunk: giving)), asking: asking)
  }

  /// The remainder of the output of `gzip`.
  private func bytes(of gzip: GzipReader, asking: Int = 4_096) throws(ReadFault) -> [UInt8] {
    var text: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: asking, alignment: 1)
    defer { buffer.deallocate() }
    while true {
      let count = try gzip.next(buffer)
      if count == 0 { return text }
      text += buffer[0..<count]
    }
  }

  /// The number of bytes that `file` inflates to.
  private func length(of file: [UInt8], asking: Int = 65_536) throws -> Int {
    let gzip = GzipReader(read: reading(file))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: asking, alignment: 1)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try gzip.next(buffer)
      if count == 0 { return total }
      total += count
    }
  }
}
