import Intake
import Ledger
import Platform
import Synchronization
import Workspace

/// The slices of a run that other processes map: what is asked of them, and what they made.
///
/// A run that asks for slices that are not there stops with a refusal that says nothing; then `wanted` has the question.
package final class PartialSlices: ExternalSliceMapper {
  /// The task of this process; nil where it plans or goes on from partials.
  let task: PartTask?
  /// The partials of each question that was answered, each with the name of its task.
  private let answers: [SliceMapParameters: [Answer]]
  private let state = Mutex(State())

  /// The partial of one task.
  package struct Answer: Sendable {
    package let task: String
    package let parts: [MappedPart]

    /// - Parameters: see the members of these names.
    package init(task: String, parts: [MappedPart]) {
      self.task = task
      self.parts = parts
    }
  }

  /// A question without an answer, and the files of which it is asked.
  package struct Wanted: Sendable {
    package let question: SliceMapParameters
    package let files: [LedgerFile]
  }

  /// A partial that has no slice in it, and why.
  package struct Unreadable: Sendable {
    package let task: String
    package let fault: PartFault
  }

  private struct State {
    var wanted: Wanted?
    var unreadable: [Unreadable] = []
  }

  /// Goes on from partials; without any it only finds out what is to be mapped.
  package init(_ answers: [SliceMapParameters: [Answer]]) {
    self.answers = answers
    task = nil
  }

  /// Maps the pieces of a task.
  package init(_ task: PartTask) {
    answers = [:]
    self.task = task
  }

  /// The question that the run needs answered next; nil where it did not stop for that.
  package var wanted: Wanted? { state.withLock(\.wanted) }

  /// The partials that cannot be read, by the names of their tasks.
  package var unreadable: [Unreadable] {
    state.withLock { $0.unreadable.sorted { $0.task < $1.task } }
  }

  /// Returns the map of a job from its partials.
  func map(_ job: MappingInputs, for question: SliceMapParameters) throws(RunRefusal) -> LedgerMap {
    guard let answers = answers[question] else {
      state.withLock { $0.wanted = Wanted(question: question, files: job.files) }
      throw RunRefusal(findings: [])
    }
    let files = Dictionary(
      job.files.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { $1 })
    let parts = answers.flatMap { answer in answer.parts.map { (answer.task, $0) } }
      .filter { files[$0.1.piece.path] != nil }
    try requireWhole(job.files, parts.map(\.1.piece))
    let threads = max(1, min(job.reading.threads, parts.count))
    let decoded = Parallel.map(threads) { worker in
      let cards = job.files.isEmpty ? nil : BookCards(job)
      return stride(from: worker, to: parts.count, by: threads).map { index in
        let (task, part) = parts[index]
        let file = files[part.piece.path] ?? 0
        return Result { () throws(RunRefusal) in
          try slice(of: part, task, file: file, job, cards)
        }
      }
    }
    var mapped: [MappedSlice] = []
    for result in decoded.joined() { if let slice = try result.get() { mapped.append(slice) } }
    if !unreadable.isEmpty { throw RunRefusal(findings: []) }
    return LedgerMap(job, mapped: mapped, workers: min(job.reading.threads, mapped.count))
  }

  /// Returns the slice of a partial; nil for one that cannot be read, which is noted.
  private func slice(
    of part: MappedPart, _ task: String, file: Int, _ job: MappingInputs, _ cards: BookCards?
  ) throws(RunRefusal) -> MappedSlice? {
    let piece = part.piece.piece(ofFile: file)
    guard try part.piece.refusingDigest(of: job.files[file]) == part.sha256 else {
      throw RunRefusal(FileFailure(.changed), in: job.files[file].path)
    }
    guard let bytes = part.slice else { return MappedSlice.alone([piece], job: job) }
    do throws(PartFault) {
      var reader = try PartReader(bytes, cards: cards, file: file)
      let result = try SliceResult(from: &reader, spill: job.spill)
      try reader.end()
      guard result.answers(job), result.pieces[0].firstRecord >= piece.from else { throw .number }
      return MappedSlice(pieces: [piece], result: result)
    } catch {
      state.withLock { $0.unreadable.append(Unreadable(task: task, fault: error)) }
      return nil
    }
  }

  /// Requires that the pieces are the files as they are: of the size that was planned, and from the first record to the
  /// end, without a gap.
  private func requireWhole(
    _ files: [LedgerFile], _ pieces: [TaskInputPiece]
  ) throws(RunRefusal) {
    let pieces = Dictionary(grouping: pieces, by: \.path)
    for file in files {
      let own = pieces[file.name, default: []].sorted { $0.from < $1.from }
      var next = file.start.headerEnd
      var isWhole = !own.isEmpty
      for piece in own {
        isWhole = isWhole && piece.from == next && piece.size == file.identity.size
        next = piece.to
      }
      guard isWhole, next == Piece.endOfFile else {
        throw RunRefusal(FileFailure(.changed), in: file.path)
      }
    }
  }
}

extension SliceResult {
  /// True if the slice has what a job collects.
  fileprivate func answers(_ job: MappingInputs) -> Bool {
    facts != nil && outside.count == job.otherDays.count
      && (compared != nil) == (job.comparison != nil)
      && (use != nil) == (job.useZones != nil) && (insight != nil) == job.collectsInsight
      && alerts.count == job.watched.count
      && outside.allSatisfy {
        $0.traffic.count == job.watched.count && ($0.use != nil) == (job.outsideUseZones != nil)
      }
  }
}
