import Intake
import Ledger
import Support
import Testing

/// A ledger as read, in values that stay: what two ways of reading are compared by.
struct LedgerReading: Equatable {
  var rows: [Row] = []
  var rejects: [RejectedRow] = []
  var failure: FileFailure?
  var rowCount: Int64 = 0
  var linesWithLF: Int64 = 0
  var linesWithCRLF: Int64 = 0
  var warnings: [RowWarning: Int64] = [:]
  /// The file's line of the first row of each warning, from 1.
  var warningLines: [RowWarning: Int32] = [:]
  /// The rows whose texts lie in the block itself, as the fast path leaves them: not compared.
  var rowsInPlace = 0

  struct Row: Equatable {
    let offset: Int64
    let length: Int32
    /// In the file, from 1.
    let line: Int32
    let id: [UInt8]
    let startedAtText: [UInt8]
    let startedAt: Instant
    let day: Day
    let kind: RateKey
    let user: UserKey
    let quantities: Quantities
    let cost: Money?
    let credits: Credits?
  }

  struct RejectedRow: Equatable {
    let offset: Int64
    /// In the file, from 1.
    let line: Int32
    let byteColumn: Int
    let column: String
    let faults: [RowFault]
    let text: [UInt8]
    let estimable: Estimable?

    var codes: [String] { faults.map(\.code) }
  }

  struct Estimable: Equatable {
    let startedAt: Instant
    let kind: RateKey
    let quantities: Quantities
  }

  static func == (left: LedgerReading, right: LedgerReading) -> Bool {
    left.rows == right.rows && left.rejects == right.rejects && left.failure == right.failure
      && left.rowCount == right.rowCount && left.linesWithLF == right.linesWithLF
      && left.linesWithCRLF == right.linesWithCRLF && left.warnings == right.warnings
      && left.warningLines == right.warningLines
  }
}

/// How to read a ledger.
struct ReadingPlan {
  var zone = ReportingZone.utc
  var isCarefulOnly = false
  var blockBytes = 1 << 16
  /// The most bytes that the file gives at once.
  var chunk = Int.max
  /// The end of the first of two pieces; nil reads the file as one.
  var cut: Int?
}

extension LedgerReading {
  /// Reads `text`, header and all, by `plan`.
  init(of file: [UInt8], _ plan: ReadingPlan = ReadingPlan()) throws {
    let start = try withBlock(of: file) { try #require(try LedgerStart.read($0, isEnd: true)) }
    let text = try start.layout.rewrite.map { try rewritten(file, $0, plan) } ?? file
    var reader = LedgerReader(
      layout: start.layout, zone: plan.zone, isCarefulOnly: plan.isCarefulOnly)
    var from = start.headerEnd
    var lines = start.headerLines
    for limit in [plan.cut, text.count].compactMap(\.self).map(Int64.init) {
      var progress = PieceProgress(piece: 0, offset: from)
      do throws(FileFailure) {
        try read(text, to: limit, &progress, &reader, plan, lines: lines)
      } catch {
        self = LedgerReading()
        failure = error.moved(byLines: Int(lines))
        return
      }
      add(progress, lines: lines)
      from = progress.offset
      lines += progress.line
    }
  }

  private mutating func read(
    _ text: [UInt8], to limit: Int64, _ progress: inout PieceProgress, _ reader: inout LedgerReader,
    _ plan: ReadingPlan, lines: Int32
  ) throws(FileFailure) {
    var batch = RecordBatch()
    let buffer = BlockBuffer(
      blockBytes: plan.blockBytes,
      read: reading(text, from: Int(progress.offset), chunk: plan.chunk))
    while progress.offset < limit {
      try buffer.fill()
      if buffer.bytes.isEmpty { break }
      let count = try reader.read(
        buffer.bytes, isEnd: buffer.isEnd, limit: limit, progress: &progress, into: &batch)
      if count == 0 {
        if buffer.isEnd {
          Issue.record("the end of a file ends its last record")
          return
        }
        buffer.grow()
      }
      collect(batch, reader.vocabulary, buffer.bytes, lines: lines)
      buffer.consume(count)
    }
  }

  private mutating func collect(
    _ batch: RecordBatch, _ vocabulary: InternTable, _ block: Bytes, lines: Int32
  ) {
    for record in batch.records {
      rows.append(
        Row(
          offset: record.offset, length: record.length, line: lines + record.line + 1,
          id: Array(record.requestID), startedAtText: Array(record.startedAtText),
          startedAt: record.startedAt, day: record.day, kind: vocabulary.kinds[Int(record.kind)],
          user: vocabulary.users[Int(record.user)], quantities: record.quantities,
          cost: record.recordedCost, credits: record.recordedCredits))
      if let id = record.requestID.baseAddress, let start = block.baseAddress,
        id >= start && id < start + block.count
      {
        rowsInPlace += 1
      }
    }
    rejects += batch.rejects.map { reject in
      RejectedRow(
        offset: reject.offset, line: lines + reject.line + 1, byteColumn: reject.byteColumn,
        column: reject.column, faults: reject.faults, text: reject.text,
        estimable: reject.estimable.map {
          Estimable(
            startedAt: $0.startedAt, kind: vocabulary.kinds[Int($0.kind)],
            quantities: $0.quantities)
        })
    }
  }

  private mutating func add(_ progress: PieceProgress, lines: Int32) {
    rowCount += progress.rows
    linesWithLF += progress.linesWithLF
    linesWithCRLF += progress.linesWithCRLF
    for (warning, seen) in progress.noted?.warnings ?? [:] {
      warnings[warning, default: 0] += seen.count
      if warningLines[warning] == nil { warningLines[warning] = lines + seen.line + 1 }
    }
  }
}

extension FileFailure {
  /// The failure with its lines counted from the start of the file.
  fileprivate func moved(byLines lines: Int) -> FileFailure {
    if case .openQuote(let last) = fault {
      return FileFailure(
        .openQuote(lastLine: last + lines), line: line.map { $0 + lines }, column: column)
    }
    return FileFailure(fault, line: line.map { $0 + lines }, column: column)
  }
}

/// A file as its rewriter writes it.
private func rewritten(
  _ file: [UInt8], _ form: RecordRewrite, _ plan: ReadingPlan
) throws -> [UInt8] {
  let whole = NormalizingReader(form, read: reading(file, from: 0, chunk: plan.chunk))
  var text: [UInt8] = []
  let room = UnsafeMutableRawBufferPointer.allocate(
    byteCount: max(1, min(plan.blockBytes, 1 << 16)), alignment: 1)
  defer { room.deallocate() }
  while true {
    let count = try whole.next(room)
    if count == 0 { return text }
    text += room[..<count]
  }
}
