import Engine
import Intake
import Ledger
import Platform

/// A line of a ledger file that may hold a request id.
struct FoundLine: Sendable {
  /// The start of the line in its file, in bytes of the inflated text.
  var offset: Int64
  /// The physical lines before it, counted from the first after the header.
  var line: Int64
  /// Without its line end.
  var text: [UInt8]
}

/// The result of a search of the lines that start in one piece of a file.
struct PieceSearch: Sendable {
  let piece: Piece
  /// The start of the first line, and the end of the last one.
  var first: Int64 = 0
  var end: Int64 = 0
  var lines: Int64 = 0
  /// The start of the first line with a quote, from which a line may be within a record.
  var firstQuotedLine: Int64?
  var found: [FoundLine] = []
  var failure: FileFailure?
}

/// Looks for request ids in ledger files by their bytes, without reading their rows.
///
/// A file is searched in pieces at the same time; a piece that was cut within a line is searched again from
/// the proven place. The result does not depend on the pieces.
struct LineSearch {
  private let patterns: IDPatterns
  private let job: MappingInputs

  init(_ patterns: IDPatterns, job: MappingInputs) {
    self.patterns = patterns
    self.job = job
  }

  /// Returns the pieces of all files, in order, with the lines that may hold an id.
  func run(workers: Int) -> [PieceSearch] {
    let plan = LedgerPlan(files: job.files, workers: workers * 4, gzipPieces: 1)
    let pieces = plan.slices.flatMap { $0 }
    var results = Parallel.map(pieces.count) { search(pieces[$0]) }
    for index in results.indices.dropFirst() {
      let before = results[index - 1]
      let piece = results[index].piece
      guard piece.file == before.piece.file, results[index].first != before.end else { continue }
      results[index] = search(
        Piece(file: piece.file, from: before.end, to: piece.to, isProven: true))
    }
    return results
  }

  private func search(_ piece: Piece) -> PieceSearch {
    var result = PieceSearch(piece: piece)
    do throws(FileFailure) { try search(piece, into: &result) } catch { result.failure = error }
    return result
  }

  private func search(_ piece: Piece, into result: inout PieceSearch) throws(FileFailure) {
    let file = job.files[piece.file]
    let opening = try PieceOpening(piece, of: file, job: job)
    let format = file.start.layout.format
    result.first = opening.firstRecord
    result.end = opening.firstRecord
    if format.isJSONDocument {
      return try searchElements(opening.buffer, file.start.layout, into: &result)
    }
    while result.end < piece.to {
      try opening.buffer.fill()
      let bytes = opening.buffer.bytes
      if bytes.isEmpty { break }
      let limit = piece.to - result.end
      let end = wholeLines(
        of: bytes, isEnd: opening.buffer.isEnd, limit: limit, endsAtCR: format.endsAtCR)
      guard end > 0 else {
        guard bytes.count < FileFault.longestRecord else {
          throw FileFailure(.endlessRecord(isQuoteOpen: false))
        }
        opening.buffer.grow()
        continue
      }
      look(
        in: Bytes(rebasing: bytes[..<end]), next: end < bytes.count ? bytes[end] : nil,
        layout: file.start.layout, into: &result)
      opening.buffer.consume(end)
      result.end += Int64(end)
    }
  }

  /// Looks at each element of a JSON document.
  private func searchElements(
    _ buffer: BlockBuffer, _ layout: LedgerLayout, into result: inout PieceSearch
  ) throws(FileFailure) {
    let skimmer = ElementSkimmer(layout.format)
    while true {
      try buffer.fill()
      let bytes = buffer.bytes
      if bytes.isEmpty { return }
      guard let element = skimmer.element(of: bytes, isEnd: buffer.isEnd) else {
        // What breaks off or follows the list holds no row.
        if buffer.isEnd || bytes.count >= FileFault.longestRecord { return }
        buffer.grow()
        continue
      }
      let text = Bytes(rebasing: bytes[..<element.end])
      if patterns.mayHold(text, layout: layout) {
        result.found.append(
          FoundLine(offset: result.end, line: result.lines, text: Array(text)))
      }
      let taken = Bytes(rebasing: bytes[..<element.next])
      result.lines += ByteSearch.lineEnds(in: taken, followedBy: nil, countsCR: false)
      buffer.consume(element.next)
      result.end += Int64(element.next)
    }
  }

  /// Returns the length in bytes of whole lines.
  ///
  /// They end with the last line that starts before `limit`.
  private func wholeLines(of bytes: Bytes, isEnd: Bool, limit: Int64, endsAtCR: Bool) -> Int {
    func endsLine(_ index: Int) -> Bool {
      if bytes[index] == 0x0A { return true }
      guard endsAtCR, bytes[index] == 0x0D else { return false }
      return index + 1 < bytes.count ? bytes[index + 1] != 0x0A : isEnd
    }
    if limit <= bytes.count {
      var index = Int(limit) - 1
      while index < bytes.count && !endsLine(index) { index += 1 }
      if index < bytes.count { return index + 1 }
    }
    if isEnd { return bytes.count }
    var index = min(bytes.count, Int(clamping: limit)) - 1
    while index >= 0 && !endsLine(index) { index -= 1 }
    return index + 1
  }

  private func look(
    in bytes: Bytes, next: UInt8?, layout: LedgerLayout, into result: inout PieceSearch
  ) {
    let endsAtCR = layout.format.endsAtCR
    let isCSV = layout.format.isCSV
    if isCSV, result.firstQuotedLine == nil, let quote = ByteSearch.first(0x22, in: bytes, from: 0)
    {
      result.firstQuotedLine =
        result.end + Int64(LineEdges.start(in: bytes, of: quote, endsAtCR: true))
    }
    var (counted, before) = (0, result.lines)
    for line in patterns.lines(in: bytes, layout: layout) {
      let passed = Bytes(rebasing: bytes[counted..<line.lowerBound])
      before += ByteSearch.lineEnds(
        in: passed, followedBy: bytes[line.lowerBound], countsCR: endsAtCR)
      counted = line.lowerBound
      result.found.append(
        FoundLine(
          offset: result.end + Int64(line.lowerBound), line: before, text: Array(bytes[line])))
    }
    result.lines += ByteSearch.lineEnds(in: bytes, followedBy: next, countsCR: endsAtCR)
  }
}

/// The start and end of the line around a byte.
enum LineEdges {
  /// The start of the line that holds `index`.
  static func start(in bytes: Bytes, of index: Int, endsAtCR: Bool) -> Int {
    var at = index
    while at > 0 && bytes[at - 1] != 0x0A {
      if endsAtCR && bytes[at - 1] == 0x0D && bytes[at] != 0x0A { break }
      at -= 1
    }
    return at
  }

  /// The end of the line that holds `index`, before its line end.
  static func end(in bytes: Bytes, of index: Int, endsAtCR: Bool) -> Int {
    var at = index
    while at < bytes.count && bytes[at] != 0x0A && !(endsAtCR && bytes[at] == 0x0D) { at += 1 }
    return !endsAtCR && at > index && bytes[at - 1] == 0x0D ? at - 1 : at
  }
}
