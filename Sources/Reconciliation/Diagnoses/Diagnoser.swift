import Ledger
import Rating

/// Finds what may explain mismatches: tries every hypothesis on a row and keeps those that give the recorded
/// figure.
///
/// Remembers what depends on the kind of a request only. One per worker.
package struct Diagnoser: Sendable {
  private let books: Books
  private let reconciler: Reconciler
  private var shelf: PriceCache
  /// By the number that the rater gave a card; nil where no row of it differed.
  private var cards: [KnownCard?] = []
  private var charts: [AlternativeChargeKey: CandidateCharges] = [:]
  /// When any multiplier begins or ends, any step, or any worth of a credit.
  private let changes: [Instant]

  package init(books: Books, reconciler: Reconciler) {
    (self.books, self.reconciler, shelf) = (books, reconciler, PriceCache(books: books))
    changes =
      (books.multipliers.allBoundaries + books.settings.creditIncrements.boundaries
      + books.settings.creditValues.boundaries).sorted()
  }

  /// A card with what the hypotheses ask of its kind of request.
  private struct KnownCard: Sendable {
    let card: RateCard
    /// Of its prices, on the shelf.
    let family: Int
    /// The alternative charges, each with the number of earlier multiplier changes, also of others.
    var charges: [(change: Int, chart: CandidateCharges)] = []
  }

  /// Returns a row that was rated on `card` and compared, ready to be diagnosed here; nil where both figures
  /// agree or it has no price.
  package mutating func subject(
    _ record: UsageRecord, _ rated: RatedRecord, card: @autoclosure () -> RateCard,
    outcome: ComparisonOutcome, details: @autoclosure () -> DiagnosisSubject.Details
  ) -> DiagnosisSubject? {
    let (costDiffers, creditsDiffer) = (outcome.cost == .mismatch, outcome.credits == .mismatch)
    guard rated.disposition == .rated, costDiffers || creditsDiffer else { return nil }
    let kind = know(Int(rated.card), card).kind
    return DiagnosisSubject(
      card: Int(rated.card), isBYOK: kind.isBYOK, startedAt: record.startedAt, day: record.day,
      quantities: record.quantities, notionalCost: rated.notionalCost,
      expectedCredits: rated.credits, recordedCost: outcome.recordedCost,
      recordedAmount: record.recordedCost,
      usdTrillionths: kind.currency.isEmpty
        ? nil : reconciler.usdTrillionths(of: kind.currency, on: record.day),
      recordedCredits: record.recordedCredits, costDiffers: costDiffers,
      creditsDiffer: creditsDiffer, isRefund: record.isRefund, details: details())
  }

  private mutating func know(_ number: Int, _ card: () -> RateCard) -> RateCard {
    if number < cards.count, let known = cards[number] { return known.card }
    while cards.count <= number { cards.append(nil) }
    let card = card()
    cards[number] = KnownCard(card: card, family: shelf.family(of: card))
    return card
  }

  private func known(_ subject: DiagnosisSubject) -> KnownCard {
    guard subject.card < cards.count, let known = cards[subject.card] else {
      preconditionFailure("a subject is diagnosed by who made it")
    }
    return known
  }

  /// Returns which single mistakes explain `subject`.
  package mutating func diagnose(_ subject: DiagnosisSubject) -> Diagnosis {
    var untold: Trials?
    return singles(of: subject, telling: &untold)
  }

  /// Returns which single mistakes explain `subject`, and else which two of any; adds to `trials` what each
  /// hypothesis alone would give, and what two that fit.
  package mutating func explain(
    _ subject: DiagnosisSubject, telling trials: inout Trials
  ) -> Diagnosis {
    var told: Trials? = trials
    let singles = singles(of: subject, telling: &told)
    let diagnosis = pairs(.all, beside: singles, of: subject, telling: &told)
    trials = told ?? trials
    return diagnosis
  }

  /// Forgets the numbers of cards, before subjects that another diagnoser made: prices and charges stay known.
  package mutating func forgetCards() { cards = [] }

  /// Returns `diagnosis` of `subject`, rated on `card`, with two mistakes together where no single one was found.
  package mutating func complete(
    _ diagnosis: Diagnosis, of subject: DiagnosisSubject, on card: RateCard, with pairs: Pairs
  ) -> Diagnosis {
    _ = know(subject.card) { card }
    var untold: Trials?
    return self.pairs(pairs, beside: diagnosis, of: subject, telling: &untold)
  }

  private mutating func singles(
    of subject: DiagnosisSubject, telling trials: inout Trials?
  ) -> Diagnosis {
    if subject.isRefund { return Diagnosis(refund: subject) }
    var diagnosis = Diagnosis(day: subject.day, startedAt: subject.startedAt)
    if subject.costDiffers {
      var fits: [CostTrial] = []
      if let row = costRow(subject) {
        let isTold = trials != nil
        row.tryEach(on: &shelf, where: { isTold || row.isRecorded($0) }) { trial in
          trials?.cost.append(trial)
          if row.isRecorded(trial.cost) { fits.append(trial) }
        }
      }
      diagnosis.cost = Diagnosis.Side(nearest(fits).map(Fit.init))
    }
    if subject.creditsDiffer, let row = chargeRow(subject, after: diagnosis) {
      diagnosis.credits = side(of: row, subject, trials: &trials)
    }
    return diagnosis
  }

  /// Returns `singles` of `subject` with two mistakes together on each side of which nothing is found yet.
  private mutating func pairs(
    _ pairs: Pairs, beside singles: Diagnosis, of subject: DiagnosisSubject,
    telling trials: inout Trials?
  ) -> Diagnosis {
    var diagnosis = singles
    var hasNewCosts = false
    let blank = pairs.conspicuous(among: subject.details.blanks)
    if diagnosis.cost?.fits.isEmpty == true, !pairs.ofCost.isEmpty || blank != nil,
      let row = costRow(subject)
    {
      let fits = row.fits(of: pairs, orOf: blank, on: &shelf)
      trials?.cost += fits
      diagnosis.cost = Diagnosis.Side(fits.map(Fit.init))
      hasNewCosts = !fits.isEmpty
    }
    if diagnosis.credits?.fits.isEmpty == true,
      hasNewCosts || pairs.hasAnyOfCredits || pairs.hasAnyOfCost,
      let row = chargeRow(subject, after: diagnosis)
    {
      if hasNewCosts {
        // The same is tried again, also of the costs that were found.
        trials?.credits = []
        diagnosis.credits = side(of: row, subject, trials: &trials)
      }
      if diagnosis.credits?.fits.isEmpty == true {
        var fits: [CreditTrial] = []
        row.tryPairs(onlyFitting: trials == nil, where: { pairs.ofCredits[$0] }) {
          if $0.credits == row.recorded { fits.append($0) }
        }
        if fits.isEmpty && pairs.hasAnyOfCost {
          trySuspected(row, subject, with: pairs) { fits.append($0) }
        }
        trials?.credits += fits
        diagnosis.credits = side(
          named: fits.agreeing(with: subject.details.multiplier), trials: &trials)
      }
    }
    return diagnosis
  }

  // MARK: Cost

  /// Returns the fits without a doubled cost where another mistake that is no coincidence explains the row, and else
  /// the doubled cost alone.
  private func nearest(_ fits: [CostTrial]) -> [CostTrial] {
    guard let twice = fits.first(where: { $0.cause.first == .costTwice }) else { return fits }
    let others = fits.filter { $0.cause.first != .costTwice }
    return others.allSatisfy(\.cause.first.isCoincidental) ? [twice] : others
  }

  /// Nil where nothing had a price when the request began.
  private mutating func costRow(
    _ subject: DiagnosisSubject, isSuspected: Bool = false
  ) -> CostRow? {
    guard let right = right(subject) else { return nil }
    return CostRow(
      subject, right: right, recorded: isSuspected ? .zero : subject.recordedCost ?? .zero,
      decimals: books.settings.ledgerCostDecimals, isSuspected: isSuspected)
  }

  /// The right cost with what it is reckoned from; nil where nothing had a price when the request began.
  private mutating func right(_ subject: DiagnosisSubject) -> CandidateCost? {
    let view = PriceView(family: known(subject).family, at: subject.startedAt)
    guard let sheet = shelf.sheet(view) else { return nil }
    let reckoning = CostCalculation(subject.quantities, by: view, on: known(subject).card)
    return CandidateCost(reckoning: reckoning, sheet: sheet, cost: subject.notionalCost)
  }

  // MARK: Credits

  /// Nil where no credits were recorded.
  private mutating func chargeRow(
    _ subject: DiagnosisSubject, after diagnosis: Diagnosis
  ) -> ChargeRow? {
    guard let recorded = subject.recordedCredits else { return nil }
    let chart = chargeChart(subject)
    let neighbours = chart.neighbours
    // With the customer's own key the fee is made of the notional cost, which is not what is recorded.
    let recordedCost = neighbours.isBYOK ? nil : subject.recordedCost
    var costs: [Money] = []
    costs.reserveCapacity(2)
    if let recordedCost { costs.append(recordedCost) }
    for fit in diagnosis.cost?.fits ?? [] {
      if case .cost(let cost) = fit.figure, !costs.contains(cost) { costs.append(cost) }
    }
    let isRightAmongThem = costs.contains(subject.notionalCost)
    let rightIndex = isRightAmongThem ? nil : recordedCost == nil ? 0 : 1
    if let rightIndex { costs.insert(subject.notionalCost, at: rightIndex) }
    var suspected: [CostTrial] = []
    if subject.recordedCost == nil || neighbours.isBYOK && !subject.costDiffers,
      let row = costRow(subject, isSuspected: true)
    {
      row.tryEach(on: &shelf, where: { $0 != row.right.cost }) { suspected.append($0) }
    }
    return ChargeRow(
      costs: costs, rightIndex: rightIndex, suspected: suspected, right: right(subject),
      expected: subject.expectedCredits, recorded: recorded,
      recordedMultiplier: subject.details.multiplier, chart: chart)
  }

  /// Calls `take` with what gives the recorded credits by a mistake about a cost that was not recorded, or was right,
  /// and by two mistakes where it was not recorded.
  private mutating func trySuspected(
    _ row: ChargeRow, _ subject: DiagnosisSubject, with pairs: Pairs, take: (CreditTrial) -> Void
  ) {
    guard !subject.costDiffers, row.hasSteps(over: ChargeRow.stepsOfOne),
      let cost = costRow(subject, isSuspected: true)
    else { return }
    func takeMeant(_ trial: CreditTrial) {
      if trial.credits == row.recorded && pairs.contains(trial.cause) { take(trial) }
    }
    var suspected: [CostTrial] = []
    cost.tryEach(on: &shelf, where: { $0 != cost.right.cost }) { suspected.append($0) }
    row.tryEach(of: suspected, take: takeMeant)
    guard subject.recordedCost == nil || subject.isBYOK, row.hasSteps(over: ChargeRow.stepsOfTwo)
    else { return }
    row.tryPairs(of: suspected, take: takeMeant)
    cost.tryPairs(pairs.ofCost, on: &shelf, where: row.isCharge(for:)) {
      row.tryEach(of: [$0], take: takeMeant)
    }
  }

  private mutating func chargeChart(_ subject: DiagnosisSubject) -> CandidateCharges {
    let startedAt = subject.startedAt
    let change = changes.lastIndex { $0 <= startedAt } ?? -1
    let known = known(subject)
    for (number, chart) in known.charges where number == change { return chart }
    let card = known.card
    let key = AlternativeChargeKey(card, at: startedAt, change: change, books: books)
    let chart =
      charts[key] ?? CandidateCharges(AlternativeCharges(card, at: startedAt, books: books))
    charts[key] = chart
    cards[subject.card]?.charges.append((change, chart))
    return chart
  }

  private func side(
    of row: ChargeRow, _ subject: DiagnosisSubject, trials: inout Trials?
  ) -> Diagnosis.Side {
    var fits: [CreditTrial] = []
    func add(_ trial: CreditTrial) {
      trials?.credits.append(trial)
      if trial.credits == row.recorded { fits.append(trial) }
    }
    row.tryEach(onlyFitting: trials == nil, take: add)
    // A recorded cost that is right is suspected where that proves something, else only where nothing about the charge fits.
    if row.neighbours.isCharged
      && (fits.isEmpty || subject.recordedCost == nil || row.hasSteps(over: ChargeRow.stepsOfFee))
    {
      row.tryEach(of: row.suspected, take: add)
    }
    return side(named: fits.agreeing(with: subject.details.multiplier), trials: &trials)
  }

  private func side(named fits: [CreditTrial], trials: inout Trials?) -> Diagnosis.Side {
    trials?.namedCredits = fits
    return Diagnosis.Side(fits.map(Fit.init))
  }
}
