/// The maximum width of an 11-pixel text, in the fonts that browsers use for `system-ui`.
///
/// An estimate on the wide side (DejaVu Sans is the widest): what is laid out by it never touches.
enum TextWidth {
  static func of(_ text: String) -> Length {
    Length(tenths: text.unicodeScalars.reduce(0) { $0 + tenths($1) })
  }

  /// Of bold letters.
  static func ofBold(_ text: String) -> Length { of(text) * 11 / 10 }

  /// Returns the text cut in the middle so that it fits into `width`.
  static func fitting(_ text: String, _ width: Length) -> String {
    guard of(text) > width else { return text }
    var scalars = Array(text.unicodeScalars)
    var head = scalars[..<((scalars.count + 1) / 2)]
    var tail = scalars[((scalars.count + 1) / 2)...]
    func cut() -> String {
      var view = String.UnicodeScalarView(head)
      view.append("…")
      view.append(contentsOf: tail)
      return String(view)
    }
    while of(cut()) > width, !head.isEmpty || !tail.isEmpty {
      if head.count > tail.count { head.removeLast() } else { tail.removeFirst() }
    }
    scalars = []
    return cut()
  }

  private static func tenths(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "I", "|", "!", "'", ".", ",", ":", ";", " ", "\u{A0}": 36
    case "f", "t", "r", "(", ")", "-", "/", "[", "]": 46
    case "m", "w", "M", "W", "@", "%": 109
    case "0"..."9", "a"..."z", "_", "=", "\u{2212}": 71
    case "…", "A"..."Z": 88
    default: scalar.value < 0x2E80 ? 83 : 115
    }
  }
}
