import Ledger
import Rating

/// The base period and the books of a comparison.
struct ComparedInputs: Sendable {
  /// The days of the other period, the base of the comparison; nil where its rows are looked for elsewhere.
  var base: Period?
  /// The books that rate the base: those of the job, unless a scenario changed these.
  let baseBooks: Books
  /// The books by which both periods are rated a second time.
  let constant: BookVariant
}
