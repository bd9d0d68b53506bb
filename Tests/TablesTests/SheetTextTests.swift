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
  func `what XML cannot hold is told as unknown in a chart`(text: String, expected: String) {
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
}

@Suite struct SheetNamesTests {
  @Test(arguments: [
    (["Margin by day"], ["Margin by day"]),
    ([""], ["_"]),
    (["a:b\\c/d?e*f[g]h"], ["a_b_c_d_e_f_g_h"]),
    (["'it's'"], ["_it's_"]),
    (["'"], ["_"]),
    (["History", "HISTORY"], ["History_", "HISTORY_ (2)"]),
    (["Day", "day", "DAY"], ["Day", "day (2)", "DAY (3)"]),
    (["x", "x (2)", "X"], ["x", "x (2)", "X (3)"]),
    (["a\u{01}b"], ["a_b"]),
    (
      ["1234567890123456789012345678901", "12345678901234567890123456789012"],
      ["1234567890123456789012345678901", "123456789012345678901234567 (2)"]
    ),
    (["123456789012345678901234567890'x"], ["123456789012345678901234567890_"]),
    (["123456789012345678901234567890😀"], ["123456789012345678901234567890"]),
  ])
  func `a title becomes a name that a spreadsheet accepts, no two alike`(
    titles: [String], names: [String]
  ) {
    #expect(SheetNames.unique(titles) == names)
  }
}
