import Explaining
import Ledger
import Outputs

extension ExplainedCharge {
  /// Takes the charge of an explained request; nil for one of which no row can be used.
  package init?(_ explanation: Explanation) {
    let row = explanation.shown
    guard let counted = row.counted else { return nil }
    self.init(
      request: explanation.requestID, account: counted.user.accountOrUser,
      startedAt: counted.trace.startedAt, credits: counted.trace.rated.credits,
      hasChargedStatus: counted.trace.card.hasChargedStatus,
      isPriced: counted.trace.rated.disposition != .unpriced, file: Name(row.file.path),
      line: UInt32(clamping: row.line), day: counted.day,
      dimensions: counted.trace.card.dimensions, user: counted.user)
  }
}

extension ExplainedReject {
  /// Takes the rejected row of an explained request; nil for one with a usable row.
  package init?(_ explanation: Explanation) {
    let row = explanation.shown
    guard row.counted == nil else { return nil }
    self.init(
      request: explanation.requestID, file: Name(row.file.path), line: UInt32(clamping: row.line))
  }
}
