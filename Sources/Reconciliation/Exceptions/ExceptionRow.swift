import Ledger
import Rating

/// A request with a finding, as `exceptions.csv` lists it.
package struct ExceptionRow: Sendable {
  package let kind: Kind
  package var location: RowLocation
  /// Held once for all copies of the row, which are many.
  let line: Line
  /// The number of rows with the same finding that this first one represents, if only counted.
  ///
  /// It is below 0 for rows that were counted and repeat others.
  package var standsFor: Int64 = 1

  package var requestID: Name { line.draft.requestID }
  package var startedAt: Name { line.draft.startedAt }
  /// When the request began, as its text says.
  package var started: Instant {
    guard let instant = Instant(dayOrInstant: startedAt.description) else {
      preconditionFailure("the start of a row that was read can be read")
    }
    return instant
  }
  package var user: Name { line.draft.user }
  /// The user, or the account where the ledger names no user.
  package var customer: Name { line.draft.customer }
  package var tier: Name { line.draft.card.kind.tier }
  package var provider: Name { line.draft.card.kind.provider }
  /// The model after aliases.
  package var model: Name { line.draft.card.dimensions.model }
  /// The model as the ledger names it.
  package var modelInLedger: Name { line.draft.card.kind.model }
  package var service: Name { line.draft.card.dimensions.service }
  /// The rate key that it shares with many requests.
  package var requestKind: RateKey { line.draft.card.kind }
  /// The terms that convert its credits to revenue.
  package var terms: Terms { line.draft.card.dimensions.terms }
  /// Rows with the same one have tier, provider, model, service and terms in common.
  package var cardID: ObjectIdentifier { ObjectIdentifier(card) }
  /// Its rate card.
  package var card: RateCard { line.draft.card }
  /// At the ledger's scale, as are the expected cost and the difference.
  package var recordedCost: Money? { line.draft.recordedCost }
  package var expectedCost: Money? { line.draft.expectedCost }
  package var recordedCredits: Credits? { line.draft.recordedCredits }
  /// Nil where nothing is sold.
  package var expectedCredits: Credits? {
    terms.basis == .notSold ? nil : line.draft.expectedCredits
  }
  /// Why an unpriced row has no price; nil where a class of it has none.
  package var reason: UnpricedReason? {
    if case .unpriced(let reason) = line.draft.card.pricing { reason } else { nil }
  }
  /// Of a duplicate or conflict, where the first row is and what differs; else empty.
  package var evidence: Name { line.draft.evidence }
  /// The diagnosis of a mismatch; nil for other findings.
  package var diagnosis: Diagnosis? { line.diagnosis }
  /// Some figure has a cause.
  var isExplained: Bool { line.diagnosis?.hasFit == true }

  /// The data of a row that takes most room.
  final class Line: Sendable {
    let draft: Draft
    let diagnosis: Diagnosis?

    init(_ draft: consuming Draft, _ diagnosis: Diagnosis?) {
      self.draft = draft
      self.diagnosis = diagnosis
    }
  }

  /// A row that is not diagnosed yet.
  package struct Draft: Sendable {
    let kind: Kind
    let location: RowLocation
    let requestID: Name
    let startedAt: Name
    let user: Name
    let customer: Name
    let card: RateCard
    let recordedCost: Money?
    let expectedCost: Money?
    let recordedCredits: Credits?
    let expectedCredits: Credits?
    let evidence: Name
  }

  /// The kind of finding, in the order of the lines of one request.
  package enum Kind: UInt8, Hashable, CaseIterable, Sendable {
    case costMismatch, creditsMismatch, costAndCreditsMismatch, unpriced, duplicate, conflict
    case unknownTier

    package var name: String {
      switch self {
      case .costMismatch: "cost_mismatch"
      case .creditsMismatch: "credits_mismatch"
      case .costAndCreditsMismatch: "cost_and_credits_mismatch"
      case .unpriced: "unpriced"
      case .duplicate: "duplicate"
      case .conflict: "conflict"
      case .unknownTier: "unknown_tier"
      }
    }
  }

  /// Recorded less expected cost, where both are known.
  package var costDifference: Money? {
    guard let recordedCost, let expectedCost else { return nil }
    return recordedCost - expectedCost
  }

  /// Recorded less expected credits, where both are known.
  package var creditsDifference: Credits? {
    guard let recordedCredits, let expectedCredits else { return nil }
    return recordedCredits - expectedCredits
  }
}

