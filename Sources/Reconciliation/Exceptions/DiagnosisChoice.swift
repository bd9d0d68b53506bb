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

  private struct Tally {
    var rows = 0
    var causes: [Cause: Int] = [:]
  }

  private var tallies: [Tally] = []
  private var numbers: [Group: Int] = [:]
  /// The same by values that are compared more quickly.
  private var ofCards: [CardDay: Int] = [:]

  /// Rows of one card have model and tier in common.
  private struct CardDay: Hashable {
    let card: ObjectIdentifier
    let day: Day
  }

  package init() {}

  /// Counts the causes of a row.
  package mutating func count(_ row: ExceptionRow) {
    guard let diagnosis = row.diagnosis else { return }
    let number = number(of: row, day: diagnosis.day)
    tallies[number].rows += 1
    for side in [diagnosis.cost, diagnosis.credits] {
      for fit in side?.fits ?? [] { tallies[number].causes[fit.cause, default: 0] += 1 }
    }
  }

  /// The number of a row's tally, which starts with its first row.
  private mutating func number(of row: ExceptionRow, day: Day) -> Int {
    let key = CardDay(card: row.cardID, day: day)
    if let known = ofCards[key] { return known }
    let group = Group(model: row.model, tier: row.tier, day: day)
    let number = numbers[group, default: tallies.count]
    if number == tallies.count {
      numbers[group] = number
      tallies.append(Tally())
    }
    ofCards[key] = number
    return number
  }

  /// Returns the row with its named causes first.
  package func named(_ row: ExceptionRow) -> ExceptionRow {
    guard row.isExplained, var diagnosis = row.diagnosis, diagnosis.hasChoice else { return row }
    let group = Group(model: row.model, tier: row.tier, day: diagnosis.day)
    let tally = numbers[group].map { tallies[$0] } ?? Tally()
    let isCostKnown = row.recordedCost != nil
    diagnosis.cost = diagnosis.cost.map { ordered($0, by: tally, isCostKnown: isCostKnown) }
    diagnosis.credits = diagnosis.credits.map { ordered($0, by: tally, isCostKnown: isCostKnown) }
    return row.explained(by: diagnosis)
  }

  private func ordered(
    _ side: Diagnosis.Side, by tally: Tally, isCostKnown: Bool
  ) -> Diagnosis.Side {
    guard side.fits.count > 1 else { return side }
    let counts = tally.causes
    func isWeak(_ fit: Fit) -> Bool {
      isCostKnown && fit.isOfSuspectedCost && (counts[fit.cause] ?? 0) * 2 <= tally.rows
    }
    var side = side
    side.fits.sort { left, right in
      // Credits that are right for the recorded cost need no cause of their own.
      let (isRight, isOther) = (left.cause.isRightForCost, right.cause.isRightForCost)
      if isRight != isOther { return isRight }
      // What is suspected of a recorded cost that is right must be the mistake of most rows.
      let (isLeftWeak, isRightWeak) = (isWeak(left), isWeak(right))
      if isLeftWeak != isRightWeak { return isRightWeak }
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
  /// The cause is one of a cost, for credits.
  fileprivate var isOfSuspectedCost: Bool {
    if case .cost = figure { return false }
    return cause.first.isOfCost
  }

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
