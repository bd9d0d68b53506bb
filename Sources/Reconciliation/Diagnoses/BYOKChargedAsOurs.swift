extension CreditHypothesis {
  /// A request under the customer's own key was charged as if the key were ours.
  static let byokChargedAsOurs = CreditHypothesis(.byokChargedAsOurs, about: .key) { charge, row in
    row.neighbours.isBYOK ? [charge.by(row.neighbours.asOurs)] : []
  }
}
