import Ledger

/// When a change of a book holds: between two instants, or from one until the next row of each key that it changes.
package struct ChangeValidity: Hashable, Sendable {
  package let from: Instant
  /// Nil is the next row of the same key, as in the books.
  package let to: Instant?

  /// - Parameters:
  ///   - from: nil is from always.
  ///   - to: nil is for good where there is no start either.
  package init(from: Instant?, to: Instant?) {
    self.from = from ?? .distantPast
    self.to = to ?? (from == nil ? .distantFuture : nil)
  }

  /// Returns the time in which the change holds for a key that has no other row before `next`.
  package func validity(until next: Instant = .distantFuture) -> Validity {
    Validity(from: from, to: to ?? next)
  }
}

extension History {
  /// Returns the time in which a change holds for the key of this history: until its next row, where no end is stated.
  package func validity(of time: ChangeValidity) -> Validity {
    time.validity(until: nextStart(after: time.from))
  }

  /// When the first row that begins after `instant` begins; the end of time when none does.
  private func nextStart(after instant: Instant) -> Instant {
    entries.lazy.map(\.validity.from).first { $0 > instant } ?? .distantFuture
  }
}
