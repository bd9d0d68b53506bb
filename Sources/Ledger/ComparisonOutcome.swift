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

/// The result of the comparison of one row with the books.
package struct ComparisonOutcome {
  package var cost: ComparisonClass
  package var credits: ComparisonClass
  /// The recorded cost in USD; nil when it is not known or its currency has no rate that day.
  package var recordedCost: Money?
  /// Our vendor cost by the books, at the ledger's own scale; 0 if it is not known.
  package var expectedAtScale: Money
  /// The recorded cost in USD is above what a row may record: it is not compared, although its currency has a rate.
  package var isConversionTooLarge: Bool
  /// A paying customer was charged less than the request cost us.
  package var hasNegativeMargin: Bool

  @inline(__always)
  package init(
    cost: ComparisonClass, credits: ComparisonClass, recordedCost: Money?,
    expectedAtScale: Money = .zero, isConversionTooLarge: Bool = false, hasNegativeMargin: Bool
  ) {
    self.cost = cost
    self.credits = credits
    self.recordedCost = recordedCost
    self.expectedAtScale = expectedAtScale
    self.isConversionTooLarge = isConversionTooLarge
    self.hasNegativeMargin = hasNegativeMargin
  }

  /// There is something to tell of the row itself: most have nothing.
  @inline(__always)
  package var isRemarkable: Bool {
    cost == .mismatch || cost == .unpriced || credits == .mismatch || hasNegativeMargin
      || isConversionTooLarge
  }
}
