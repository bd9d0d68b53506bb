/// What is known of the classes that totals may hold, beside what vendors document.
extension ProposedTotals {
  /// What is known of a class that a total may hold.
  struct Known {
    let kind: UsageMapping.Part
    /// Some row has any.
    let isUsed: Bool
    /// Whether the numbers show that the total holds it; nil where they do not.
    let isShown: Bool?
    /// Whether names say that the total holds it; nil where they do not.
    let isNamed: Bool?
    /// A sum of input and output, or a name, says one thing of it, and its vendor another.
    let isDoubted: Bool
    /// A sum of input and output alone is all that shows it, and what a tool adds up may be less than what it knows.
    let isShownByWholes: Bool

    /// Whether recorded costs may show better whether the total holds it.
    var isGuessed: Bool { isUsed && (isShown == nil || isShownByWholes) }
  }

  /// What is known of the classes that `whole` may hold.
  ///
  /// - Parameter way: whether it holds one, as its vendor documents; nil where that is not known.
  func parts(of whole: LedgerColumn, way: (UsageMapping.Part) -> Bool?) -> [Known] {
    zip(parts, shown).filter { $0.0.whole == whole }.map { part, isHeld in
      let isDoubted = isDoubted(part, isHeld, way)
      return Known(
        kind: part.kind, isUsed: part.isUsed, isShown: isDoubted ? nil : isHeld,
        isNamed: isDetail(part) ? true : isOfOtherMode(part) ? false : nil,
        isDoubted: isDoubted || part.isUsed && isContested(part, way),
        isShownByWholes: isShownByWholes && isHeld == true
          && !(part.kind == .reasoning && isReasoningShown))
    }
  }

  /// Whether a sum of input and output alone says that a total holds a class, where its vendor documents that it does not:
  /// such a sum may as well leave the class out.
  func isDoubted(
    _ part: Part, _ isHeld: Bool?, _ way: (UsageMapping.Part) -> Bool?
  ) -> Bool {
    isShownByWholes && !(part.kind == .reasoning && isReasoningShown) && isHeld == true
      && way(part.kind) == false && !isDetail(part)
  }
}
