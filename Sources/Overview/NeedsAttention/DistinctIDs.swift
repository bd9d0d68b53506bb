import Reconciliation
import Reports

/// Counts how many ids the rows of a list have that may be too long to hold them.
enum DistinctIDs {
  /// Returns how many different ids the rows of a kind have: equal hashes are compared by their bytes.
  static func count(in input: ReportInput, of kind: ExceptionRow.Kind) -> Int {
    let rows = input.exceptions
    var hashes: [(hash: Int, row: Int32)] = []
    for index in rows.indices where rows.order(at: index) == kind.rawValue {
      hashes.append((rows[index].row.requestID.hashValue, Int32(index)))
    }
    hashes.sort { $0.hash < $1.hash }
    var (count, start) = (0, 0)
    while start < hashes.count {
      let end = hashes[start...].firstIndex { $0.hash != hashes[start].hash } ?? hashes.count
      count +=
        end == start + 1
        ? 1 : Set(hashes[start..<end].lazy.map { rows[Int($0.row)].row.requestID }).count
      start = end
    }
    return count
  }
}
