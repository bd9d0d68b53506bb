import Parsing
import Testing

@Suite struct RecordSkimmerTests {
  /// Offsets are counted by hand.
  @Test(
    arguments: [
      ("a,b\nc", true, .next(4)), ("a,b\r\nc", true, .next(5)), ("a\rc", true, .next(2)),
      ("\"a\nb\",c\nd", true, .next(8)), ("\"a\"\"\n\"\nd", true, .next(7)),
      ("a\"b\nc", true, .next(4)), ("\"a\"b\nc", true, .next(5)), ("a,b", true, .next(3)),
      ("a,b", false, .incomplete), ("a\r", false, .incomplete), ("\"a\"", false, .incomplete),
      ("x,\"a\n", true, .openQuote(quote: 2)), ("x,\"a\n", false, .incomplete),
    ] as [(String, Bool, RecordSkimmer.End)])
  func `a record ends with its line, but for lines within quotes`(
    text: String, isEnd: Bool, end: RecordSkimmer.End
  ) {
    let found = Array(text.utf8).withUnsafeBufferPointer {
      RecordSkimmer(delimiter: 0x2C).end(of: $0, from: 0, isEnd: isEnd)
    }
    #expect(found == end)
  }
}
