extension StringProtocol {
  /// The text with a capital first letter, as at the start of a sentence or heading.
  package var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
