/// The files that a command writes where its options say, outside the folder of the reports.
package struct OptionalOutputs {
  /// Every row with its figures: `--rated`.
  let rated: String?
  /// The revenue of each credit event: `--event-revenue`.
  let eventRevenue: String?

  package init(rated: String? = nil, eventRevenue: String? = nil) {
    self.rated = rated
    self.eventRevenue = eventRevenue
  }
}
