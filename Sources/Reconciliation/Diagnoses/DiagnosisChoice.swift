import Ledger

/// Names one of the causes that explain a row: the one that fits the most mismatched rows of the same model,
/// tier and day, because causes come in runs.
///
/// Counted once all parts of a ledger are together, so that the choice does not depend on how it was cut.
package struct DiagnosisChoice {
  private struct Group: Hashable {
    let model: Name
    let tier: Name
    let day: Day
  }

  private var counts: [Group: [Cause: Int]] = [:]

  package init() {}

  /// Counts the causes of a row.
  package mutating func count(_ row: ExceptionRow) {
    guard row.isExplained, let diagnosis = row.diagnosis else { return }
    let causes = [diagnosis.cost, diagnosis.credits].compactMap { $0?.fits }.flatMap { $0 }
    let group = Group(model: row.model, tier: row.tier, day: diagnosis.day)
    for fit in causes { counts[group, default: [:]][fit.cause, default: 0] += 1 }
  }

  /// Returns the row with its named causes first.
  package func named(_ row: ExceptionRow) -> ExceptionRow {
    guard row.isExplained, var diagnosis = row.diagnosis, diagnosis.hasChoice else { return row }
    let group = Group(model: row.model, tier: row.tier, day: diagnosis.day)
    let counts = counts[group] ?? [:]
    diagnosis.cost = diagnosis.cost.map { ordered($0, by: counts) }
    diagnosis.credits = diagnosis.credits.map { ordered($0, by: counts) }
    return row.explained(by: diagnosis)
  }

  private func ordered(_ side: Diagnosis.Side, by counts: [Cause: Int]) -> Diagnosis.Side {
    guard side.fits.count > 1 else { return side }
    var side = side
    side.fits.sort { left, right in
      // Credits that are right for the recorded cost need no cause of their own.
      let (isRight, isOther) = (left.cause.isRightForCost, right.cause.isRightForCost)
      if isRight != isOther { return isRight }
      // Some number of units explains many a cost: what takes none is the better proof.
      let (isFilled, isOtherFilled) = (left.cause.isFilled, right.cause.isFilled)
      if isFilled != isOtherFilled { return isOtherFilled }
      let (one, other) = (counts[left.cause] ?? 0, counts[right.cause] ?? 0)
      if one != other { return one > other }
      // Where credits were made of a cost that nobody recorded, a mistake about credits is the nearer one.
      let (isCharge, isOtherCharge) = (left.isOfCharge, right.isOfCharge)
      return isCharge == isOtherCharge ? left.cause < right.cause : isCharge
    }
    return side
  }
}

extension Fit {
  /// The cause is one of credits, for credits.
  fileprivate var isOfCharge: Bool {
    if case .cost = figure { return false }
    return !cause.first.isOfCost
  }
}

extension Cause {
  fileprivate var isRightForCost: Bool { first == .followsCost }

  /// A quantity was made up to fit.
  fileprivate var isFilled: Bool { first == .tokensMissing || second == .tokensMissing }
}
