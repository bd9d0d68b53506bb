extension CreditHypothesis {
  /// A request with the customer's own key was charged as if the key were ours.
  static let byokChargedAsOurs = CreditHypothesis(.byokChargedAsOurs, about: .key) {
    charge, neighbours in
    neighbours.isBYOK ? [charge.by(neighbours.asOurs)] : []
  }
}
