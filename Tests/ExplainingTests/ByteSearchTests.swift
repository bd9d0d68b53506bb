import Testing

@testable import Explaining

/// Bytes found and counted, as values.
struct ByteSearchTests {
  private func find(_ needle: String, in text: String, from start: Int) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer {
      ByteSearch.first(Array(needle.utf8), in: $0, from: start)
    }
  }

  @Test(arguments: [
    ("r1", "a,r1,b", 0, 2), ("r1", "a,r1,b", 2, 2), ("r1", "a,r1,b", 3, nil), ("r1", "", 0, nil),
    ("r1", "r", 0, nil), ("aab", "aaab", 0, 1),
  ])
  func `the first place at or after a start is found`(
    _ needle: String, _ text: String, _ start: Int, _ place: Int?
  ) {
    #expect(find(needle, in: text, from: start) == place)
  }

  /// Lone carriage returns end lines only where they are told to.
  @Test(arguments: [
    ("a\nb\n", nil, false, 2), ("a\r\nb\r\n", nil, true, 2), ("a\rb\r", nil, true, 2),
    ("a\rb\r", nil, false, 0), ("a\r", UInt8(0x0A), true, 0), ("a\r", UInt8(0x62), true, 1),
    (String(repeating: "\n", count: 5_000), nil, false, 5_000),
  ])
  func `each end of a line counts once`(
    _ text: String, _ next: UInt8?, _ countsCR: Bool, _ count: Int64
  ) {
    let found = Array(text.utf8).withUnsafeBufferPointer {
      ByteSearch.lineEnds(in: $0, followedBy: next, countsCR: countsCR)
    }
    #expect(found == count)
  }
}
