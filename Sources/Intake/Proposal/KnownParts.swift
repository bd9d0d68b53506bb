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
        isDoubted: isDoubted || part.isUsed && isContested(part, way))
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

  /// Every way in which totals hold some of `parts`, at most three, and others stand on top; none for no parts.
  static func ways(toHold parts: [UsageMapping.Part]) -> [[UsageMapping.Part: Bool]] {
    guard (1...3).contains(parts.count) else { return [] }
    return (0..<1 << parts.count).map { bits in
      Dictionary(
        parts.enumerated().map { ($1, bits >> $0 & 1 == 1) },
        uniquingKeysWith: { first, _ in first })
    }
  }
}
