import Ledger

/// Typography that a browser can show and a terminal cannot paste.
///
/// It is the true minus sign, and figures that stay with their unit at the end of a line.
enum Typography {
  /// Returns a sentence with a minus before negative figures and no break before units.
  ///
  /// A figure is what a unit follows, or a range: names with a hyphen before a digit stay as they are.
  static func sentence(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let rest = scalars[(index + 1)...]
      switch scalar {
      case "-" where before == " " && startsFigure(rest): result.append("\u{2212}")
      case " " where (isDigit(before) || before == ",") && startsUnit(rest):
        result.append("\u{A0}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Returns a clause with a capital, unless it begins with the name of a file or folder.
  static func capitalised(_ clause: String) -> String {
    let isFile = clause.prefix { $0 != " " }.contains { $0 == "." || $0 == "/" }
    return isFile ? clause : clause.withCapital
  }

  /// Returns a figure with a minus for its hyphen.
  static func figure(_ text: String) -> String {
    text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// Returns changes in words, such as `mix -5.34, volume +0.10`, with a minus before negative figures.
  static func changes(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { figure(String($0)) }
      .joined(separator: " ")
  }

  private static let units = [
    "%", "USD", "credits", "credit", "points", "requests", "request", "users", "user", "days",
    "day",
    "rows", "row", "files", "file",
  ].map { Array($0.unicodeScalars) }

  private static let range = Array("to ".unicodeScalars)

  private static func startsFigure(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let after = rest.drop { isDigit($0) || $0 == "." || $0 == "," }
    guard after.count < rest.count, after.first == " " else { return false }
    return startsUnit(after.dropFirst()) || after.dropFirst().starts(with: range)
  }

  private static func startsUnit(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    units.contains { unit in
      guard rest.starts(with: unit) else { return false }
      return rest.dropFirst(unit.count).first.map { !$0.properties.isAlphabetic } ?? true
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
