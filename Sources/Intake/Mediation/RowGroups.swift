/// Groups of rows, none of them empty, all in one list: most are of two rows, and a list for each would be larger.
package struct RowGroups: RandomAccessCollection, Sendable {
  private var rows: [RowPosition] = []
  /// The end of each group among the rows.
  private var ends: [Int] = []

  package init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }

  package subscript(index: Int) -> ArraySlice<RowPosition> { rows[start(of: index)..<ends[index]] }

  /// The first row of a group.
  package func first(of index: Int) -> RowPosition { rows[start(of: index)] }

  private func start(of index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

  /// Adds a group of rows after the others.
  package mutating func append(_ group: ArraySlice<RowPosition>) {
    precondition(!group.isEmpty, "a group has rows")
    rows.append(contentsOf: group)
    ends.append(rows.count)
  }
}
