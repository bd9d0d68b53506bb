import Parsing
import Testing

/// Codes and words of the page on bad input.
@Suite struct FaultWordsTests {
  @Test(
    arguments: [
      (.cannotRead(reason: "Input/output error"), "io", "Input/output error"),
      (.gzipCut(byte: 8_192), "gz.cut", "gzip ends at byte 8192 before its trailer"),
      (.gzipBroken(byte: 7), "gz.cut", "gzip data is damaged at byte 7"),
      (.gzipTrailing(byte: 7), "gz.trailing", "bytes after the last gzip member"),
      (
        .gzipBomb(GzipLimits()), "gz.bomb",
        "expands more than 200-fold over 16777216 bytes, or over 68719476736 bytes"
      ),
    ] as [(ReadFault, String, String)])
  func `what is wrong with the bytes of a file is reported in the documented words`(
    fault: ReadFault, code: String, words: String
  ) {
    #expect(fault.code == code)
    #expect(fault.message.hasPrefix(words), "\(fault.message)")
    #expect(!fault.help.isEmpty)
  }

  @Test(
    arguments: [
      (.noHeader, "first line is not a header"),
      (.columnUnnamed(3), "column 3 has no name"),
      (.columnTwice(name: "model", first: 4, second: 9), "column \"model\" appears at 4 and 9"),
      (.columnMissing(name: "class", found: nil), "no column \"class\""),
      (.columnMissing(name: "class", found: "clas"), "no column \"class\", found \"clas\""),
      (.fieldCount(found: 1, expected: 9), "1 field, expected 9"),
      (.fieldCount(found: 8, expected: 9), "8 fields, expected 9"),
    ] as [(TableFault, String)])
  func `what is wrong with a table is reported alike of ledgers and of books`(
    fault: TableFault, words: String
  ) {
    #expect(fault.message == words)
  }
}
