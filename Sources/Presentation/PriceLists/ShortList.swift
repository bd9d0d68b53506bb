import Ledger
import Overview
import Terminal

/// A list of findings about prices: how many there are, and the first of them.
enum ShortList {
  /// - Parameters:
  ///   - count: the number of reported ones, where a line may represent several.
  ///   - shown: how many lines; the rest is in the JSON.
  static func lines(
    _ title: String, count: Int? = nil, _ lines: [String], shown: Int, width: Int
  ) -> [String] {
    var text = ["\(title): \(Figures.count(Int64(count ?? lines.count)))"]
    for line in lines.prefix(shown) {
      text += Wrapping.lines(SafeText.safe(line), after: "  ", hanging: 4, width: width)
    }
    if lines.count > shown {
      text.append("  … \(Figures.count(Int64(lines.count - shown))) more with --json")
    }
    return text
  }
}
