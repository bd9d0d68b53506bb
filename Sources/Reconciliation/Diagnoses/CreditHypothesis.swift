import Ledger
import Rating

/// A mistake that may explain a wrong charge.
struct CreditHypothesis: Sendable {
  let code: DiagnosisCode
  let subject: Subject
  let way: Way

  /// The way in which it gives other credits.
  enum Way: Sendable {
    /// By other charges, the same for all rows of a card; by none where it cannot be meant.
    case charges(@Sendable (Charge, AlternativeCharges) -> [Charge])
    /// By other charges that the row itself decides.
    case chargesOfRow(@Sendable (Charge, ChargeRow) -> [Charge])
    /// It is about the credits of a charge themselves, and gives only such as lie within a reach of them.
    case figures(Reach, @Sendable (Charge, ChargeRow) -> [Credits])
  }

  /// Which credits a hypothesis about the figure itself may give.
  enum Reach {
    case zero
    /// Those one step above or below the right ones.
    case oneStep
  }

  /// The subject of a hypothesis; two with one subject are not combined.
  enum Subject {
    case cost, status, key, multiplier, increment, creditValue, rounding, times, nothing
  }

  init(
    _ code: DiagnosisCode, about subject: Subject,
    _ charges: @escaping @Sendable (Charge, AlternativeCharges) -> [Charge]
  ) {
    self.code = code
    self.subject = subject
    way = .charges(charges)
  }

  init(_ code: DiagnosisCode, about subject: Subject, by way: Way) {
    self.code = code
    self.subject = subject
    self.way = way
  }

  /// Every hypothesis about credits, in the order of their codes.
  static let all: [CreditHypothesis] = [
    .followsCost, .chargedOnFailure, .byokChargedAsOurs, .previousMultiplier, .nextMultiplier,
    .otherTierMultiplier, .lowerLevelMultiplier, .defaultMultiplier, .unapprovedMultiplier,
    .recordedMultiplier, .previousIncrement, .otherIncrement, .previousCreditValue,
    .otherCreditValue, .roundedNotCeiled, .floored, .floatCeiling, .notCharged, .chargedTwice,
  ]

  /// Another multiplier, for a request that is charged by one.
  static func multiplier(
    _ code: DiagnosisCode, _ terms: @escaping @Sendable (AlternativeCharges) -> [ChargeTerms]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .multiplier) { charge, neighbours in
      charge.terms.isPercent ? [] : terms(neighbours).map(charge.by)
    }
  }

  /// Another step.
  static func increment(
    _ code: DiagnosisCode, _ steps: @escaping @Sendable (AlternativeCharges) -> [Credits]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .increment) { charge, neighbours in
      steps(neighbours).map { charge.by(charge.terms.with(increment: $0)) }
    }
  }

  /// Another worth of a credit.
  static func creditValue(
    _ code: DiagnosisCode, _ values: @escaping @Sendable (AlternativeCharges) -> [CreditValue]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .creditValue) { charge, neighbours in
      values(neighbours).map { value in
        var changed = charge
        changed.creditValue = value
        return changed
      }
    }
  }

  /// A step that is not rounded up.
  static func rounding(
    _ code: DiagnosisCode, _ roundings: [Charge.Rounding]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .rounding) { charge, _ in
      roundings.map { rounding in
        var changed = charge
        changed.rounding = rounding
        return changed
      }
    }
  }
}

/// Credits that a hypothesis gives, with what they are made of.
package struct CreditTrial: Sendable {
  package let cause: Cause
  package let credits: Credits
  /// The row of the books that states the other term; nil where none does.
  package let place: Place?
  /// The formula that would have been taken.
  package let formula: CreditFormula
  /// The number of times that its credits would have been deducted.
  package let times: Int64
  /// The quantities that a mistake about the cost left out.
  private(set) var leftOut = OmittedClass()

  /// The multiplier that would have been taken; nil with the customer's own key.
  package var multiplier: Multiplier? {
    if case .multiplier(let multiplier) = formula.factor { multiplier } else { nil }
  }

  init(_ cause: Cause, _ credits: Credits, _ charge: Charge) {
    self.cause = cause
    self.credits = credits
    place = charge.terms.place
    times = charge.times
    formula = CreditFormula(
      cost: charge.cost, factor: charge.terms.formulaFactor, creditValue: charge.creditValue,
      increment: charge.terms.increment)
  }

  /// The same of a cost that a mistake gave.
  func of(_ trial: CostTrial) -> CreditTrial {
    var changed = self
    changed.leftOut = trial.leftOut
    return changed
  }
}

extension CreditHypothesis {
  /// Two hypotheses that may go together, the first one made first.
  struct Pair: Sendable {
    let first: CreditHypothesis
    let second: CreditHypothesis
  }

  /// Those that may go together.
  static let pairs: [Pair] = {
    let paired = all.filter(\.isPaired)
    return paired.enumerated().flatMap { index, first in
      paired[(index + 1)...].filter { first.subject != $0.subject }
        .map { Pair(first: first, second: $0) }
    }
  }()

  /// True if another mistake would still show beside it.
  var isPaired: Bool { subject != .cost && subject != .nothing }
}

extension [CreditTrial] {
  /// Returns the trials that do not contradict a recorded multiplier, or all if each contradicts it.
  func agreeing(with recorded: Multiplier?) -> [CreditTrial] {
    guard let recorded else { return self }
    let agreeing = filter { $0.multiplier == nil || $0.multiplier == recorded }
    return agreeing.isEmpty ? self : agreeing
  }
}
