extension Report {
  /// The free-tier loss of each day, day by day.
  static let freeTierLossByDay = FreeTierLossTable.report(by: .day) {
    $0.groupedByDay(where: \.terms.isFree)
  }
}
