import Engine
import Intake
import Ledger
import Parsing
import Pricing
import Rating
import Reconciliation
import Workspace

/// Finds every row of some request ids in the ledger and rates it as a run does, without rating the others.
package struct RequestSearch {
  private let job: MappingInputs
  private let patterns: IDPatterns
  /// The place of each id in the request.
  private let numbers: [Name: Int]

  /// - Parameter requestIDs: different ones.
  package init(_ requestIDs: [Name], job: MappingInputs) {
    patterns = IDPatterns(requestIDs)
    numbers = Dictionary(uniqueKeysWithValues: zip(requestIDs, requestIDs.indices))
    self.job = job
  }

  /// Returns the rows of each id, by file and line; reads the ledger once.
  package func rows(workers: Int) throws(RunRefusal) -> [[LedgerRow]] {
    let pieces = LineSearch(patterns, job: job).run(workers: workers)
    var lines: [(file: Int, line: FoundLine)] = []
    for index in job.files.indices {
      let file = job.files[index]
      do throws(FileFailure) {
        lines += try records(pieces.filter { $0.piece.file == index }, of: index)
          .filter { !ids(of: $0.text, file.start.layout).isEmpty }.map { (index, $0) }
      } catch {
        throw RunRefusal(error.moved(downBy: Int(file.start.headerLines)), in: file.path)
      }
    }
    var job = job
    job.earlierStarts = try earlierStarts(lines)
    var rows = [[LedgerRow]](repeating: [], count: numbers.count)
    for (index, line) in lines {
      let content = try read(line, of: index, by: job) {
        (blocks) throws(RunRefusal) -> LedgerRow.Content? in
        try self.content(blocks, line.text, job.files[index].start.layout)
      }
      guard let content else { continue }
      for id in ids(of: line.text, job.files[index].start.layout) {
        rows[id].append(row(line, of: job.files[index], at: index, content))
      }
    }
    return rows
  }

  /// By file, which lines of a response that grew begin earlier than they say.
  private func earlierStarts(
    _ lines: [(file: Int, line: FoundLine)]
  ) throws(RunRefusal) -> [Int: RequestStartCorrections] {
    var seeking = job
    seeking.ratedBy = .nothing
    var starts = RowStarts()
    for (index, line) in lines where job.files[index].start.layout.usage.isCumulative {
      try read(line, of: index, by: seeking) {
        starts.append(
          $0.records, copies: $0.batch.copies, file: index, user: $0.user(of:))
      }
    }
    return RowStarts.earlier(in: [starts])
  }

  /// The records of one file that may have the id, with lines counted from the file's start.
  private func records(
    _ pieces: [PieceSearch], of file: Int
  ) throws(FileFailure) -> [FoundLine] {
    var lines: [FoundLine] = []
    var before: Int64 = 0
    for piece in pieces {
      if let failure = piece.failure { throw failure }
      lines += piece.found.map {
        FoundLine(offset: $0.offset, line: before + $0.line, text: $0.text)
      }
      before += piece.lines
    }
    guard case .csv(let delimiter) = job.files[file].start.layout.format,
      let quoted = pieces.lazy.compactMap(\.firstQuotedLine).first
    else { return lines }
    return try MultilineRecords.holding(
      lines, firstQuotedLine: quoted, file: file, delimiter: delimiter, job: job)
  }

  /// Reads and rates one record, and returns what `body` makes of it.
  private func read<Result>(
    _ line: FoundLine, of index: Int, by job: MappingInputs,
    _ body: (BlockRater) throws(RunRefusal) -> Result
  ) throws(RunRefusal) -> Result {
    let path = job.files[index].path
    var blocks = BlockRater(job, file: index)
    let buffer = BlockBuffer(blockBytes: line.text.count + 1, read: ReadBytes.once(line.text))
    var progress = PieceProgress(piece: 0, offset: line.offset)
    do throws(FileFailure) { try buffer.fill() } catch { throw RunRefusal(error, in: path) }
    do throws(BlockRater.Failure) {
      _ = try blocks.take(buffer.bytes, isEnd: true, limit: .max, progress: &progress)
    } catch { throw RunRefusal(error, in: path) }
    return try body(blocks)
  }

  private func row(
    _ line: FoundLine, of file: LedgerFile, at index: Int, _ content: LedgerRow.Content
  ) -> LedgerRow {
    LedgerRow(
      file: file, position: RowPosition(slice: index, position: line.offset),
      line: Int64(file.start.headerLines) + line.line + 1, text: line.text, content: content)
  }

  /// Returns the content of the record; nil if it is not usage.
  private func content(
    _ blocks: BlockRater, _ text: [UInt8], _ layout: LedgerLayout
  ) throws(RunRefusal) -> LedgerRow.Content? {
    if let rejected = blocks.rejects.first {
      return .rejected(
        RejectedContent(
          faults: rejected.reject.faults, estimatedCost: rejected.estimatedCost))
    }
    guard let record = blocks.records.first, let rated = blocks.rated.first,
      let outcome = blocks.outcomes.first
    else { return nil }
    let trace: RatingTrace
    do throws(BookProblem) {
      trace = try RatingTrace(
        rated, quantities: record.quantities, startedAt: record.startedAt, rater: blocks.rater,
        books: job.books)
    } catch { throw RunRefusal(error) }
    let details = text.withUnsafeBufferPointer { RowDetails($0, from: 0, layout: layout) }
    var diagnoser = Diagnoser(books: job.books, reconciler: job.reconciler)
    let subject = diagnoser.subject(
      record, rated, card: blocks.card(of: rated), outcome: outcome,
      details: DiagnosisSubject.Details(details))
    var trials = Diagnoser.Trials()
    let diagnosis = subject.map { diagnoser.explain($0, telling: &trials) }
    let user = blocks.user(of: record)
    return .counted(
      CountedRow(
        startedAtText: Name(bytes: record.startedAtText), day: record.day,
        user: user, account: job.books.accounts.entry(of: user, at: record.startedAt),
        isTierGiven: blocks.accounts.given > 0, quantities: record.quantities,
        recordedCost: record.recordedCost, recordedCredits: record.recordedCredits,
        recordedMultiplier: details.multiplier, outcome: outcome, trace: trace,
        diagnosis: diagnosis, trials: trials))
  }

  /// Returns the numbers of the ids that a record has.
  private func ids(of text: [UInt8], _ layout: LedgerLayout) -> [Int] {
    let cells = RowCells(text, layout)
    if cells.isReadable { return numbers[cells[.requestID]].map { [$0] } ?? [] }
    // A row of JSON that cannot be read has no cells; its bytes hold the id.
    return numbers.count == 1 ? [0] : patterns.mayHold(text, layout: layout)
  }
}
