extension CreditHypothesis {
  /// The same credits were deducted two times.
  static let chargedTwice = CreditHypothesis(.chargedTwice, about: .times) { charge, _ in
    var twice = charge
    twice.times = 2
    return [twice]
  }
}
