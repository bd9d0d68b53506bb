import Ledger
import Rating

extension RowLocation: PartValue {
  /// The place in the piece: a slice in a partial has one piece, and does not know its own number.
  package func write(to part: inout PartWriter) {
    part.put(offset)
    part.put(line)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let (offset, line): (Int64, Int32) = (try part.number(), try part.number())
    guard part.offsets.contains(offset), line >= 0, Int64(line) <= part.byteCount
    else { throw .number }
    self.init(slice: RowLocation.laterSlice, piece: 0, offset: offset, line: line)
  }
}

extension ExceptionRow: PartValue {
  package func write(to part: inout PartWriter) {
    precondition(standsFor == 1, "a listed row represents only itself")
    let draft = line.draft
    part.put(kind)
    part.put(location)
    part.put(draft.requestID)
    part.put(draft.startedAt)
    part.put(draft.user)
    part.put(draft.customer)
    part.put(draft.card)
    part.put(draft.recordedCost)
    part.put(draft.expectedCost)
    part.put(draft.recordedCredits)
    part.put(draft.expectedCredits)
    part.put(draft.evidence)
    part.put(line.diagnosis)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let kind: Kind = try part.value()
    let location: RowLocation = try part.value()
    let (requestID, startedAt) = (try part.name(), try part.name())
    guard Instant(dayOrInstant: startedAt.description) != nil else {
      throw PartFault("a start in it is invalid")
    }
    let draft = Draft(
      kind: kind, location: location, requestID: requestID, startedAt: startedAt,
      user: try part.name(), customer: try part.name(), card: try part.card(),
      recordedCost: try part.value(), expectedCost: try part.value(),
      recordedCredits: try part.value(), expectedCredits: try part.value(),
      evidence: try part.name())
    self.init(draft, explainedBy: try part.value())
  }
}

extension ExceptionRow.Kind: PartValue {}

extension NegativeMarginRow: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(location)
    for name in [requestID, startedAt, user, tier, provider, model] { part.put(name) }
    part.put(vendorCost)
    part.put(credits)
    part.put(revenue)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      location: try part.value(), requestID: try part.name(), startedAt: try part.name(),
      user: try part.name(), tier: try part.name(), provider: try part.name(),
      model: try part.name(), vendorCost: try part.value(), credits: try part.value(),
      revenue: try part.value())
  }
}
