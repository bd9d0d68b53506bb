extension CostHypothesis {
  /// The prices of a band that the total input does not reach, or of a lower one than it reaches.
  static let bandWrong = CostHypothesis(
    code: .bandWrong,
    mistake: .reckoning { right, sheet, take in
      guard right.brackets == nil else { return }
      let own = right.bandIndex(in: sheet)
      for band in sheet.bands.indices.dropFirst() where band != own {
        var wrong = right
        wrong.band = .at(band)
        take(wrong)
      }
    })
}
