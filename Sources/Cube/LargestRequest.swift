/// The largest request of some, by its place in the mapped ledger: it is read again when it is shown.
package struct LargestRequest: Hashable, Sendable {
  /// The cost in 2²⁰ attodollars, about 10⁻¹² USD; of requests without a price, their tokens.
  package let weight: Int64
  /// In bytes of the inflated text, from the start of the slice; -1 without a request.
  package let position: Int64
  package let slice: Int32

  /// Stands for a slice of which the number is not known yet.
  package static let laterSlice: Int32 = -1

  /// No request.
  package static let none = LargestRequest(weight: .min, position: -1, slice: laterSlice)

  package init(weight: Int64, position: Int64, slice: Int32 = laterSlice) {
    self.weight = weight
    self.position = position
    self.slice = slice
  }

  /// Returns true if there is a request.
  package var isSome: Bool { position >= 0 }

  /// Returns the same in a slice, if its slice was not known yet.
  package func located(in slice: Int32) -> LargestRequest {
    self.slice == LargestRequest.laterSlice
      ? LargestRequest(weight: weight, position: position, slice: slice) : self
  }

  /// Returns true if the request comes first: the larger one, of equals the earlier in the ledger.
  @inline(__always)
  package func precedes(_ other: LargestRequest) -> Bool {
    if weight != other.weight { return weight > other.weight }
    return (slice, position) < (other.slice, other.position)
  }
}
