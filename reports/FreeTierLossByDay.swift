extension Report {
  /// What the free tiers cost us on each day, day by day.
  static let freeTierLossByDay = Report("free-tier-loss-by-day") { input in
    FreeTierLossTable.make(
      by: "day", keyKind: .day, input.facts.groupedByDay(where: \.terms.isFree))
  }
}
