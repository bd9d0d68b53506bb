import Intake
import Ledger
import Support
import Testing

@Suite struct CarefulScannerTests {
  /// RFC 4180 §2, rules 1 to 7 in order, then line ends of other systems.
  @Test(
    arguments: [
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("aaa, b b ,ccc\r\n", [["aaa", " b b ", "ccc"]]),
      ("aaa,bbb,\r\n", [["aaa", "bbb", ""]]),
      ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz", [["aaa", "b\r\nbb", "ccc"], ["zzz"]]),
      ("\"aaa\",\"b\"\"bb\",\"ccc\"", [["aaa", "b\"bb", "ccc"]]),
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
      ("a,b\r\r\nc\n\rd", [["a", "b"], [""], ["c"], [""], ["d"]]),
      ("\"\"", [[""]]),
      ("\"\"\"\",\"a,b\",\"\n\"", [["\"", "a,b", "\n"]]),
      (",\n,", [["", ""], ["", ""]]),
      ("a;b|c\td\n", [["a;b|c\td"]]),
      ("\u{E9},\u{1F600}\n", [["\u{E9}", "\u{1F600}"]]),
      ("", []),
    ] as [(String, [[String]])])
  func `records end at CRLF, LF or CR outside quotes, and a doubled quote is one`(
    text: String, expected: [[String]]
  ) throws {
    let records = try records(of: Array(text.utf8))
    #expect(records.map { $0.fields.map { String(decoding: $0.text, as: UTF8.self) } } == expected)
    #expect(records.allSatisfy { $0.fault == nil })
  }

  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C] as [UInt8])
  func `only its delimiter separates fields`(delimiter: UInt8) throws {
    let text = Array("a,b;c\td|e\n".utf8)
    let record = try #require(try records(of: text, delimiter: delimiter).first)
    #expect(
      record.fields.map(\.text) == text.dropLast().split(separator: delimiter).map(Array.init))
  }

  @Test(
    arguments: [
      ("a,b\"c,d\ne", .quoteInsideField, 0, 7, 1),
      ("a\"\n", .quoteInsideField, 0, 2, 1),
      ("a,\"b\"c,d\ne", .textAfterQuote, 0, 8, 1),
      ("\"b\" ,d\r\ne", .textAfterQuote, 0, 6, 1),
      ("\"a\nb\"x\"\ny", .textAfterQuote, 0, 7, 2),
    ] as [(String, RowFault, Int, Int, Int32)])
  func `a quote out of place is a fault of its record, which ends at the line end`(
    text: String, fault: RowFault, first: Int, end: Int, lines: Int32
  ) throws {
    let records = try records(of: Array(text.utf8))
    #expect(records[first].fault == fault)
    #expect(records[first].end == end)
    #expect(records[first].lines == lines)
    #expect(records.dropFirst().allSatisfy { $0.fault == nil })
  }

  /// The text before the line end and the start of the next record, counted by hand.
  @Test(
    arguments: [
      ("ab\nc", 2, 3, 1, false, true), ("ab\r\nc", 2, 4, 1, true, false),
      ("ab\rc", 2, 3, 1, false, false), ("ab", 2, 2, 1, false, false),
      ("ab\r", 2, 3, 1, false, false), ("\"a\r\nb\rc\nd\"\n", 10, 11, 4, false, true),
    ])
  func `a record knows its end, its line end and its lines`(
    text: String, end: Int, next: Int, lines: Int32, isCRLF: Bool, isLF: Bool
  ) throws {
    let record = try #require(try records(of: Array(text.utf8)).first)
    #expect(record.end == end && record.next == next && record.lines == lines)
    #expect((record.lineEnd == .both) == isCRLF && (record.lineEnd == .lineFeed) == isLF)
  }

  @Test func `a field knows where it starts, with its quote`() throws {
    let record = try #require(try records(of: Array("ab,\"cd\",,e".utf8)).first)
    #expect(record.fields.map(\.start) == [0, 3, 8, 9])
    #expect(record.fields.map(\.isQuoted) == [false, true, false, false])
  }

  @Test(
    arguments: [
      ("\n", true), ("\r\n", true), ("\"\"\n", false), (" \n", false), (",\n", true),
      (" ,\t,\"\"\n", true), (",x\n", false), (",\"\"x\n", false),
      ("\"\n", false),
    ])
  func `a line of nothing, or of delimiters alone, is blank`(
    text: String, isBlank: Bool
  ) throws {
    let scan = withBlock(of: Array(text.utf8)) {
      CarefulScanner(delimiter: 0x2C).scan($0, from: 0, isEnd: true)
    }
    if case .record(let record) = scan {
      #expect(record.isBlank == isBlank)
    } else {
      #expect(text == "\"\n")
    }
  }

  /// `^` stands for 1 MiB and one byte, which is too long.
  @Test(
    arguments: [
      ("a,b", ["a", "b"], 2), ("a,b,c", ["a", "b", "c"], 3), ("a,b,c,d,\"e\"", ["a", "b", "e"], 5),
      ("a,b,c,^,d,e", ["a", "b", "^", "e"], 6), ("^,b,c,d", ["^", "b", "d"], 4),
      ("a,b,c,d,^", ["a", "b", "^"], 5),
    ] as [(String, [String], Int)])
  func `of fields after those expected the last is kept, and any that is too long`(
    text: String, kept: [String], count: Int
  ) throws {
    let long = String(repeating: "x", count: 1_048_577)
    let bytes = Array(text.replacing("^", with: long).utf8)
    let scan = withBlock(of: bytes) {
      CarefulScanner(delimiter: 0x2C, expected: 2).scan($0, from: 0, isEnd: true)
    }
    guard case .record(let record) = scan else {
      Issue.record("\(text) is a record")
      return
    }
    #expect(
      record.fields.map { String(decoding: $0.text, as: UTF8.self) }
        == kept.map { $0.replacing("^", with: long) })
    #expect(record.fieldCount == count)
  }

  @Test(arguments: [("a,\"b\nc,d\n", 2), ("\"", 0), ("x,\"\"\"", 2), ("\"a\"\"\n", 0)])
  func `a quote that is never closed is found at the end of the file`(text: String, quote: Int) {
    withBlock(of: Array(text.utf8)) { bytes in
      let scanner = CarefulScanner(delimiter: 0x2C)
      guard case .openQuote(quote) = scanner.scan(bytes, from: 0, isEnd: true) else {
        Issue.record("the quote at \(quote) is open")
        return
      }
      guard case .incomplete = scanner.scan(bytes, from: 0, isEnd: false) else {
        Issue.record("more bytes may close it")
        return
      }
    }
  }

  @Test func `fields that are written by RFC 4180 are read as they were`() throws {
    var dice = Dice(seed: 20)
    for _ in 0..<300 {
      let delimiter = dice.pick([0x2C, 0x3B, 0x09, 0x7C] as [UInt8])
      let rows = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
        (0..<Int.random(in: 1...4, using: &dice)).map { _ in randomField(&dice) }
      }
      let end = dice.pick([[0x0A], [0x0D, 0x0A], [0x0D]] as [[UInt8]])
      let text = rows.flatMap { row in
        Array(row.map { quoted($0, delimiter, &dice) }.joined(separator: [delimiter])) + end
      }
      #expect(
        try records(of: text, delimiter: delimiter).map { $0.fields.map(\.text) } == rows,
        "\(text.shown)")
    }
  }

  @Test func `a record is given only when it is whole, and then as it is with all the bytes`()
    throws
  {
    var dice = Dice(seed: 21)
    let alphabet: [UInt8] = Array("a,\"\"\r\n\n,b".utf8)
    let scanner = CarefulScanner(delimiter: 0x2C)
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 1...14, using: &dice)).map { _ in dice.pick(alphabet) }
      guard
        case .record(let whole) = withBlock(of: text, { scanner.scan($0, from: 0, isEnd: true) })
      else { continue }
      for count in 0...text.count {
        let scan = withBlock(of: Array(text.prefix(count))) {
          scanner.scan($0, from: 0, isEnd: false)
        }
        // A lone CR may be the first half of a CRLF until the next byte is seen.
        let endsWithCR = whole.lineEnd == .carriageReturn
        let needed = whole.next == whole.end ? .max : whole.next + (endsWithCR ? 1 : 0)
        switch scan {
        case .record(let part): #expect(count >= needed && same(part, whole), "\(text.shown)")
        case .incomplete: #expect(count < needed, "\(text.shown) \(count)")
        case .openQuote: Issue.record("\(text.shown): there may be more")
        case .brokenDocument: Issue.record("\(text.shown): this is no JSON")
        }
      }
    }
  }

  private func records(
    of text: [UInt8], delimiter: UInt8 = 0x2C
  ) throws -> [CarefulScanner.Record] {
    try withBlock(of: text) { bytes in
      var records: [CarefulScanner.Record] = []
      var at = 0
      while at < bytes.count {
        let scan = CarefulScanner(delimiter: delimiter).scan(bytes, from: at, isEnd: true)
        guard case .record(let record) = scan else {
          Issue.record("\(text.shown) has no record at \(at)")
          break
        }
        try #require(record.next > at)
        records.append(record)
        at = record.next
      }
      return records
    }
  }

  private func same(_ left: CarefulScanner.Record, _ right: CarefulScanner.Record) -> Bool {
    left.fields.map(\.text) == right.fields.map(\.text) && left.end == right.end
      && left.next == right.next && left.lines == right.lines && left.fault == right.fault
      && left.lineEnd == right.lineEnd
  }

  private func randomField(_ dice: inout Dice) -> [UInt8] {
    (0..<Int.random(in: 0...5, using: &dice)).map { _ in
      dice.pick(Array("ab \",;\t|\r\n\u{E9}".utf8))
    }
  }

  private func quoted(_ field: [UInt8], _ delimiter: UInt8, _ dice: inout Dice) -> [UInt8] {
    let needsQuotes = field.contains { [delimiter, 0x22, 0x0D, 0x0A].contains($0) }
    guard needsQuotes || dice.hits(oneIn: 4) else { return field }
    return [0x22] + field.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}
