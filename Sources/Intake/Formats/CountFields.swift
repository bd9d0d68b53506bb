import Ledger

/// Where the counts of a row stand, for the fast path: each class by its own name, because a list would be asked
/// for every row which class comes next.
struct CountFields {
  private let input: Int
  private let cacheRead: Int
  private let cacheWrite5m: Int
  private let cacheWrite1h: Int
  private let output: Int
  private let reasoning: Int
  private let audioInput: Int
  private let audioOutput: Int
  private let images: Int
  private let searches: Int

  init(_ layout: LedgerLayout) {
    func field(_ unitClass: UnitClass) -> Int {
      let column = LedgerColumn.quantities.first {
        if case .quantity(unitClass) = $0.content { true } else { false }
      }
      return column.flatMap(layout.field(of:)) ?? -1
    }
    input = field(.input)
    cacheRead = field(.cacheRead)
    cacheWrite5m = field(.cacheWrite5m)
    cacheWrite1h = field(.cacheWrite1h)
    output = field(.output)
    reasoning = field(.reasoning)
    audioInput = field(.audioInput)
    audioOutput = field(.audioOutput)
    images = field(.image)
    searches = field(.search)
  }

  /// Reads the counts of a plain row into `quantities`; false leaves the row to the careful path.
  ///
  /// - Parameter hasAny: is set where a field is not empty.
  @inline(__always)
  func read(
    _ fields: UnsafePointer<Bytes>, into quantities: inout Quantities, _ hasAny: inout Bool
  ) -> Bool {
    @inline(__always) func read(_ field: Int, _ count: inout Int64) -> Bool {
      if field < 0 || fields[field].count == 0 { return true }
      guard let value = FastNumbers.count(fields[field]), value <= Quantities.countLimit else {
        return false
      }
      count = value
      hasAny = true
      return true
    }
    return read(input, &quantities.input)
      && read(cacheRead, &quantities.cacheRead)
      && read(cacheWrite5m, &quantities.cacheWrite5m)
      && read(cacheWrite1h, &quantities.cacheWrite1h)
      && read(output, &quantities.output)
      && read(reasoning, &quantities.reasoning)
      && read(audioInput, &quantities.audioInput)
      && read(audioOutput, &quantities.audioOutput)
      && read(images, &quantities.images)
      && read(searches, &quantities.searches)
  }
}
