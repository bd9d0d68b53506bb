import Testing

@testable import Tables

/// The texts of printed headers and footers.
struct HeaderFooterTextTests {
  /// `&91 July` would be 91 points high.
  @Test(
    arguments: [
      ("1 July to 30 September 2026", "&9 1 July to 30 September 2026"),
      ("summary.csv", "&9summary.csv"), ("July & August", "&9July && August"), ("", "&9"),
    ])
  func `a digit does not stand right behind the code of the size`(text: String, printed: String) {
    #expect(HeaderFooterText.small(text, atMost: 140) == printed)
  }

  @Test func `a long text is cut`() {
    #expect(HeaderFooterText.text("abcdef", atMost: 5) == "abcd…")
  }
}
