/// The outcome of every row that was read: the parts add up to the whole.
package struct RowCounts: Hashable, Sendable {
  package var read: Int64 = 0
  package var rated: Int64 = 0
  package var unpriced: Int64 = 0
  package var duplicate: Int64 = 0
  package var conflict: Int64 = 0
  package var rejected: Int64 = 0
  package var outsidePeriod: Int64 = 0

  package init() {}

  /// Nothing was lost and nothing counted twice.
  package var isConserved: Bool {
    read == rated + unpriced + duplicate + conflict + rejected + outsidePeriod
  }
}
