import Ledger

extension RowGroups: PartValue {
  /// Each group with its number of rows, and each row as its slice and position.
  package func write(to part: inout PartWriter) {
    part.put(count: count)
    for group in self {
      part.put(count: group.count)
      for row in group {
        part.put(row.slice)
        part.put(row.position)
      }
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    let count = try part.count()
    for _ in 0..<count {
      var group: [RowPosition] = []
      let rows = try part.count()
      guard rows > 1 else { throw .number }
      for _ in 0..<rows {
        let row = RowPosition(slice: try part.number(), position: try part.number())
        guard row.slice >= 0, row.position >= 0 else { throw .number }
        group.append(row)
      }
      append(group[...])
    }
  }

  /// True if every row is in a slice, before the end of its bytes.
  ///
  /// - Parameter bytes: how many each slice has.
  package func stand(in bytes: [Int64]) -> Bool {
    allSatisfy { group in
      group.allSatisfy { $0.slice < bytes.count && $0.position < bytes[$0.slice] }
    }
  }
}
