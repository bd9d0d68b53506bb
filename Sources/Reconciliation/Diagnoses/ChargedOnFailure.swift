extension CreditHypothesis {
  /// A request was charged although its status is not.
  static let chargedOnFailure = CreditHypothesis(.chargedOnFailure, about: .status) { charge, row in
    row.neighbours.isCharged ? [] : [charge]
  }
}
