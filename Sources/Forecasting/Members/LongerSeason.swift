/// The next longer rhythm of what people do.
enum LongerSeason {
  /// The steps of the week over a day of hours, and of the year over weeks, which have no shorter season; else the
  /// season itself.
  static func steps(over season: Int) -> Int {
    switch season {
    case 24: 168
    case 1: 52
    default: season
    }
  }
}
