import Ledger
import Parsing
import Support
import Testing

@testable import Intake

@Suite struct BlockBufferTests {
  @Test func `bytes come in order, whatever is read, consumed and grown`() throws {
    var dice = Dice(seed: 60)
    let text = (0..<500).map { _ in UInt8.random(in: 0...255, using: &dice) }
    for _ in 0..<40 {
      let buffer = BlockBuffer(
        blockBytes: Int.random(in: 1...40, using: &dice),
        read: reading(text, chunk: Int.random(in: 1...50, using: &dice)))
      var at = 0
      while !(buffer.isEnd && buffer.bytes.isEmpty) {
        try buffer.fill()
        #expect(Array(buffer.bytes) == Array(text[at..<at + buffer.bytes.count]))
        let count = Int.random(in: 0...buffer.bytes.count, using: &dice)
        if count == 0 { buffer.grow() }
        buffer.consume(count)
        at += count
      }
      #expect(at == text.count)
    }
  }

  /// 64 MiB are the longest record; whatever the block, that is where it is given up.
  @Test(arguments: [999, 65_536])
  func `a buffer grows up to the longest record and no further`(blockBytes: Int) throws {
    let buffer = BlockBuffer(blockBytes: blockBytes) { room throws(ReadFault) in room.count }
    try buffer.fill()
    while buffer.bytes.count < FileFault.longestRecord {
      buffer.grow()
      try buffer.fill()
    }
    #expect(buffer.bytes.count == 64 << 20)
  }

  @Test func `an empty file is at its end at once`() throws {
    let buffer = BlockBuffer(blockBytes: 8, read: reading([]))
    #expect(!buffer.isEnd)
    try buffer.fill()
    #expect(buffer.isEnd && buffer.bytes.isEmpty)
  }
}

@Suite struct ByteHashTests {
  /// The words of the doc comment, one byte at a time.
  @Test func `the hash folds in words of eight bytes, the last filled with zeros`() {
    var dice = Dice(seed: 61)
    for count in 0...40 {
      let text = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
      var expected = ByteHash.seed ^ UInt64(count)
      for start in stride(from: 0, to: count, by: 8) {
        var word: UInt64 = 0
        for (place, byte) in text[start..<min(start + 8, count)].enumerated() {
          word += UInt64(byte) << UInt64(8 * place)
        }
        let product = UInt128(expected ^ word) * 0x9E37_79B9_7F4A_7C15
        expected = UInt64(product >> 64) ^ UInt64(truncatingIfNeeded: product)
      }
      #expect(text.withUnsafeBufferPointer { ByteHash.hash($0) } == expected)
    }
  }

  @Test func `the same bytes hash alike wherever they stand`() {
    let text = Array("0123456789abcdef0123456789abcdef".utf8)
    text.withUnsafeBufferPointer { bytes in
      for length in 0...16 {
        #expect(
          ByteHash.hash(Bytes(rebasing: bytes[0..<length]))
            == ByteHash.hash(Bytes(rebasing: bytes[16..<16 + length])))
      }
    }
  }

  @Test func `an empty text hashes alike with and without an address`() {
    let somewhere = Array("x".utf8).withUnsafeBufferPointer {
      ByteHash.hash(Bytes(rebasing: $0[0..<0]))
    }
    #expect(ByteHash.hash(Bytes(start: nil, count: 0)) == somewhere)
  }

  @Test func `ids that differ in a digit, or in length, have hashes that differ`() {
    let ids = (0..<20_000).map { "req-\($0)" } + (1...20).map { String(repeating: "\0", count: $0) }
    let hashes = Set(ids.map { Array($0.utf8).withUnsafeBufferPointer { ByteHash.hash($0) } })
    #expect(hashes.count == ids.count)
  }
}

