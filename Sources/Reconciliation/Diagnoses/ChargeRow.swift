import Ledger
import Rating

/// A row whose recorded credits differ, as the hypotheses see it.
struct ChargeRow {
  /// What may have been charged for, the likeliest first: the recorded cost, the right one, and what a mistake
  /// made of it.
  let costs: [Money]
  /// Those of them that are wrong, or recorded.
  let wrongCosts: [Money]
  /// What a mistake about a cost that was not recorded would have given.
  let suspected: [CostTrial]
  /// At vendor prices, with what it is reckoned from; nil where the model has no price.
  let right: ReckonedCost?
  let expected: Credits
  let recorded: Credits
  /// What the row says the multiplier was; nil where it does not.
  let recordedMultiplier: Multiplier?
  let neighbours: ChargeNeighbours
}

/// What may have gone wrong with a charge.
struct CreditHypothesis: Sendable {
  let code: DiagnosisCode
  let subject: Subject
  /// What the hypothesis makes of a charge: nothing where it cannot be meant.
  let charges: @Sendable (Charge, ChargeRow) -> [Charge]
  /// What it makes of the credits of a charge, where it is about the figure itself.
  var figures: (@Sendable (Charge, ChargeRow) -> [Credits])?

  /// What a hypothesis is about; two about the same thing do not go together.
  enum Subject {
    case cost, status, key, multiplier, increment, rounding, times, nothing
  }

  init(
    _ code: DiagnosisCode, about subject: Subject,
    _ charges: @escaping @Sendable (Charge, ChargeRow) -> [Charge]
  ) {
    self.code = code
    self.subject = subject
    self.charges = charges
  }

  init(
    _ code: DiagnosisCode, about subject: Subject,
    figures: @escaping @Sendable (Charge, ChargeRow) -> [Credits]
  ) {
    self.code = code
    self.subject = subject
    charges = { _, _ in [] }
    self.figures = figures
  }

  /// Every hypothesis about credits, in the order of their codes.
  static let all: [CreditHypothesis] = [
    .followsCost, .chargedOnFailure, .byokChargedAsOurs, .previousMultiplier, .nextMultiplier,
    .otherTierMultiplier, .lowerLevelMultiplier, .defaultMultiplier, .unapprovedMultiplier,
    .recordedMultiplier, .previousIncrement, .otherIncrement, .roundedNotCeiled, .floored,
    .floatCeiling,
    .notCharged, .chargedTwice,
  ]

  /// Another multiplier, for a request that is charged by one.
  static func multiplier(
    _ code: DiagnosisCode, _ terms: @escaping @Sendable (ChargeNeighbours) -> [ChargeTerms]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .multiplier) { charge, row in
      charge.terms.isPercent ? [] : terms(row.neighbours).map(charge.by)
    }
  }

  /// Another step.
  static func increment(
    _ code: DiagnosisCode, _ steps: @escaping @Sendable (ChargeNeighbours) -> [Credits]
  ) -> CreditHypothesis {
    CreditHypothesis(code, about: .increment) { charge, row in
      steps(row.neighbours).map { charge.by(charge.terms.with(increment: $0)) }
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
  /// What was charged for; nil where it does not matter.
  package let cost: Money?
  /// The row of the books that states the other term; nil where none does.
  package let place: Place?
  /// The multiplier that would have been taken; nil where it does not matter.
  package let multiplier: Multiplier?
  /// The step that would have been taken; nil where it does not matter.
  package let increment: Credits?

  fileprivate init(_ cause: Cause, _ credits: Credits, _ charge: Charge?) {
    self.cause = cause
    self.credits = credits
    cost = charge?.cost
    place = charge?.terms.place
    multiplier = charge?.terms.multiplier
    increment = charge?.terms.increment
  }
}

extension ChargeRow {
  /// Calls `take` with what each hypothesis alone would give, in their order, and what a mistake about a cost
  /// would.
  func tryEach(take: (CreditTrial) -> Void) {
    for hypothesis in CreditHypothesis.all where isPossible(hypothesis.code) {
      if hypothesis.subject == .cost || !neighbours.isCharged {
        for cost in neighbours.isCharged ? wrongCosts : costs {
          apply(hypothesis, to: right(for: cost), Cause(hypothesis.code), take: take)
        }
        continue
      }
      for cost in costs {
        let charge = right(for: cost)
        let credits = charge.credits
        // What changes nothing is no mistake: the credits follow from that cost as they are.
        apply(hypothesis, to: charge, Cause(hypothesis.code)) {
          if $0.credits != credits { take($0) }
        }
      }
    }
    guard neighbours.isCharged else { return }
    for trial in suspected {
      let charge = right(for: trial.cost)
      if let credits = charge.credits { take(CreditTrial(trial.cause, credits, charge)) }
    }
  }

  /// Calls `take` with what two hypotheses together would give.
  func tryPairs(_ pairs: [CreditHypothesis.Pair], take: (CreditTrial) -> Void) {
    for pair in pairs where neighbours.isCharged != (pair.first.code == .chargedOnFailure) {
      let cause = Cause(pair.first.code, with: pair.second.code)
      for cost in costs {
        for charge in pair.first.charges(right(for: cost), self) {
          apply(pair.second, to: charge, cause, take: take)
        }
      }
    }
  }

  /// The right formula for `cost`, as if the status were charged.
  private func right(for cost: Money) -> Charge {
    Charge(cost: cost, terms: neighbours.own, creditValue: neighbours.creditValue)
  }

  /// Of a request that is not charged, a charge comes first of all from that.
  private func isPossible(_ code: DiagnosisCode) -> Bool {
    neighbours.isCharged ? code != .chargedOnFailure : code == .chargedOnFailure
  }

  private func apply(
    _ hypothesis: CreditHypothesis, to charge: Charge, _ cause: Cause, take: (CreditTrial) -> Void
  ) {
    if let figures = hypothesis.figures {
      for credits in figures(charge, self) { take(CreditTrial(cause, credits, charge)) }
    }
    for changed in hypothesis.charges(charge, self) {
      if let credits = changed.credits { take(CreditTrial(cause, credits, changed)) }
    }
  }
}

extension CreditHypothesis {
  /// Two hypotheses that may go together, the first one made first.
  struct Pair: Sendable {
    let first: CreditHypothesis
    let second: CreditHypothesis
  }

  /// Those that may go together and make one of the causes that `isWanted`.
  static func pairs(where isWanted: (Cause) -> Bool) -> [Pair] {
    let paired = all.filter(\.isPaired)
    return paired.enumerated().flatMap { index, first in
      paired[(index + 1)...].filter { second in
        first.subject != second.subject && isWanted(Cause(first.code, with: second.code))
      }.map { Pair(first: first, second: $0) }
    }
  }

  /// Whether something of another mistake would still show.
  fileprivate var isPaired: Bool { subject != .cost && subject != .nothing }
}
