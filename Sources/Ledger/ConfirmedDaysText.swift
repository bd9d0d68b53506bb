extension Settings {
  /// The confirmed days as the settings have them: a day, or the first and the last of several.
  package var confirmedDayTexts: [String] { confirmedDays.map(Settings.text) }

  /// A day, or the first and the last of several with a stroke between them.
  package static func text(_ days: ClosedRange<Day>) -> String {
    days.lowerBound == days.upperBound
      ? "\(days.lowerBound)" : "\(days.lowerBound)/\(days.upperBound)"
  }
}
