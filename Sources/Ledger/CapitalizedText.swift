extension StringProtocol {
  /// The text with a capital first letter, as at the start of a sentence or heading.
  package var withCapital: String { prefix(1).uppercased() + dropFirst() }

  /// The text with a small first letter, as within a sentence.
  package var withSmallLetter: String { prefix(1).lowercased() + dropFirst() }
}
