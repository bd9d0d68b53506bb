/// The state of the reported months: draft or closed, and the closer.
package struct CloseNote: Hashable, Sendable {
  /// The state of the period, such as `draft, not closed`.
  package let state: String
  /// The same in a few words without a name, for printed headers.
  package let mark: String
  /// The sentence about closed months in a longer period; nil if there are none.
  package let months: String?
  /// One per closed month, by month.
  package let closes: [Line]
  /// The `row_sha256` of the last line of `closes.csv`.
  package let head: String

  /// A closed month, for people.
  package struct Line: Hashable, Sendable {
    /// As `2026-08`.
    package let month: String
    /// The closer, the time, and the approver.
    package let words: String
    /// The SHA-256 of its manifest; empty for the close that the report is of.
    package let manifest: String

    /// - Parameters: see the members of these names.
    package init(month: String, words: String, manifest: String) {
      self.month = month
      self.words = words
      self.manifest = manifest
    }
  }

  /// - Parameters: see the members of these names.
  package init(state: String, mark: String, months: String?, closes: [Line], head: String) {
    self.state = state
    self.mark = mark
    self.months = months
    self.closes = closes
    self.head = head
  }
}
