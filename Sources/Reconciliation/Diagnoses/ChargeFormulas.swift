import Ledger

/// The alternative charges of requests of one card, and their formulas; kept once for all its rows.
final class CandidateCharges: Sendable {
  let neighbours: AlternativeCharges
  /// The formulas of single hypotheses; a trial is an index into `CreditHypothesis.all`.
  let alone: ChargeFormulas
  /// The formulas of pairs of hypotheses; a trial is an index into `CreditHypothesis.pairs`.
  let paired: ChargeFormulas

  init(_ neighbours: AlternativeCharges) {
    self.neighbours = neighbours
    // A formula is the same for any cost.
    let right = neighbours.right(for: .zero)
    var (alone, paired) = (ChargeFormulas.Maker(neighbours), ChargeFormulas.Maker(neighbours))
    for (index, hypothesis) in CreditHypothesis.all.enumerated()
    where neighbours.isPossible(hypothesis.code) {
      alone.add(hypothesis, to: right, trial: index)
    }
    for (index, pair) in CreditHypothesis.pairs.enumerated() where neighbours.isPossible(pair) {
      switch pair.first.way {
      case .charges(let charges):
        for charge in charges(right, neighbours) {
          paired.add(pair.second, to: charge, trial: index)
        }
      case .chargesOfRow: paired.add(pair.first, to: right, trial: index)
      case .figures: break
      }
    }
    self.alone = alone.formulas
    self.paired = paired.formulas
  }
}

/// The charges that hypotheses give, arranged to show which may give the recorded figure.
///
/// A row needs no trial of the others: hardly any hypothesis gives it.
struct ChargeFormulas: Sendable {
  /// By factor.
  private var formulas: [Formula] = []
  private var steps: [Step] = []
  /// The trials that give nothing but 0.
  private var ofZero: [Int] = []
  /// The trials of which only the row tells what they give.
  private var ofRow: [Int] = []

  private struct Formula {
    /// The factor of the cost, as in `ChargeTerms`.
    let factor: Int128
    /// An index into `steps`.
    let step: Int
    let rounding: Charge.Rounding
    /// Credits one step beside the formula's are meant, not its own.
    let isBeside: Bool
    let trial: Int

    /// True if a product that is `rest` above the target gives it, or the step above or below.
    @inline(__always)
    func gives(_ rest: Int128, divisor: Int128) -> Bool {
      guard isBeside else { return makes(rest, divisor) }
      return makes(rest - divisor, divisor) || makes(rest + divisor, divisor)
    }

    @inline(__always)
    private func makes(_ rest: Int128, _ divisor: Int128) -> Bool {
      guard rest > -divisor, rest < divisor else { return false }
      return switch rounding {
      case .up: rest <= 0
      case .down: rest >= 0
      case .nearest: rest * 2 >= -divisor && rest * 2 < divisor
      // A half goes to either side.
      case .nearestEven: rest * 2 >= -divisor && rest * 2 <= divisor
      }
    }
  }

  private struct Step: Hashable {
    /// Attodollars times the factor that make one step.
    let divisor: Int128
    /// The charge of one step, times the number of times it is charged.
    let microcredits: Int64
  }

  /// Returns the trials that may give what `row` recorded for one of its costs, ascending, of those that
  /// `areWanted`: all that do are among them; nil where the figures are too large to tell.
  func trials(of row: ChargeRow, where areWanted: (Int) -> Bool) -> [Int]? {
    let recorded = row.recorded.microcredits
    guard recorded >= 0 else { return nil }
    var found = recorded == 0 ? ofZero.filter(areWanted) : []
    if row.statesOtherMultiplier { found += ofRow.filter(areWanted) }
    let isKnown = withUnsafeTemporaryAllocation(of: Int128.self, capacity: steps.count) {
      targets in
      for (index, step) in steps.enumerated() {
        let (count, rest) = recorded.quotientAndRemainder(dividingBy: step.microcredits)
        let (target, overflow) = step.divisor.multipliedReportingOverflow(by: Int128(count))
        if overflow { return false }
        targets.initializeElement(at: index, to: rest == 0 ? target : -1)
      }
      return row.costs.allSatisfy { cost in
        add(cost, to: UnsafeBufferPointer(targets), where: areWanted, &found)
      }
    }
    guard isKnown else { return nil }
    return found.count > 1 ? Set(found).sorted() : found
  }

  /// Adds the trials that give for `cost` what makes the `targets`, one for each step, of which -1 is none; false
  /// where the figures are too large.
  private func add(
    _ cost: Money, to targets: UnsafeBufferPointer<Int128>, where areWanted: (Int) -> Bool,
    _ found: inout [Int]
  ) -> Bool {
    guard cost >= .zero, cost <= Money.totalLimit else { return true }
    var (factor, product): (Int128, Int128) = (0, 0)
    for formula in formulas {
      if formula.factor != factor {
        let (next, overflow) = cost.attodollars.multipliedReportingOverflow(by: formula.factor)
        if overflow { return false }
        (factor, product) = (formula.factor, next)
      }
      let target = targets[formula.step]
      if target < 0 { continue }
      if formula.gives(product - target, divisor: steps[formula.step].divisor),
        areWanted(formula.trial)
      {
        found.append(formula.trial)
      }
    }
    return true
  }

  /// Puts formulas together.
  struct Maker {
    private let neighbours: AlternativeCharges
    private var unsorted = ChargeFormulas()

    /// Those that were added.
    var formulas: ChargeFormulas {
      var sorted = unsorted
      sorted.formulas.sort { $0.factor < $1.factor }
      return sorted
    }

    init(_ neighbours: AlternativeCharges) { self.neighbours = neighbours }

    /// Adds what `hypothesis` makes of `charge`.
    mutating func add(_ hypothesis: CreditHypothesis, to charge: Charge, trial: Int) {
      switch hypothesis.way {
      case .charges(let charges):
        for charge in charges(charge, neighbours) { unsorted.add(charge, trial: trial) }
      case .chargesOfRow: unsorted.ofRow.append(trial)
      case .figures(.zero, _): unsorted.ofZero.append(trial)
      case .figures(.oneStep, _):
        precondition(charge.times == 1, "a figure is a step off before it is charged twice")
        unsorted.add(charge, isBeside: true, trial: trial)
      }
    }
  }

  private mutating func add(_ charge: Charge, isBeside: Bool = false, trial: Int) {
    let step = Step(
      divisor: charge.divisor, microcredits: charge.terms.increment.microcredits * charge.times)
    let number = steps.firstIndex(of: step) ?? steps.count
    if number == steps.count { steps.append(step) }
    formulas.append(
      Formula(
        factor: charge.terms.factor, step: number, rounding: charge.rounding, isBeside: isBeside,
        trial: trial))
  }
}

extension ChargeRow {
  /// The row states another multiplier than decided, of which a hypothesis of the row may make something.
  fileprivate var statesOtherMultiplier: Bool {
    recordedMultiplier.map { $0 != neighbours.asOurs.multiplier } ?? false
  }
}
