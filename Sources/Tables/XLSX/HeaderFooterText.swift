/// Texts for the headers and footers of printed pages, where `&` begins a code.
enum HeaderFooterText {
  /// Returns the text; a header holds 255 characters.
  static func text(_ text: String, atMost limit: Int) -> String {
    var printed = ""
    for letter in SheetText.plain(text) {
      let next = letter == "&" ? "&&" : String(letter)
      guard printed.utf16.count + next.utf16.count < limit else { return printed + "…" }
      printed += next
    }
    return printed
  }

  /// Returns the text in 9 points; a digit right behind the code would be read as a part of the size.
  static func small(_ text: String, atMost limit: Int) -> String {
    let printed = HeaderFooterText.text(text, atMost: limit)
    return printed.first.map(\.isNumber) == true ? "&9 " + printed : "&9" + printed
  }
}
