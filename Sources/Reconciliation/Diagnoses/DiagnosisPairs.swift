import Ledger

extension Diagnoser {
  /// Which mistakes are tried together.
  package struct Pairs: Sendable {
    let ofCost: [CostHypothesis.Pair]
    /// Those with a rounding that other rows prove.
    let ofProvenCost: [CostHypothesis.Pair]
    /// For each pair of hypotheses about credits, by number, true if it is selected.
    let ofCredits: [Bool]
    let hasAnyOfCredits: Bool
    private let causes: Set<Cause>?
    /// The classes of which some request of the ledger tells a quantity; nil is any.
    private let counted: Set<UnitClass>?

    /// Any two.
    package static let all = Pairs(of: nil)

    /// Those that make one of `causes`; nil is any.
    ///
    /// - Parameters:
    ///   - proven: those that explain enough rows that few digits are enough beside them.
    ///   - counted: the classes of which some request of the ledger tells a quantity; nil is any.
    package init(
      of causes: Set<Cause>?, proven: Set<Cause> = [], counted: Set<UnitClass>? = nil
    ) {
      ofCost = CostHypothesis.pairs { causes?.contains($0) != false }
      ofProvenCost =
        proven.isEmpty ? [] : CostHypothesis.pairs { $0.hasRounding && proven.contains($0) }
      ofCredits = CreditHypothesis.pairs.map {
        causes?.contains(Cause($0.first.code, with: $0.second.code)) != false
      }
      hasAnyOfCredits = ofCredits.contains(true)
      self.causes = causes
      self.counted = counted
    }

    /// True if two mistakes with a rounding are proven.
    package var hasProven: Bool { !ofProvenCost.isEmpty }

    /// True if any mistake about a cost that shows in credits is selected.
    var hasAnyOfCost: Bool { causes?.contains { $0.first.isOfCost } != false }

    /// The class of the one blank where other requests have a quantity; nil where there are more, or none.
    ///
    /// Any request has input and output, so a blank of one of these is meant, whatever is blank beside it.
    func conspicuous(among blanks: [UnitClass]) -> UnitClass? {
      let found = blanks.filter { counted?.contains($0) != false }
      let usual = found.filter { $0 == .input || $0 == .output }
      let meant = usual.isEmpty ? found : usual
      return meant.count == 1 ? meant.first : nil
    }

    /// True if the cause is selected.
    func contains(_ cause: Cause) -> Bool { causes?.contains(cause) != false }
  }

  /// Everything that was tried on a row, whether or not it gives what was recorded.
  package struct Trials: Sendable {
    package internal(set) var cost: [CostTrial] = []
    package internal(set) var credits: [CreditTrial] = []
    /// Those of the credits that the diagnosis names: the first of a cause is the one that is reported.
    package internal(set) var namedCredits: [CreditTrial] = []

    package init() {}
  }
}

extension Cause {
  fileprivate var hasRounding: Bool {
    [first, second].contains(.roundedCost) || [first, second].contains(.convertedRounding)
  }
}
