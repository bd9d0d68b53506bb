import Ledger

/// Something that a reader should act on: what it is, how much money is in it, and where to look.
package struct Attention: Hashable, Sendable {
  package let kind: Kind
  /// What the finding is about within its kind, such as a tier; empty when it is about all.
  package let key: Name
  /// How many requests it is of; ids of conflicts, rows of rejects.
  package let count: Int64
  /// Its size tells how much the finding matters; nil where it is not known.
  package let amount: Money?
  /// At most 65 columns: all that the terminal shows.
  package let sentence: String
  /// What follows the sentence where there is room; empty when there is nothing to add.
  package let detail: String

  /// What was found, in the order in which equal amounts stand.
  package enum Kind: Int, Hashable, CaseIterable, Sendable {
    case unexplained, shortfall, freeUse, uncharged, overcharged, undercharged, unpriced, costs,
      negativeMargin
    case conflicts, rejects, unknownTier

    /// The word for it in documents.
    package var name: String {
      switch self {
      case .unexplained: "unexplained"
      case .shortfall: "shortfall"
      case .freeUse: "free_use"
      case .uncharged: "uncharged"
      case .overcharged: "overcharged"
      case .undercharged: "undercharged"
      case .unpriced: "unpriced"
      case .costs: "costs"
      case .negativeMargin: "negative_margin"
      case .conflicts: "conflicts"
      case .rejects: "rejects"
      case .unknownTier: "unknown_tier"
      }
    }

    /// What the amount is.
    package var meaning: String {
      switch self {
      case .unexplained: "differs"
      case .shortfall: "short of target"
      case .freeUse, .uncharged: "cost without revenue"
      case .overcharged: "to refund"
      case .undercharged: "not charged"
      case .unpriced, .conflicts: "recorded cost"
      case .costs: "net difference"
      case .negativeMargin: "lost"
      case .rejects: "estimated cost"
      case .unknownTier: "without a target"
      }
    }

    /// The name of the report that has all of it, without `.csv`.
    package var report: String {
      switch self {
      case .shortfall: "margin-by-tier"
      case .freeUse: "free-tier-loss-by-user"
      case .uncharged: "margin-by-day"
      case .overcharged, .undercharged: "corrections"
      case .unexplained, .costs: "diagnosis"
      case .unpriced, .conflicts, .unknownTier: "exceptions"
      case .negativeMargin: "negative-margin"
      case .rejects: "rejects"
      }
    }
  }

  /// Sentence and detail as one text.
  package var text: String { detail.isEmpty ? sentence : sentence + " " + detail }

  /// How the findings of a list are ordered, in words that hold for it.
  package static func order(of list: [Attention]) -> String {
    list.first?.kind == .unexplained ? "unexplained first, then the largest" : "largest first"
  }

  /// What nothing explains first, then the largest amount, then by kind and key.
  static func precedes(_ left: Attention, _ right: Attention) -> Bool {
    let (isLeft, isRight) = (left.kind == .unexplained, right.kind == .unexplained)
    if isLeft != isRight { return isLeft }
    let leftSize = left.amount?.magnitude ?? .zero
    let rightSize = right.amount?.magnitude ?? .zero
    if leftSize != rightSize { return leftSize > rightSize }
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.key < right.key
  }
}
