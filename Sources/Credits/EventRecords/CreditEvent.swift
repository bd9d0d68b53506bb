import Ledger

/// One event of a credit ledger, packed: 80 bytes.
///
/// Texts are numbers of `CreditNames`; 0 is blank.
package struct CreditEvent: Hashable, Sendable {
  /// `balance_after`, in 10⁻¹⁸ credit; `noStated` if blank.
  ///
  /// It keeps 18 decimals, unlike every other number of credits, as sums in binary floating point end there.
  package var stated: Int128 = CreditEvent.noStated
  /// Nanoseconds since 1970, UTC.
  package var at: Int64
  /// Microcredits, signed; 0 if blank (see `hasCredits`).
  ///
  /// A `balance` is read to 18 decimals: its rest is in
  /// `OptionalEventFields.creditsRest`.
  package var credits: Int64 = 0
  /// Nanoseconds since 1970, UTC; `Int64.min` if blank.
  package var recordedAt: Int64 = .min
  package var account: UInt32 = 0
  package var user: UInt32 = 0
  package var eventID: UInt32 = 0
  package var request: UInt32 = 0
  /// The text of the column `kind.subject`; 0 for a kind without one.
  package var subject: UInt32 = 0
  /// `idempotency_key`.
  package var key: UInt32 = 0
  /// The index of the row's `OptionalEventFields`; `CreditEvent.none` if it states none of these columns.
  package var terms: UInt32 = CreditEvent.none
  /// The index of the file in `CreditLedger.files`.
  package var file: UInt32 = 0
  /// The line in the file, from 1.
  package var line: UInt32 = 0
  package var kind: EventKind
  /// The raw value of the `GrantSource` that the column `source` names; else `noSource` or `otherSource`.
  package var source: UInt8 = CreditEvent.noSource
  /// See `hasCredits` and `isBookBalance`.
  package var flags: UInt8 = 0

  package init(kind: EventKind, at: Int64, account: UInt32) {
    self.kind = kind
    self.at = at
    self.account = account
  }

  /// The value of `stated` for a blank cell.
  package static var noStated: Int128 { .min }
  /// The index that no event, terms or grant has.
  package static let none = UInt32.max
  /// The value of `source` for a blank cell.
  package static let noSource: UInt8 = 255
  /// The value of `source` for a word that is no source of grants; `OptionalEventFields.otherSource` holds it.
  package static let otherSource: UInt8 = 254

  /// True if the cell `credits` is not blank.
  package var hasCredits: Bool {
    get { flags & 1 != 0 }
    set { flags = newValue ? flags | 1 : flags & ~1 }
  }

  /// True for a row of `balances.csv`, which is no event of the ledger's equation.
  package var isBookBalance: Bool {
    get { flags & 2 != 0 }
    set { flags = newValue ? flags | 2 : flags & ~2 }
  }

  /// The source of grants that the row states; nil if blank or another word.
  package var grantSource: GrantSource? { GrantSource(rawValue: source) }

  package var instant: Instant { Instant(nanoseconds: at) }
}
