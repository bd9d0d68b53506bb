import Ledger
import Rating
import Reconciliation
import Reports

/// A ledger row that a list names, as a test states it.
struct ListedRow {
  var file: Name = "ledger/a.csv"
  var line: Int64
  var id: StaticString
  var startedAt: StaticString = "2026-07-31T10:00:00Z"
  var fact: FactRow

  func exception(_ kind: ExceptionRow.Kind) throws -> Located<ExceptionRow> {
    try located { record, card, rated, outcome in
      ExceptionRow(
        ExceptionRow.Draft(
          kind, at: location, record: record, user: fact.userKey, card: card, rated: rated,
          outcome: outcome, scale: Inputs.reconciler.scale))
    }
  }

  func repeated(_ kind: ExceptionRow.Kind, evidence: Name) throws -> Located<ExceptionRow> {
    try located { record, card, _, outcome in
      ExceptionRow(
        repeated: kind, at: location, record: record, user: fact.userKey, card: card,
        outcome: outcome, scale: Inputs.reconciler.scale, evidence: evidence)
    }
  }

  func negativeMargin() throws -> Located<NegativeMarginRow> {
    try located { record, card, rated, _ in
      NegativeMarginRow(
        at: location, record: record, user: fact.userKey, card: card, rated: rated)
    }
  }

  private var location: RowLocation { RowLocation(slice: 0, piece: 0, offset: 0, line: 0) }

  private func located<Row: Sendable>(
    _ row: (UsageRecord, RateCard, RatedRecord, ComparisonOutcome) -> Row
  ) throws -> Located<Row> {
    var record = try fact.record(user: 0)
    record.requestID = Bytes(start: id.utf8Start, count: id.utf8CodeUnitCount)
    record.startedAtText = Bytes(start: startedAt.utf8Start, count: startedAt.utf8CodeUnitCount)
    let card = try Inputs.cards(of: [fact])[0]
    return Located(
      file: file, line: line,
      row: row(record, card, try fact.rated(card: 0), try fact.outcome()))
  }
}
