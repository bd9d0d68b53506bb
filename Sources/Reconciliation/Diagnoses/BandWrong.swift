extension CostHypothesis {
  /// The prices of a band that the total input does not reach, or of a lower one than it reaches.
  static let bandWrong = CostHypothesis(
    code: .bandWrong,
    mistake: .reckoning { right, sheet in
      guard right.brackets == nil else { return [] }
      let own = right.bandIndex(in: sheet)
      return sheet.bands.indices.dropFirst().filter { $0 != own }.map { band in
        var wrong = right
        wrong.band = .at(band)
        return wrong
      }
    })
}
