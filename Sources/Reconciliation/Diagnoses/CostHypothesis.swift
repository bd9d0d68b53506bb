import Ledger

/// A mistake that may explain a wrong cost.
struct CostHypothesis: Sendable {
  let code: DiagnosisCode
  let mistake: Mistake

  /// The mistake that gives a wrong cost.
  enum Mistake: Sendable {
    /// Other prices, all else as it is.
    case prices(@Sendable (PriceView, CostRow, inout PriceCache) -> [PriceView])
    /// Another reckoning by the same prices; each is passed on as it is made, since there are many.
    case reckoning(@Sendable (CostCalculation, CandidatePrices, (CostCalculation) -> Void) -> Void)
    /// The same with quantities that the row does not tell.
    case filling(@Sendable (CandidateCost, CostRow) -> [CostCalculation])
    /// Another figure, made of the one that was reckoned; each is passed on likewise.
    case figure(@Sendable (CandidateCost, CostRow, (Money) -> Void) -> Void)
  }

  /// Every hypothesis about a cost, in the order of their codes.
  static let all: [CostHypothesis] = [
    .recordedZero, .byokCostAsOurs, .priceAtCompletion, .previousPrice, .nextPrice,
    .supersededPrice, .cacheAtFullPrice, .cacheCountedTwice, .cacheReadDropped,
    .cacheWriteDropped, .reasoningDropped, .reasoningCountedTwice, .bandMissed, .bandWrong,
    .bandAsBrackets, .serviceTierMissed, .serviceTierWrong, .regionMissed, .regionWrong,
    .inputOutputSwapped, .requestFeeMissed, .classDropped, .unit1000, .unit1000000, .floatCost,
    .roundedCost, .convertedRounding, .notConverted, .costTwice, .otherModelPrice, .tokensMissing,
  ]
}

/// A cost with what it was reckoned from.
struct CandidateCost {
  let reckoning: CostCalculation
  let sheet: CandidatePrices
  let cost: Money
}

/// The calculation of a request before a mistake: the right one, or that of another mistake.
private struct Form {
  let reckoning: CostCalculation
  /// Nil where nothing has a price then.
  let sheet: CandidatePrices?
  /// Nil where a class has no price.
  let cost: Money?

  /// Nil where it has no cost.
  var reckoned: CandidateCost? {
    guard let sheet, let cost else { return nil }
    return CandidateCost(reckoning: reckoning, sheet: sheet, cost: cost)
  }
}

/// A cost that a hypothesis gives, with what it is made of.
package struct CostTrial: Sendable {
  package let cause: Cause
  package let cost: Money
  /// Nil for a figure that is not reckoned from prices, nor made of such a one that another mistake gave.
  package let sheet: CandidatePrices?
  package let reckoning: CostCalculation?
  /// The result of that calculation: the cost, unless a figure was derived from it.
  package let reckoned: Money?
  let leftOut: OmittedClass
}

extension CostRow {
  /// Calls `take` with what each hypothesis alone would give, in their order, where its cost is wanted.
  func tryEach(
    on shelf: inout PriceCache, where isWanted: (Money) -> Bool, take: (CostTrial) -> Void
  ) {
    let start = form
    for hypothesis in CostHypothesis.all {
      apply(
        hypothesis, to: start, Cause(hypothesis.code), on: &shelf, where: isWanted, take: take)
    }
  }

  /// As it should have been reckoned.
  private var form: Form {
    Form(reckoning: right.reckoning, sheet: right.sheet, cost: right.cost)
  }

  /// Returns which two hypotheses together give what is recorded, else which two that other rows prove, else a
  /// quantity of the class that is blank.
  func fits(
    of pairs: Diagnoser.Pairs, orOf blank: UnitClass?, on shelf: inout PriceCache
  ) -> [CostTrial] {
    var fits: [CostTrial] = []
    tryPairs(pairs.ofCost, on: &shelf, where: isRecorded) { fits.append($0) }
    if fits.isEmpty && !pairs.ofProvenCost.isEmpty {
      var row = self
      row.isProven = true
      row.tryPairs(pairs.ofProvenCost, on: &shelf, where: isRecorded) { fits.append($0) }
    }
    if let blank, fits.isEmpty { tryLast(blank, on: &shelf) { fits.append($0) } }
    return fits
  }

  /// Calls `take` with the quantity of a class that is recorded, even where one would fit nearly any row.
  private func tryLast(
    _ unitClass: UnitClass, on shelf: inout PriceCache, take: (CostTrial) -> Void
  ) {
    var row = self
    row.lastResort = unitClass
    row.apply(
      .tokensMissing, to: form, Cause(.tokensMissing), on: &shelf, where: { isRecorded($0) },
      take: take)
  }

