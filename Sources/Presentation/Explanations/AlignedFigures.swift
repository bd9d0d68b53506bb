import Ledger
import Terminal

extension FullPrecisionText {
  /// Returns `decimals` with blanks around them, so that their points are under each other.
  static func aligned(_ decimals: [String], width: Int = 0) -> [String] {
    func wholeWidth(_ text: String) -> Int { text.prefix { $0 != "." }.count }
    let before = decimals.map(wholeWidth).max() ?? 0
    let after = decimals.map { $0.count - wholeWidth($0) }.max() ?? 0
    return decimals.map { text in
      let left = before - wholeWidth(text)
      let right = after - (text.count - wholeWidth(text))
      let aligned =
        String(repeating: " ", count: left) + text + String(repeating: " ", count: right)
      return aligned.leftPadded(to: width)
    }
  }
}
