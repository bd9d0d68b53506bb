import Ledger

/// The events of a workspace as read: one per row that is well formed, in order of path and line.
///
/// Rows recorded after the known instant were not read. Repeated ids are still in it. Rows of `balances.csv` come first.
package struct CreditLedger: Sendable {
  package var names: CreditNames
  /// In order of path (bytewise) and line, which is the order of events at one instant.
  package var events: [CreditEvent]
  /// The rare columns, in the order of the events that have them.
  package var terms: [OptionalEventFields]
  /// The paths in the workspace, such as `credits/2026/08.csv`; `balances.csv` is one of them if it has rows.
  package var files: [Name]
  /// The rows that could not be read as events, in order of path and line.
  package var rejected: [RejectedEvent]

  package init(
    names: CreditNames = CreditNames(), events: [CreditEvent] = [],
    terms: [OptionalEventFields] = [],
    files: [Name] = [], rejected: [RejectedEvent] = []
  ) {
    self.names = names
    self.events = events
    self.terms = terms
    self.files = files
    self.rejected = rejected
  }

  /// Returns the rare columns of an event, all blank if it states none.
  package func terms(of event: CreditEvent) -> OptionalEventFields {
    event.terms == CreditEvent.none ? .blank : terms[Int(event.terms)]
  }

  /// Returns the number of the text that an event has in a column of texts; 0 if blank.
  package func text(_ column: CreditColumn, of event: CreditEvent) -> UInt32 {
    if event.kind.subject == column { return event.subject }
    switch column {
    case .eventID: return event.eventID
    case .accountID: return event.account
    case .userID: return event.user
    case .requestID: return event.request
    case .idempotencyKey: return event.key
    case .at, .kind, .credits, .grantID, .reservationID, .transferID, .reverses, .source,
      .effectiveAt, .expiresAt, .priority, .paidUSD, .paymentID, .couponCode, .package, .plan,
      .counterparty, .provider, .level, .channel, .reason, .actor, .balanceAfter, .recordedAt,
      .currency:
      return terms(of: event).text(column)
    }
  }
}

/// A row of a credit ledger that Assay rejected: the cells that could be read, for the finding about it.
package struct RejectedEvent: Hashable, Sendable {
  /// Nanoseconds since 1970; `Int64.min` if it cannot be read.
  package let at: Int64
  /// The account and ids as numbers of `CreditNames`; 0 if they cannot be read.
  package let account: UInt32
  package let eventID: UInt32
  package let request: UInt32
  /// The index of the file in `CreditLedger.files`.
  package let file: UInt32
  package let line: UInt32
  /// The code of the fault, such as `credit.form`.
  package let code: String
  /// The cell `credits` as written, as a number of `CreditNames`; 0 if it is blank or cannot be read.
  package let credits: UInt32

  package init(
    at: Int64, account: UInt32, eventID: UInt32, request: UInt32, file: UInt32, line: UInt32,
    code: String, credits: UInt32 = 0
  ) {
    self.at = at
    self.account = account
    self.eventID = eventID
    self.request = request
    self.file = file
    self.line = line
    self.code = code
    self.credits = credits
  }
}
