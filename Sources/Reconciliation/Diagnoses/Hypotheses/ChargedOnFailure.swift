extension CreditHypothesis {
  /// A request was charged although its status is not.
  static let chargedOnFailure = CreditHypothesis(.chargedOnFailure, about: .status) {
    charge, neighbours in
    neighbours.isCharged ? [] : [charge]
  }
}
