import Ledger
import Tables
import Testing

@Suite struct SheetTextTests {
  /// Worked by hand from ECMA-376 part 1, §22.9.2.19.
  @Test(arguments: [
    ("plain", "plain"),
    ("=1+1", "=1+1"),
    ("tab\tand\nline", "tab\tand\nline"),
    ("a\u{01}b", "a_x0001_b"),
    ("nul\u{00}", "nul_x0000_"),
    ("cr\r\n", "cr_x000D_\n"),
    ("\u{1F}", "_x001F_"),
    ("\u{FFFF}", "_xFFFF_"),
    ("_x0041_", "_x005F_x0041_"),
    ("_xaBcD_", "_x005F_xaBcD_"),
    ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
    ("_x41_", "_x41_"),
    ("_x004G_", "_x004G_"),
    ("_x0041", "_x0041"),
    ("_X0041_", "_X0041_"),
    ("\u{01}x0041_", "_x0001_x0041_"),
  ])
  func `what XML cannot hold is escaped, and what looks like an escape too`(
    text: String, expected: String
  ) {
    #expect(SheetText.cell(Name(text), csvRow: 2) == expected)
  }

  /// XML 1.0, §2.2: no control characters but three, and neither U+FFFE nor U+FFFF.
  @Test(arguments: [
    ("plain _x0041_", "plain _x0041_"), ("a\u{01}b", "a\u{FFFD}b"),
    ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
    ("tab\tand\nline", "tab\tand\nline"), ("\u{1F600}", "\u{1F600}"),
  ])
  func `what XML cannot hold is reported as unknown in a chart`(text: String, expected: String) {
    #expect(SheetText.plain(text) == expected)
  }

  @Test func `a text of the limit is whole`() {
    let text = String(repeating: "a", count: 32_767)
    #expect(SheetText.cell(Name(text), csvRow: 12) == text)
  }

  @Test func `a longer text is cut and says where it is whole`() {
    let text = String(repeating: "a", count: 32_768)
    let notice = "… [cut, see CSV row 12]"
    // The notice has 23 characters.
    #expect(
      SheetText.cell(Name(text), csvRow: 12) == String(repeating: "a", count: 32_744) + notice)
  }

  @Test func `a cut never splits a character of two UTF-16 units`() {
    let text = String(repeating: "😀", count: 16_384)
    let cut = SheetText.cell(Name(text), csvRow: 12)
    #expect(cut == String(repeating: "😀", count: 16_372) + "… [cut, see CSV row 12]")
  }

  /// By hand: a digit is 100, a blank 45, `i` 45, `m` 158; a character of another script is two digits.
  @Test(arguments: [
    ("", 10, [""]), ("ten digits", 10, ["ten digits"]),
    ("1234567890 1", 10, ["1234567890", "1"]), ("12345678901", 10, ["1234567890", "1"]),
    ("mmmmmmm", 10, ["mmmmmm", "m"]), ("iiiiiiiiiiiiiiiiiiiiii", 10, ["iiiiiiiiiiiiiiiiiiiiii"]),
    ("モデルモデル", 10, ["モデルモデ", "ル"]), ("a\nb", 10, ["a", "b"]),
    ("1 2345678901234 5", 10, ["1", "2345678901", "234 5"]),
  ])
  func `a text is broken where its letters end`(text: String, width: Int, lines: [String]) {
    #expect(SheetText.brokenLines(text, width: width) == lines)
  }

  @Test(arguments: [
    ("Requests", ["Requests"]), ("Usage revenue USD", ["Usage", "revenue", "USD"]),
    ("Revenue against August", ["Revenue", "against", "August"]), ("", [""]),
    ("USD per 1,000 output tokens", ["USD per", "1,000 output", "tokens"]),
  ])
  func `a heading is as narrow as three lines make it`(heading: String, lines: [String]) {
    #expect(SheetText.evenLines(heading) == lines)
  }
}
