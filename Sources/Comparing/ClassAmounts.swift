import Ledger

/// One number for each class of `CellSums.classes`, in place: there are four lists of them for each cell.
package struct ClassAmounts: Sendable {
  private var amounts = InlineArray<11, Int128>(repeating: 0)

  package init() {}

  /// The places of the classes.
  package var indices: Range<Int> { amounts.indices }

  /// - Parameter index: the place of the class.
  package subscript(index: Int) -> Int128 {
    @inline(__always) get { amounts[index] }
    @inline(__always) set { amounts[index] = newValue }
  }

  /// The sum of all.
  package var sum: Int128 { indices.reduce(0) { $0 + amounts[$1] } }

  package static func += (left: inout ClassAmounts, right: ClassAmounts) {
    for index in left.indices { left.amounts[index] += right.amounts[index] }
  }
}
