import Comparing
import Cube
import Intake
import Ledger

extension OutsideFacts: PartValue {
  /// Without `facts` and `keys`, which are in shards.
  package func write(to part: inout PartWriter) {
    part.put(traffic)
    part.put(use)
    part.put(isEmpty)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      facts: FactTable(), keys: RowKeys(.whole), traffic: try part.value(),
      use: try part.value(), isEmpty: try part.value())
  }
}

extension ComparedSums: PartValue {
  /// Without `baseKeys`, which are in shards.
  package func write(to part: inout PartWriter) {
    for cells in [period, base] {
      switch cells {
      case .success(let cells):
        part.put(true)
        part.put(cells) { $1.put($0) }
      case .failure: part.put(false)
      }
    }
    part.put(baseRejected)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    period = try ComparedSums.cells(from: &part)
    base = try ComparedSums.cells(from: &part)
    baseKeys = RowKeys(.whole)
    baseRejected = try part.rows()
  }

  private static func cells(
    from part: inout PartReader
  ) throws(PartFault) -> Result<[CellID: CellSums], ComparisonTooLarge> {
    guard try Bool(from: &part) else { return .failure(ComparisonTooLarge()) }
    return .success(
      try part.entries { part throws(PartFault) in try CellSums(from: &part) })
  }
}
