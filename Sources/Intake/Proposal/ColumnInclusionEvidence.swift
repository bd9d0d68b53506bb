/// The evidence of columns, by numbers and names, on the classes that totals may include.
extension ProposedTotals {
  /// The evidence on one class that a total may include.
  struct Known {
    let kind: UsageMapping.Part
    /// Some row has any.
    let isUsed: Bool
    /// True if the numbers show that the total includes it; nil if they do not decide.
    let isShown: Bool?
    /// True if names say that the total includes it; nil if they do not decide.
    let isNamed: Bool?
    /// The rows themselves state whether the total includes it.
    let isStated: Bool
    /// A sum of input and output, or a name, says one thing of it, and its vendor another.
    let isDoubted: Bool
    /// A sum of input and output alone is all that shows it, and what a tool adds up may be less than what it knows.
    let isShownByWholes: Bool

    /// True if recorded costs may show better whether the total includes it.
    var isGuessed: Bool { isUsed && (isShown == nil || isShownByWholes) }
  }

  /// Returns the evidence on the classes that `whole` may include.
  ///
  /// - Parameter way: returns true if it includes a class, as its vendor documents; nil if unknown.
  func parts(of whole: LedgerColumn, way: (UsageMapping.Part) -> Bool?) -> [Known] {
    zip(parts, shown).filter { $0.0.whole == whole }.map { part, isHeld in
      let isContradicted = isContradicted(part)
      let isDoubted = isContradicted || isDoubted(part, isHeld, way)
      let stated = isContradicted ? nil : statement(on: part)
      let named = isDetail(part) ? true : isOfOtherMode(part) || isUncached(part) ? false : nil
      return Known(
        kind: part.kind, isUsed: part.isUsed,
        isShown: isDoubted || stated != nil ? nil : isHeld,
        isNamed: isContradicted ? nil : stated ?? named, isStated: stated != nil,
        isDoubted: isDoubted || stated == nil && part.isUsed && isContested(part, way),
        isShownByWholes: isShownByWholes && isHeld == true
          && !(part.kind == .reasoning && isReasoningShown))
    }
  }

  /// Returns true if only a sum of input and output says that a total includes a class.
  ///
  /// Its vendor documents that it does not: such a sum may leave the class out.
  func isDoubted(
    _ part: Part, _ isHeld: Bool?, _ way: (UsageMapping.Part) -> Bool?
  ) -> Bool {
    isShownByWholes && !(part.kind == .reasoning && isReasoningShown) && isHeld == true
      && way(part.kind) == false && !isDetail(part)
  }
}
