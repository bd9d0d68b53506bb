/// Days from `from` up to but not including `to`.
package struct Period: Hashable, Sendable {
  package let from: Day
  package let to: Day

  package init(from: Day, to: Day) {
    self.from = from
    self.to = to
  }

  /// True if `day` is one of the days.
  package func contains(_ day: Day) -> Bool { from <= day && day < to }

  package var lastDay: Day { to + -1 }

  package var dayCount: Int { Int(to.number) - Int(from.number) }
}
