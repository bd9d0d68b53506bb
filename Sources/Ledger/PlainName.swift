/// A name without its capitals and the signs between its words, by which a slip of it is recognised.
package struct PlainName: Sendable {
  private let text: String

  package init(_ name: String) { text = name.lowercased().filter { !"_- .".contains($0) } }

  /// True if it equals the other except for at most `limit` letters.
  package func isSlip(of other: PlainName, within limit: Int) -> Bool {
    editDistance(text, other.text, within: limit) != nil
  }
}
