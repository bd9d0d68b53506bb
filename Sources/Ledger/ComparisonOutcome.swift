/// The comparison of a recorded figure with the recomputed one.
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

  /// The words for requests of the class, in every medium.
  package var words: String {
    switch self {
    case .matched: "agree"
    case .rounding: "agree within the tolerance"
    case .mismatch: "differ"
    case .notRecorded: "not recorded"
    case .unpriced: "no price"
    }
  }

  /// The word of recorded costs without an exchange rate, which have a row but no class of their own.
  package static let notConverted = "not_converted"

  /// Returns the words for a result in `reconciliation.csv`; nil for other words.
  package static func words(ofResult name: String) -> String? {
    name == notConverted ? "no exchange rate" : allCases.first { $0.name == name }?.words
  }
}

/// Why a recorded cost in another currency has no amount in USD.
package enum ConversionFault: UInt8, Sendable {
  /// It needs more than 18 decimals.
  case inexact
  /// It is more than a row may record.
  case tooLarge
}

/// The result of the comparison of one row with the books.
package struct ComparisonOutcome {
  package var cost: ComparisonClass
  package var credits: ComparisonClass
  /// The recorded cost in USD; nil when it is not known or its currency has no rate that day.
  package var recordedCost: Money?
  /// Our vendor cost by the books, at the ledger's own scale; 0 if it is not known.
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

  /// There is something to tell of the row itself: most have nothing.
  @inline(__always)
  package var isRemarkable: Bool {
    cost == .mismatch || cost == .unpriced || credits == .mismatch || hasNegativeMargin
      || conversionFault != nil
  }
}
