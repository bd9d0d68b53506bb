import Engine
import Intake
import Ledger
import Parsing

/// Finds the records of a CSV file that lines belong to, where quotes may make records of several lines.
///
/// Without a quote before it, a line is a record. From the first quote on, the records that hold quotes are
/// followed one after another; what lies between them is lines again.
struct MultilineRecords {
  private let skimmer: RecordSkimmer
  private var rest: ArraySlice<FoundLine>
  private var records: [FoundLine] = []
  private let buffer: BlockBuffer
  /// The start of the buffer's bytes in the file: always at a record.
  private var origin: Int64

  /// Returns the records that hold `lines`, given in order, of `file`; `firstQuotedLine` is the start of the
  /// first line with a quote.
  static func holding(
    _ lines: [FoundLine], firstQuotedLine: Int64, file: Int, delimiter: UInt8, job: MappingInputs
  ) throws(FileFailure) -> [FoundLine] {
    let plain = lines.prefix { $0.offset < firstQuotedLine }
    guard plain.count < lines.count else { return lines }
    let piece = Piece(file: file, from: firstQuotedLine, to: Piece.endOfFile, isProven: true)
    var search = MultilineRecords(
      skimmer: RecordSkimmer(delimiter: delimiter), rest: lines[plain.count...],
      buffer: try PieceOpening(piece, of: job.files[file], job: job).buffer,
      origin: firstQuotedLine)
    while !search.rest.isEmpty {
      try search.buffer.fill()
      if search.buffer.bytes.isEmpty { throw FileFailure(.changed) }
      let count = try search.follow()
      if count == 0 {
        guard search.buffer.bytes.count < FileFault.longestRecord else {
          throw FileFailure(.endlessRecord(isQuoteOpen: true))
        }
        search.buffer.grow()
      }
      search.buffer.consume(count)
      search.origin += Int64(count)
    }
    return plain + search.records
  }

  private init(
    skimmer: RecordSkimmer, rest: ArraySlice<FoundLine>, buffer: BlockBuffer, origin: Int64
  ) {
    self.skimmer = skimmer
    self.rest = rest
    self.buffer = buffer
    self.origin = origin
  }

  /// Follows the records that begin in the buffer and returns how many bytes they take.
  private mutating func follow() throws(FileFailure) -> Int {
    let bytes = buffer.bytes
    var at = 0
    while !rest.isEmpty {
      guard let quote = ByteSearch.first(0x22, in: bytes, from: at) else {
        // The last line may go on with a quote, or its CR with a LF.
        let end =
          buffer.isEnd
          ? bytes.count
          : LineEdges.start(in: bytes, of: bytes.count - 1, endsAtCR: true)
        take(until: max(at, end))
        return max(at, end)
      }
      let start = max(at, LineEdges.start(in: bytes, of: quote, endsAtCR: true))
      take(until: start)
      switch skimmer.end(of: bytes, from: start, isEnd: buffer.isEnd) {
      case .next(let end):
        take(inRecord: start..<end, of: bytes)
        at = end
      case .incomplete: return start
      case .openQuote(let quote):
        guard let line = rest.first else { return start }
        let before = ByteSearch.lineEnds(
          in: Bytes(rebasing: bytes[start..<Int(line.offset - origin)]), followedBy: nil,
          countsCR: true)
        throw FileFailure.openQuote(
          bytes, quote: quote, from: start, line: Int(line.line - before) + 1)
      }
    }
    return at
  }

  /// The lines before `end` that are not yet taken are records by themselves.
  private mutating func take(until end: Int) {
    while let line = rest.first, line.offset < origin + Int64(end) {
      records.append(line)
      rest.removeFirst()
    }
  }

  /// The lines within `range` belong to one record.
  private mutating func take(inRecord range: Range<Int>, of bytes: Bytes) {
    var isFirst = true
    while let line = rest.first, line.offset < origin + Int64(range.upperBound) {
      rest.removeFirst()
      guard isFirst else { continue }
      isFirst = false
      let within = Bytes(rebasing: bytes[range.lowerBound..<Int(line.offset - origin)])
      let lines = ByteSearch.lineEnds(in: within, followedBy: nil, countsCR: true)
      records.append(
        FoundLine(
          offset: origin + Int64(range.lowerBound), line: line.line - lines,
          text: Array(bytes[range.lowerBound..<MultilineRecords.textEnd(of: range, in: bytes)])))
    }
  }

  /// The end of a record's text, before its line end.
  private static func textEnd(of record: Range<Int>, in bytes: Bytes) -> Int {
    var end = record.upperBound
    if end > record.lowerBound && bytes[end - 1] == 0x0A { end -= 1 }
    if end > record.lowerBound && bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }
}
