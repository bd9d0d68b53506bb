import Ledger
import Rating

/// A row whose recorded credits differ, as the hypotheses see it.
struct ChargeRow {
  /// The costs that may have been charged for, the likeliest first.
  ///
  /// They are the recorded cost, the right one, and those that mistakes give.
  let costs: [Money]
  /// The index of the right one, where it is neither recorded nor what a mistake made.
  let rightIndex: Int?
  /// The costs that mistakes would have given, to try against the credits.
  ///
  /// Either no cost was recorded or, with a customer's own key, it was right.
  let suspected: [CostTrial]
  /// At vendor prices, with what it is reckoned from; nil where the model has no price.
  let right: CandidateCost?
  let expected: Credits
  let recorded: Credits
  /// The multiplier that the row states; nil if it states none.
  let recordedMultiplier: Multiplier?
  let chart: CandidateCharges

  var neighbours: AlternativeCharges { chart.neighbours }
}

extension ChargeRow {
  /// Calls `take` with what each hypothesis alone would give, in their order; some give what was not recorded.
  ///
  /// - Parameter onlyFitting: hypotheses that cannot give what was recorded may be left out.
  func tryEach(onlyFitting: Bool, take: (CreditTrial) -> Void) {
    let chosen = onlyFitting ? chart.alone.trials(of: self) { _ in true } : nil
    for index in chosen ?? Array(CreditHypothesis.all.indices) {
      let hypothesis = CreditHypothesis.all[index]
      guard isPossible(hypothesis.code) else { continue }
      if hypothesis.subject == .cost || !neighbours.isCharged {
        for place in costs.indices where !neighbours.isCharged || place != rightIndex {
          apply(hypothesis, to: right(for: costs[place]), Cause(hypothesis.code), take: take)
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
  }

  /// Calls `take` with what the right formula makes of costs that mistakes gave; of a request that is not charged, with
  /// that as a second mistake.
  func tryEach(of trials: [CostTrial], take: (CreditTrial) -> Void) {
    for trial in trials where neighbours.isCharged || trial.cause.second == nil {
      let charge = right(for: trial.cost)
      guard let credits = charge.credits else { continue }
      let cause =
        neighbours.isCharged
        ? trial.cause : Cause(trial.cause.first, with: .chargedOnFailure)
      take(CreditTrial(cause, credits, charge).of(trial))
    }
  }

  /// Calls `take` with what each hypothesis makes of costs that one mistake gave.
  func tryPairs(of trials: [CostTrial], take: (CreditTrial) -> Void) {
    guard neighbours.isCharged else { return }
    for hypothesis in CreditHypothesis.all
    where hypothesis.isPaired && isPossible(hypothesis.code) {
      for trial in trials {
        let cause = Cause(trial.cause.first, with: hypothesis.code)
        apply(hypothesis, to: right(for: trial.cost), cause) { take($0.of(trial)) }
      }
    }
  }

  /// True if the right formula gives the recorded credits for a cost.
  func isCharge(for cost: Money) -> Bool { right(for: cost).credits == recorded }

  /// True if the recorded credits exceed `count` steps.
  ///
  /// Few forms of a mistake then match by chance.
  func hasSteps(over count: Int64) -> Bool {
    recorded.microcredits / neighbours.own.increment.microcredits > count
  }

  /// Of more steps a mistake about what a fee is made of proves something, beside causes of the charge itself.
  static let stepsOfFee: Int64 = 19

  /// The number of rounding steps from which one mistake about a cost is proof without other evidence.
  static let stepsOfOne: Int64 = 100

  /// The number of steps from which two mistakes are proof, which have very many forms.
  static let stepsOfTwo: Int64 = 5_000

  /// Calls `take` with what those two hypotheses together that `areWanted`, by their number, would give.
  ///
  /// - Parameter onlyFitting: those that cannot give what was recorded may be left out.
  func tryPairs(
    onlyFitting: Bool, where areWanted: (Int) -> Bool, take: (CreditTrial) -> Void
  ) {
    let chosen = onlyFitting ? chart.paired.trials(of: self, where: areWanted) : nil
    for index in chosen ?? CreditHypothesis.pairs.indices.filter(areWanted) {
      let pair = CreditHypothesis.pairs[index]
      guard isPossible(pair) else { continue }
      let cause = Cause(pair.first.code, with: pair.second.code)
      for cost in costs {
        for charge in charges(by: pair.first, of: right(for: cost)) {
          apply(pair.second, to: charge, cause, take: take)
        }
      }
    }
  }

  /// The right formula for `cost`, as if the status were charged.
  private func right(for cost: Money) -> Charge { neighbours.right(for: cost) }

  private func isPossible(_ code: DiagnosisCode) -> Bool { neighbours.isPossible(code) }

  private func isPossible(_ pair: CreditHypothesis.Pair) -> Bool { neighbours.isPossible(pair) }

  private func charges(by hypothesis: CreditHypothesis, of charge: Charge) -> [Charge] {
    switch hypothesis.way {
    case .charges(let charges): charges(charge, neighbours)
    case .chargesOfRow(let charges): charges(charge, self)
    case .figures: []
    }
  }

  private func apply(
    _ hypothesis: CreditHypothesis, to charge: Charge, _ cause: Cause, take: (CreditTrial) -> Void
  ) {
    if case .figures(_, let figures) = hypothesis.way {
      for credits in figures(charge, self) { take(CreditTrial(cause, credits, charge)) }
    }
    for changed in charges(by: hypothesis, of: charge) {
      if let credits = changed.credits { take(CreditTrial(cause, credits, changed)) }
    }
  }
}
