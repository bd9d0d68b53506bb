extension Diagnoser {
  /// Which mistakes are tried together.
  package struct Pairs: Sendable {
    let ofCost: [CostHypothesis.Pair]
    /// Whether each pair of hypotheses about credits is meant, by its number.
    let ofCredits: [Bool]
    let hasAnyOfCredits: Bool
    private let causes: Set<Cause>?

    /// Any two.
    package static let all = Pairs(of: nil)

    /// Those that make one of `causes`; nil is any.
    package init(of causes: Set<Cause>?) {
      ofCost = CostHypothesis.pairs { causes?.contains($0) != false }
      ofCredits = CreditHypothesis.pairs.map {
        causes?.contains(Cause($0.first.code, with: $0.second.code)) != false
      }
      hasAnyOfCredits = ofCredits.contains(true)
      self.causes = causes
    }

    /// Whether any mistake about a cost is meant that shows in credits.
    var hasAnyOfCost: Bool { causes?.contains { $0.first.isOfCost } != false }

    /// Whether a cause is meant.
    func contains(_ cause: Cause) -> Bool { causes?.contains(cause) != false }
  }

  /// Everything that was tried on a row, whether or not it gives what was recorded.
  package struct Trials: Sendable {
    package internal(set) var cost: [CostTrial] = []
    package internal(set) var credits: [CreditTrial] = []
    /// Those of the credits that the diagnosis names: the first of a cause is the one that is told.
    package internal(set) var namedCredits: [CreditTrial] = []

    package init() {}
  }
}
