/// The files that a command writes where it is told to, outside the folder of the reports.
package struct LoneFiles {
  /// Every row with its figures: `--rated`.
  let rated: String?
  /// What each credit event earned: `--event-revenue`.
  let eventRevenue: String?

  package init(rated: String? = nil, eventRevenue: String? = nil) {
    self.rated = rated
    self.eventRevenue = eventRevenue
  }
}
