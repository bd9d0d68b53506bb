import Ledger

/// The fields of the counts of a row, for the fast path.
///
/// Each class has its own member, because a list would need a lookup of the next class for every
/// row.
struct CountFields {
  private let input: Int
  private let cacheRead: Int
  private let cacheWrite5m: Int
  private let cacheWrite1h: Int
  private let output: Int
  private let reasoning: Int
  /// The fields that few ledgers have; without such a column, no row is checked for it.
  private let audioInput: Int
  private let audioOutput: Int
  private let images: Int
  private let searches: Int
  private let seconds: Int
  private let imageInput: Int
  private let imageOutput: Int
  private let audioCacheRead: Int
  private let hasRare: Bool

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
    seconds = field(.second)
    imageInput = field(.imageInput)
    imageOutput = field(.imageOutput)
    audioCacheRead = field(.audioCacheRead)
    let rare = [
      audioInput, audioOutput, images, searches, seconds, imageInput, imageOutput, audioCacheRead,
    ]
    hasRare = rare.contains { $0 >= 0 }
  }

  /// Returns true if a row leaves the count of a class of output blank.
  func lacks(_ unitClass: UnitClass, in fields: some RowFields) -> Bool {
    let field = unitClass == .audioOutput ? audioOutput : imageOutput
    return field < 0 || fields.text(field).count == 0
  }

  /// Reads the quantities of a plain row, at least one; false leaves the row to the careful path.
  @inline(__always)
  func read(_ fields: some RowFields, into quantities: inout Quantities) -> Bool {
    var hasAny = false
    @inline(__always) func read(_ field: Int, _ count: inout Int64) -> Bool {
      if field < 0 { return true }
      let text = fields.text(field)
      if text.count == 0 { return true }
      guard let value = FastNumbers.count(text), value <= Quantities.countLimit else {
        return false
      }
      count = value
      hasAny = true
      return true
    }
    guard
      read(input, &quantities.input)
        && read(cacheRead, &quantities.cacheRead)
        && read(cacheWrite5m, &quantities.cacheWrite5m)
        && read(cacheWrite1h, &quantities.cacheWrite1h)
        && read(output, &quantities.output)
        && read(reasoning, &quantities.reasoning)
    else { return false }
    guard hasRare else { return hasAny }
    guard
      read(audioInput, &quantities.audioInput)
        && read(audioOutput, &quantities.audioOutput)
        && read(images, &quantities.images)
        && read(searches, &quantities.searches)
        && read(imageInput, &quantities.imageInput)
        && read(imageOutput, &quantities.imageOutput)
        && read(audioCacheRead, &quantities.audioCacheRead)
    else { return false }
    if seconds >= 0 && fields.text(seconds).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(seconds), scale: 9),
        value <= Int128(Quantities.secondsLimit) * Int128(Quantities.nanosecondsPerSecond)
      else { return false }
      quantities.nanoseconds = Int64(value)
      hasAny = true
    }
    return hasAny
  }
}
