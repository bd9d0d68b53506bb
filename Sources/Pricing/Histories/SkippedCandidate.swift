import Ledger

/// A row of a book that might have decided a price and did not, and why.
package struct SkippedCandidate: Hashable, Sendable {
  package let place: Place
  package let unitClass: UnitClass?
  package let statement: Statement
  package let reason: Reason

  /// The statement of the row.
  package enum Statement: Hashable, Sendable {
    /// USD for one unit; nil where the price is not known.
    case price(Money?)
    /// A factor on the price of a class; nil is the same class.
    case factor(trillionths: Int128, of: UnitClass?)
  }

  /// Why another row decided instead.
  package enum Reason: Hashable, Sendable {
    /// A later row states the same period anew; the correction was recorded then.
    case corrected(from: Instant, by: Place, recordedAt: Instant?)
    /// It is of the same kind, and counts at another time.
    case outOfForce(OutOfForceReason)
    /// A source of a better rank has prices of the model.
    case outranked(by: Place)
    /// It is for requests of another size; nil is the base band.
    case band(over: Int64?)
    /// It is for another region.
    case region(Name)
    /// It is for every region, and a price of the request's own goes first.
    case noRegion
    /// It is for requests without a region; the model has prices by region, and none for that of the request.
    case byRegion
    /// It says that the class is charged for, at a price that is not known.
    case notKnown
    case serviceTier(Name)
    /// A quoted price wins over a derived one.
    case quoted(by: Place)
    /// A derivation that names its provider or class wins.
    case lessSpecial(than: Place)
  }
}
