import Ledger
import Tables
import Testing

/// The expected texts are worked by hand from RFC 4180 and the rule on formulas.
@Suite struct CSVTextTests {
  @Test(arguments: [
    ("", ""),
    ("gpt-5.6-luna", "gpt-5.6-luna"),
    ("a,b", "\"a,b\""),
    ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    ("two\rlines", "\"two\rlines\""),
    ("two\r\nlines", "\"two\r\nlines\""),
    (" blank ", " blank "),
    ("tab\tinside", "tab\tinside"),
    ("Zoë", "Zoë"),
  ])
  func `a text is quoted only if it holds a comma, a quote or a line end`(
    text: String, expected: String
  ) {
    #expect(field(text) == expected)
  }

  @Test(
    arguments: [("-minus", "-minus"), ("=a,b", "\"=a,b\""), ("'-x", "'-x")] as [(Name, String)])
  func `a field of a proposed row is as it is in a book`(text: Name, expected: String) {
    #expect(CSVText.field(text) == expected)
  }

  @Test(arguments: [
    ("=1+1", "\"'=1+1\""),
    ("+1", "\"'+1\""),
    ("-1", "\"'-1\""),
    ("@SUM(A1)", "\"'@SUM(A1)\""),
    ("\tx", "\"'\tx\""),
    ("\rx", "\"'\rx\""),
    ("\nx", "\"'\nx\""),
    ("＝1", "\"'＝1\""),
    ("＋1", "\"'＋1\""),
    ("－1", "\"'－1\""),
    ("＠x", "\"'＠x\""),
    ("'=1", "\"''=1\""),
    ("''=1", "\"'''=1\""),
    ("=\"a\"", "\"'=\"\"a\"\"\""),
  ])
  func `a text that a spreadsheet would run gets one apostrophe and is quoted`(
    text: String, expected: String
  ) {
    #expect(field(text) == expected)
  }

  @Test(arguments: ["'quoted'", "'", "''", "a=1", " =1", "＃1", "１", "ｆ", "–1"])
  func `a text that only resembles a formula is left alone`(text: String) {
    #expect(field(text) == text)
  }

  @Test(
    arguments: [
      (.blank, ""),
      (.text("-x"), "\"'-x\""),
      (.count(20_000), "20000"),
      (.count(-3), "-3"),
      (.money(Money(attodollars: 217_667_397_990_000_000_000)), "217.66739799"),
      (.money(Money(attodollars: -5_000_000_000_000_000_000)), "-5"),
      (.money(Money(attodollars: 1)), "0.000000000000000001"),
      (.money(.zero), "0"),
      (.credits(Credits(microcredits: 8_900_000)), "8.9"),
      (.creditsSum(microcredits: 9_223_372_036_854_775_808), "9223372036854.775808"),
      (.seconds(nanoseconds: 1_500_000_000), "1.5"),
      (.multiplier(Multiplier(millionths: 1_750_000)), "1.75"),
      (.percent(tenThousandths: 172_103), "17.2103"),
      (.percent(tenThousandths: -66_000), "-6.6"),
      (.decimal(21_914_285_714, scale: 8), "219.14285714"),
      (.boolean(true), "true"),
      (.boolean(false), "false"),
    ] as [(Cell, String)])
  func `a cell is its exact canonical decimal or its word`(cell: Cell, expected: String) {
    #expect(CSVText.string(cell) == expected)
  }

  @Test func `a row has commas between its cells and ends with one line feed`() throws {
    let day = try #require(Day("2026-07-30"))
    var text = ByteBuilder()
    CSVText.putHeader(
      [Column("day", .day), Column("model", .text), Column("n", .count)], into: &text)
    CSVText.put([.day(day), .blank, .count(7)], into: &text)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "day,model,n\n2026-07-30,,7\n")
  }

  @Test func `a text that is not touched keeps its bytes whatever they are`() {
    var text = ByteBuilder()
    CSVText.put(Name(bytes: [0x61, 0x00, 0x7F, 0xC3, 0xA9]), into: &text)
    #expect(Array(text.bytes) == [0x61, 0x00, 0x7F, 0xC3, 0xA9])
  }

  private func field(_ text: String) -> String {
    var room = ByteBuilder()
    CSVText.put(Name(text), into: &room)
    return String(decoding: room.bytes, as: UTF8.self)
  }
}

@Suite struct CSVFileTests {
  @Test func `a table without rows is its header`() {
    #expect(file(of: numbers(0)) == ["n\n"])
  }

  @Test func `a table is its header and its rows in order`() {
    #expect(file(of: numbers(3)) == ["n\n0\n1\n2\n"])
  }

  @Test func `a long table comes in chunks of about 256 KiB that join to the whole`() {
    let count = 200_000
    let chunks = file(of: numbers(count))
    // 10 × 2 + 90 × 3 + 900 × 4 + 9,000 × 5 + 90,000 × 6 + 100,000 × 7 bytes and the header.
    #expect(chunks.joined().utf8.count == 2 + 20 + 270 + 3_600 + 45_000 + 540_000 + 700_000)
    #expect(chunks.count == 5)
    #expect(chunks.allSatisfy { $0.hasSuffix("\n") && $0.utf8.count < 256 * 1024 + 16 })
    #expect(chunks.joined() == "n\n" + (0..<count).map { "\($0)\n" }.joined())
  }

  private func numbers(_ count: Int) -> Table {
    Table(
      name: "numbers", title: "Numbers", columns: [Column("n", .count)], rowCount: count,
      order: "smallest first"
    ) { [.count(Int128($0))] }
  }

  private func file(of table: Table) -> [String] {
    var chunks: [String] = []
    CSVFile.write(table) { chunks.append(String(decoding: $0, as: UTF8.self)) }
    return chunks
  }
}