@Suite struct TextTests {
  /// Lengths below, at and above those that are looked at without a loop, which are 16 to 64.
  @Test func `texts are the same only if every byte is, wherever they stand`() {
    var dice = Dice(seed: 61)
    for count in 0...140 {
      let text = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
      var other = Array(repeating: UInt8(7), count: count % 9) + text + [8, 8, 8]
      let start = count % 9
      text.withUnsafeBufferPointer { text in
        guard let one = text.baseAddress else { return }
        func isSame(_ other: [UInt8]) -> Bool {
          other.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { equalBytes(one, $0 + start, count: count) } ?? false
          }
        }
        #expect(isSame(other))
        for place in start..<start + count {
          other[place] ^= 1 << UInt8(place % 8)
          #expect(!isSame(other), "\(count) bytes, \(place)")
          other[place] ^= 1 << UInt8(place % 8)
        }
      }
    }
  }

  @Test
  func `the hash of a text is that of its bytes, wherever they stand, and tells near ones apart`() {
    var dice = Dice(seed: 62)
    for count in 0...140 {
      let text = (0..<count).map { _ in UInt8.random(in: 0x20...0x7E, using: &dice) }
      let hash = text.withUnsafeBufferPointer { TextHash.hash($0) }
      let moved = [1, 2, 3] + text + [4]
      #expect(
        moved.withUnsafeBufferPointer { TextHash.hash(Bytes(rebasing: $0[3..<3 + count])) } == hash)
      var near: Set<UInt64> = [hash]
      for place in 0..<count {
        var changed = text
        changed[place] ^= 1
        near.insert(changed.withUnsafeBufferPointer { TextHash.hash($0) })
      }
      #expect(near.count == count + 1)
    }
  }
}

@Suite struct InternedSpansTests {
  @Test func `each text keeps its own number, however many there are`() {
    var interner = InternedSpans()
    let texts = [""] + (0..<2_000).map { "tier \($0 % 50),,model-\($0)" }
    for (number, text) in texts.enumerated() {
      with(text) {
        #expect(interner.number(of: $0) == nil)
        interner.remember(Int32(number), for: $0)
        interner.remember(-1, for: $0)
      }
    }
    for (number, text) in texts.enumerated() {
      with(text) { #expect(interner.number(of: $0) == Int32(number)) }
    }
  }

  /// One hash for all, so that only the bytes can tell them apart.
  @Test func `texts with one hash are distinguished by their bytes`() {
    var interner = InternedSpans()
    let texts = ["abc", "abd", "ab", "", "a longer text", "a longer texu", "b longer text"]
    for (number, text) in texts.enumerated() {
      with(text) {
        #expect(interner.number(of: $0, hash: 7) == nil)
        interner.remember(Int32(number), for: $0, hash: 7)
      }
    }
    for (number, text) in texts.enumerated() {
      with(text) { #expect(interner.number(of: $0, hash: 7) == Int32(number)) }
    }
  }

  private func with(_ text: String, _ body: (Bytes) -> Void) {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }
}

@Suite struct FieldRunsTests {
  @Test(
    arguments: [
      ([0...1], "ab,c"), ([1...2], "c,"), ([3...3], "d"), ([0...0, 2...3], "ab\n,d\n"),
      ([0...0, 1...1, 2...2], "ab\nc\n\n"), ([], ""),
    ])
  func `runs are one text, those that stand apart with a line feed after each`(
    runs: [ClosedRange<Int>], text: String
  ) {
    #expect(self.text(of: runs, in: ["ab", "c", "", "d"]) == text)
  }

  @Test func `a long run after a short one is whole`() {
    let long = String(repeating: "x", count: 3_000)
    #expect(text(of: [0...0, 2...2], in: ["a", "b", long]) == "a\n\(long)\n")
  }

  private func text(of runs: [ClosedRange<Int>], in fields: [String]) -> String {
    let row = Array(fields.joined(separator: ",").utf8)
    return row.withUnsafeBufferPointer { row in
      var start = 0
      let spans = fields.map { field in
        defer { start += field.utf8.count + 1 }
        return Bytes(rebasing: row[start..<start + field.utf8.count])
      }
      return spans.withUnsafeBufferPointer { spans in
        let runs = LookupFields(runs)
        return spans.baseAddress.map { String(decoding: runs.text(in: $0), as: UTF8.self) } ?? ""
      }
    }
  }
}