extension ExceptionRow {
  /// True if a row of this order may have an explanation.
  package static func isMismatch(order: UInt8) -> Bool {
    order <= Kind.costAndCreditsMismatch.rawValue
  }

  /// Returns the finding of a compared row, from both sides; nil if there is none.
  package static func kind(of outcome: ComparisonOutcome) -> Kind? {
    if outcome.cost == .unpriced { return .unpriced }
    switch (outcome.cost == .mismatch, outcome.credits == .mismatch) {
    case (true, true): return .costAndCreditsMismatch
    case (true, false): return .costMismatch
    case (false, true): return .creditsMismatch
    case (false, false): return nil
    }
  }

  /// Makes the line of a later row with an earlier row's id, which counts in no sum and so has no
  /// expected figures.
  package init(
    repeated kind: Kind, at location: RowLocation, record: UsageRecord, user: UserKey,
    card: RateCard, outcome: ComparisonOutcome, scale: LedgerScale, evidence: Name
  ) {
    self.init(
      Draft(
        kind: kind, location: location, requestID: Name(bytes: record.requestID),
        startedAt: Name(bytes: record.startedAtText), user: user.user, customer: user.reported,
        card: card, recordedCost: outcome.recordedCost.map { scale.round($0) }, expectedCost: nil,
        recordedCredits: record.recordedCredits, expectedCredits: nil, evidence: evidence))
  }

  /// Makes the line of a row that counts, with what explains it.
  package init(_ draft: consuming Draft, explainedBy diagnosis: Diagnosis? = nil) {
    kind = draft.kind
    location = draft.location
    line = Line(consume draft, diagnosis)
  }

  /// Returns the row, explained by `diagnosis`.
  package func explained(by diagnosis: Diagnosis) -> ExceptionRow {
    var row = ExceptionRow(line.draft, explainedBy: diagnosis)
    row.location = location
    row.standsFor = standsFor
    return row
  }
}

extension ExceptionRow.Draft {
  /// Takes the data of a row that counts.
  package init(
    _ kind: ExceptionRow.Kind, at location: RowLocation, record: UsageRecord, user: UserKey,
    card: RateCard, rated: RatedRecord, outcome: ComparisonOutcome, scale: LedgerScale
  ) {
    let isRated = rated.disposition == .rated
    self.init(
      kind: kind, location: location, requestID: Name(bytes: record.requestID),
      startedAt: Name(bytes: record.startedAtText), user: user.user, customer: user.reported,
      card: card, recordedCost: outcome.recordedCost.map { scale.round($0) },
      expectedCost: isRated ? scale.round(card.vendorCost(rated)) : nil,
      recordedCredits: record.recordedCredits, expectedCredits: isRated ? rated.credits : nil,
      evidence: card.unmetConditions.map { Name("no price for \($0.what)") } ?? .empty)
  }
}

/// A request of a paying customer that earned less than it cost, as `negative-margin.csv` lists it.
package struct NegativeMarginRow: Sendable {
  package var location: RowLocation
  package let requestID: Name
  package let startedAt: Name
  package let user: Name
  package let tier: Name
  package let provider: Name
  package let model: Name
  package let vendorCost: Money
  /// The deducted credits: recorded, else computed.
  package let credits: Credits
  package let revenue: Money

  init(
    location: RowLocation, requestID: Name, startedAt: Name, user: Name, tier: Name, provider: Name,
    model: Name, vendorCost: Money, credits: Credits, revenue: Money
  ) {
    self.location = location
    self.requestID = requestID
    self.startedAt = startedAt
    self.user = user
    self.tier = tier
    self.provider = provider
    self.model = model
    self.vendorCost = vendorCost
    self.credits = credits
    self.revenue = revenue
  }

  package var margin: Money { revenue - vendorCost }

  package init(
    at location: RowLocation, record: UsageRecord, user: UserKey, card: RateCard,
    rated: RatedRecord
  ) {
    self.location = location
    requestID = Name(bytes: record.requestID)
    startedAt = Name(bytes: record.startedAtText)
    self.user = user.user
    tier = card.kind.tier
    provider = card.kind.provider
    model = card.dimensions.model
    vendorCost = rated.notionalCost
    credits = record.recordedCredits ?? rated.credits
    revenue = credits.worth(at: card.dimensions.terms.creditValue)
  }
}