  /// Calls `take` with what two hypotheses together give, where that is wanted.
  func tryPairs(
    _ pairs: [CostHypothesis.Pair], on shelf: inout PriceCache, where isWanted: (Money) -> Bool,
    take: (CostTrial) -> Void
  ) {
    for pair in pairs {
      var forms: [Form] = []
      forEachForm(of: pair.first, from: form, on: &shelf) { reckoning, sheet, cost in
        forms.append(Form(reckoning: reckoning, sheet: sheet, cost: cost))
      }
      for second in pair.seconds {
        let (one, other) = (pair.first.code, second.code)
        let cause = Cause(min(one, other), with: max(one, other))
        for form in forms {
          apply(second, to: form, cause, on: &shelf, where: isWanted, take: take)
        }
      }
    }
  }

  /// Calls `body` with each reckoning that a hypothesis makes of another, its prices and its cost, nil as in a form.
  private func forEachForm(
    of hypothesis: CostHypothesis, from start: Form, on shelf: inout PriceCache,
    _ body: (CostCalculation, CandidatePrices?, Money?) -> Void
  ) {
    switch hypothesis.mistake {
    case .prices(let prices):
      for view in prices(start.reckoning.view, self, &shelf) {
        let reckoning = start.reckoning.by(view)
        let sheet = shelf.sheet(view)
        body(reckoning, sheet, sheet?.cost(reckoning))
      }
    case .reckoning(let reckon):
      guard let sheet = start.sheet else { return }
      reckon(start.reckoning, sheet) { reckoning in
        if reckoning.hides(start.reckoning, madeOf: right.reckoning) { return }
        body(reckoning, sheet, sheet.cost(reckoning))
        if let banded = reckoning.banded(by: sheet) { body(banded, sheet, sheet.cost(banded)) }
      }
    case .filling(let fill):
      guard let start = start.reckoned else { return }
      for reckoning in fill(start, self) {
        body(reckoning, start.sheet, start.sheet.cost(reckoning))
      }
    case .figure: break
    }
  }

  private func apply(
    _ hypothesis: CostHypothesis, to start: Form, _ cause: Cause,
    on shelf: inout PriceCache, where isWanted: (Money) -> Bool, take: (CostTrial) -> Void
  ) {
    guard isPossible(cause), !isSuspected || cause.first != .costTwice else { return }
    if case .figure(let figure) = hypothesis.mistake {
      guard let start = start.reckoned else { return }
      figure(start, self) { cost in
        guard isWanted(cost) else { return }
        // A figure that is the reckoned one itself has its arithmetic, and so has one of what another mistake gave.
        let made = cost == start.cost || cause.second != nil ? start : nil
        take(
          CostTrial(
            cause: cause, cost: cost, sheet: made?.sheet, reckoning: made?.reckoning,
            reckoned: made?.cost, leftOut: start.reckoning.leftOut))
      }
      return
    }
    forEachForm(of: hypothesis, from: start, on: &shelf) { reckoning, sheet, cost in
      guard let cost, isWanted(cost) else { return }
      take(
        CostTrial(
          cause: cause, cost: cost, sheet: sheet, reckoning: reckoning, reckoned: cost,
          leftOut: reckoning.leftOut))
    }
  }

  /// With a customer's own key every cost that is recorded as ours is, first of all, that; under ours none is.
  private func isPossible(_ cause: Cause) -> Bool {
    isBYOK == (cause.first == .byokCostAsOurs || cause.second == .byokCostAsOurs)
  }
}

extension CostHypothesis {
  /// Hypotheses of which the first may go together with each of the others, made after it.
  struct Pair: Sendable {
    let first: CostHypothesis
    let seconds: [CostHypothesis]
  }

  /// Those that may go together and make one of the causes that `isWanted`.
  static func pairs(where isWanted: (Cause) -> Bool) -> [Pair] {
    all.filter(\.code.isPaired).compactMap { first in
      let seconds = all.filter { second in
        second.code.isPaired && second.code != first.code && second.follows(first)
          && isWanted(Cause(min(first.code, second.code), with: max(first.code, second.code)))
      }
      return seconds.isEmpty ? nil : Pair(first: first, seconds: seconds)
    }
  }

  /// True if this mistake is tried after `first` as well.
  ///
  /// Prices are found before they are used, and figures are made last.
  fileprivate func follows(_ first: CostHypothesis) -> Bool {
    // A class left out and a quantity made up instead come to nearly any figure.
    if first.code == .classDropped && code == .tokensMissing { return false }
    return switch (first.mistake, mistake) {
    case (.prices, _), (.reckoning, .reckoning), (.reckoning, .filling), (.reckoning, .figure): true
    case (.reckoning, .prices), (.filling, _), (.figure, _): false
    }
  }
}

extension DiagnosisCode {
  /// True if another mistake would still show beside it, and it could not cancel another one.
  fileprivate var isPaired: Bool { self != .recordedZero && self != .costTwice }
}
