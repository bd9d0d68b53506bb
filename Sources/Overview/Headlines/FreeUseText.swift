import Ledger
import Reports

/// The part of an amount that is use of free tiers: credits at list value, for which no usage revenue is charged.
struct FreeUseText {
  /// The part of the amount at list value; 0 where no credits of free tiers are in it.
  private let amount: Money
  /// The whole amount is of free tiers.
  let isAll: Bool

  /// - Parameter line: of an amount that is the value of wrong credits, or of recorded costs.
  init(_ line: DiagnosisLine) {
    self.init(line.effect, isPart: line.isOfCharges)
  }

  /// - Parameter isPart: false where the amount is not of these credits.
  init(_ effect: ChargeEffect, isPart: Bool = true) {
    amount = isPart ? Money(attodollars: effect.freeWorth) : .zero
    isAll = amount > .zero && effect.freeWorth == effect.worth
  }

  /// - Parameters:
  ///   - free: the part at list value.
  ///   - whole: the amount.
  init(_ free: Money, of whole: Money) {
    amount = free
    isAll = free > .zero && free >= whole
  }

  /// True if the amount has such a part.
  var isSome: Bool { amount > .zero }

  /// The meaning of the amount in place of `other`; nil without such use.
  func meaning(or other: String) -> String? {
    guard isSome else { return nil }
    return isAll ? "free use at list value" : "\(other), free use at list value"
  }

  /// A sentence with a space before it; empty without such use.
  var sentence: String {
    guard isSome else { return "" }
    return isAll
      ? " Free use at list value: it earns no usage revenue."
      : " Of the credits, \(Figures.amount(amount)) USD is free use at list value, not usage revenue."
  }

  /// The same for a screen, without unit: ` Free use: 42.42.`; empty without such use.
  var shortSentence: String {
    guard isSome else { return "" }
    return isAll ? " It is all free use." : " Free use: \(Figures.amount(amount))."
  }
}
