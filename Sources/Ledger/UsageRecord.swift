/// One request as its ledger row states it: fixed in size, texts interned or pointed at.
///
/// `Intake` makes it, and its two texts are valid only as long as the block they were read from.
package struct UsageRecord {
  /// Where the row begins in its file, in bytes of the inflated text.
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
  /// The day of `startedAt` in the reporting zone.
  package var day = Day(number: 0)
  /// An index into the request kinds of the reader.
  package var kind: Int32 = 0
  /// An index into the users of the reader.
  package var user: Int32 = 0
  package var quantities = Quantities()
  /// What the ledger says the vendor charged, in the row's currency; nil when it does not say.
  package var recordedCost: Money?
  /// What the ledger says was deducted; nil when it does not say.
  package var recordedCredits: Credits?
  /// What the ledger says was left on the account afterwards; nil when it does not say.
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

/// What a request costs and is charged by the books.
package struct RatedRecord {
  /// An index into the rate cards of the rater.
  package var card: Int32
  package var disposition: Disposition
  /// What the request would cost at vendor prices; for a key of the customer's own, not our cost.
  package var notionalCost: Money
  /// What the customer is to be charged.
  package var credits: Credits

  @inline(__always)
  package init(card: Int32, disposition: Disposition, notionalCost: Money, credits: Credits) {
    self.card = card
    self.disposition = disposition
    self.notionalCost = notionalCost
    self.credits = credits
  }

  /// What rating could do with the row.
  package enum Disposition: UInt8, Sendable {
    /// Every class with a quantity has a price.
    case rated
    /// A class has none; the row has no cost.
    case unpriced
    /// The cost needs more than 18 decimals.
    case inexact
    /// The cost or the charge is above 10¹¹ USD, or the charge above 10¹² credits.
    case tooLarge
  }
}

/// How a recorded figure compares with the recomputed one.
package enum ComparisonClass: UInt8, CaseIterable, Sendable {
  case matched, rounding, mismatch, notRecorded, unpriced

  /// The word in `reconciliation.csv` and in the rated rows.
  package var name: String {
    switch self {
    case .matched: "matched"
    case .rounding: "rounding"
    case .mismatch: "mismatch"
    case .notRecorded: "not_recorded"
    case .unpriced: "unpriced"
    }
  }
}

/// Why a recorded cost in another currency has no amount in USD.
package enum ConversionFault: UInt8, Sendable {
  /// It needs more than 18 decimals.
  case inexact
  /// It is more than a row may record.
  case tooLarge
}

/// What the comparison of one row with the books came to.
package struct Outcome {
  package var cost: ComparisonClass
  package var credits: ComparisonClass
  /// The recorded cost in USD; nil when it is not known or its currency has no rate that day.
  package var recordedCost: Money?
  /// What the request costs us by the books, at the ledger's own scale; zero where that is not known.
  package var expectedAtScale: Money
  /// Why the recorded cost has no amount in USD although its currency has a rate; it is not compared.
  package var conversionFault: ConversionFault?
  /// A paying customer was charged less than the request cost us.
  package var hasNegativeMargin: Bool

  @inline(__always)
  package init(
    cost: ComparisonClass, credits: ComparisonClass, recordedCost: Money?,
    expectedAtScale: Money = .zero, conversionFault: ConversionFault? = nil, hasNegativeMargin: Bool
  ) {
    self.cost = cost
    self.credits = credits
    self.recordedCost = recordedCost
    self.expectedAtScale = expectedAtScale
    self.conversionFault = conversionFault
    self.hasNegativeMargin = hasNegativeMargin
  }
}
