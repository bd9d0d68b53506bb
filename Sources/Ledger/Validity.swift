/// The time in which a dated row of a book counts: from its first instant up to its end.
package struct Validity: Hashable, Sendable {
  package let from: Instant
  package let to: Instant

  package init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// True if the row counts at `instant`.
  package func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

  /// True if an instant is in both.
  package func overlaps(_ other: Validity) -> Bool { from < other.to && other.from < to }
}

extension Sequence<Validity> {
  /// The stretches that they cover together, as few as possible, in order.
  package var joined: [Validity] {
    var joined: [Validity] = []
    for time in sorted(by: { $0.from < $1.from }) {
      if let last = joined.last, time.from <= last.to {
        joined[joined.count - 1] = Validity(from: last.from, to: Swift.max(last.to, time.to))
      } else {
        joined.append(time)
      }
    }
    return joined
  }
}
