import Ledger
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

@Suite struct SpanInternerTests {
  @Test func `each list of texts keeps its own number, however many there are`() {
    var interner = SpanInterner()
    let lists = (0..<2_000).map { ["tier \($0 % 50)", "", "model-\($0)"] }
    for (number, list) in lists.enumerated() {
      withSpans(of: list) { spans, hash in
        let before = interner.number(of: spans, hash: hash)
        interner.remember(Int32(number), for: spans, hash: hash)
        #expect(before == nil)
      }
    }
    for (number, list) in lists.enumerated() {
      withSpans(of: list) { spans, hash in
        #expect(interner.number(of: spans, hash: hash) == Int32(number))
      }
    }
  }

  /// One hash for all, so that only the bytes can tell them apart.
  @Test func `texts with one hash are told apart by their bytes`() {
    var interner = SpanInterner()
    let lists = [["ab", "c"], ["a", "bc"], ["abc", ""], ["", "abc"], ["", ""], ["ab", "d"]]
    for (number, list) in lists.enumerated() {
      withSpans(of: list) { spans, _ in
        let before = interner.number(of: spans, hash: 7)
        interner.remember(Int32(number), for: spans, hash: 7)
        #expect(before == nil, "\(list)")
      }
    }
    for (number, list) in lists.enumerated() {
      withSpans(of: list) { spans, _ in
        #expect(interner.number(of: spans, hash: 7) == Int32(number))
      }
    }
  }

  private func withSpans(
    of texts: [String], _ body: (UnsafeBufferPointer<Bytes>, UInt64) -> Void
  ) {
    let bytes = texts.map { Array($0.utf8) + [0] }
    let joined = bytes.flatMap(\.self)
    joined.withUnsafeBufferPointer { joined in
      var start = 0
      var hash = ByteHash.seed
      let spans = bytes.map { text in
        let span = Bytes(rebasing: joined[start..<start + text.count - 1])
        start += text.count
        hash = ByteHash.hash(span, from: hash)
        return span
      }
      spans.withUnsafeBufferPointer { body($0, hash) }
    }
  }
}
