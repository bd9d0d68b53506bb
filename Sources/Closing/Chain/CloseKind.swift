/// The kinds of lines in `closes.csv`.
package enum CloseKind: String, Hashable, Sendable, CaseIterable {
  /// The first close of a month.
  case close
  /// The approval of a close by another person.
  case approve
  /// A close that replaces the one before it of the same month.
  case restate
}
