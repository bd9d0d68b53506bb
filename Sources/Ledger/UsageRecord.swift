/// One request as its ledger row states it: fixed in size, texts interned or pointed at.
///
/// `Intake` makes it, and its two texts are valid only as long as the block they were read from.
package struct UsageRecord {
  /// The start of the row in its file, in bytes of the inflated text.
  package var offset: Int64 = 0
  /// The bytes of the row, without its line end.
  package var length: Int32 = 0
  /// The physical line where the row begins, counted from 0 at the start of its piece of the file.
  package var line: Int32 = 0
  /// The piece of a file that holds the row, counted within its slice.
  package var piece: Int32 = 0
  package var requestID = Bytes(start: nil, count: 0)
  /// The text of `request_started_at`.
  package var startedAtText = Bytes(start: nil, count: 0)
  package var startedAt = Instant(nanoseconds: 0)
  /// As stated; the start of a request without an end.
  package var endedAt = Instant(nanoseconds: 0)
  /// The day of `startedAt` in the reporting zone.
  package var day = Day(number: 0)
  /// An index into the request kinds of the reader.
  package var kind: Int32 = 0
  /// An index into the users of the reader.
  package var user: Int32 = 0
  package var quantities = Quantities()
  /// The vendor's charge in the ledger, in the row's currency; nil if it states none.
  package var recordedCost: Money?
  /// The deduction in the ledger; nil if it states none.
  package var recordedCredits: Credits?
  /// The account's balance after the request in the ledger; nil if it states none.
  package var balanceAfter: Credits?

  package init() {}

  /// Makes a record of the row at a place, which is yet to be read.
  @inline(__always)
  package init(offset: Int64, length: Int32, line: Int32, piece: Int32) {
    self.offset = offset
    self.length = length
    self.line = line
    self.piece = piece
  }
}
