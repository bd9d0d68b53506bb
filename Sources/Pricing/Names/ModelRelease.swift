/// The version and the release in the name of a model.
package enum ModelRelease {
  /// The name without the date or release that it ends with, as in `gpt-5-2025-08-07`, `claude-sonnet-4-20250514`,
  /// `grok-4-0709`, `gemini-2.0-flash-001` and `mistral-large-latest`; the name itself where it has none.
  package static func without(_ name: String) -> String {
    let parts = name.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "@" }
    func length(_ count: Int) -> [Int] {
      parts.suffix(count).map { $0.allSatisfy { ("0"..."9").contains($0) } ? $0.count : 0 }
    }
    let taken: Int
    if parts.count > 3, length(3) == [4, 2, 2] {
      taken = 3
    } else if parts.count > 1, parts.last == "latest" || [3, 4, 6, 8].contains(length(1)[0]) {
      taken = 1
    } else {
      return name
    }
    let end = parts[parts.count - taken].startIndex
    return String(name[..<name.index(before: end)])
  }

  /// The runs of digits in a name, in order: models with different ones are different models.
  package static func numbers(_ name: String) -> [Substring] {
    name.split { !("0"..."9").contains($0) }
  }
}
