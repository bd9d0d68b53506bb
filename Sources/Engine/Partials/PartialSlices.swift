import Intake
import Ledger
import Platform
import Synchronization
import Workspace

/// The slices of a run that other processes map: what is asked of them, and what they made.
///
/// A run that asks for slices that are not there stops with a refusal that says nothing; then `wanted` has the question.
package final class PartialSlices: ExternalSliceMapper, SliceCollector {
  /// The task of this process; nil where it plans or goes on from partials.
  let task: TaskPieces?
  /// The partials of each question that was answered, each with the name of its task.
  private let answers: [SliceMapParameters: [Answer]]
  /// What tasks merged, by what they were to merge.
  private let merged: [MergeParameters: [MergedAnswer]]
  /// How many shards the facts and keys of slices are divided into.
  private let shards: Int
  /// The digests of the files of the ledger, by their paths, as tasks found them.
  let digests: [Name: FileDigests]
  /// The files that storage says were changed since the plan: their bytes are digested again.
  private let suspects: Set<Name>
  private let state = Mutex(State())

  private struct State {
    var wanted: Wanted?
    var wantedMerge: MergeParameters?
    var unreadable: [Unreadable] = []
  }

  /// Goes on from partials; without any it only finds out what is to be mapped.
  ///
  /// - Parameters:
  ///   - answers: by question.
  ///   - merged: the partials of each of the shards, in order.
  ///   - shards: how many there are; the facts of a single one are merged here.
  ///   - digests: see the member.
  ///   - suspects: see the member.
  package init(
    _ answers: [SliceMapParameters: [Answer]] = [:],
    merged: [MergeParameters: [MergedAnswer]] = [:], shards: Int = 1,
    digests: [Name: FileDigests] = [:], suspects: Set<Name> = []
  ) {
    self.answers = answers
    self.merged = merged
    self.shards = shards
    self.digests = digests
    self.suspects = suspects
    task = nil
  }

  /// Maps the pieces of a task.
  package init(_ task: TaskPieces) {
    (answers, merged, shards, digests, suspects) = ([:], [:], 1, [:], [])
    self.task = task
  }

  /// The question that the run needs answered next; nil where it did not stop for that.
  package var wanted: Wanted? { state.withLock(\.wanted) }

  /// The shards that the run needs merged next; nil where it did not stop for that.
  package var wantedMerge: MergeParameters? { state.withLock(\.wantedMerge) }

  /// The partials that cannot be read, by the names of their tasks.
  package var unreadable: [Unreadable] {
    state.withLock { $0.unreadable.sorted { $0.task < $1.task } }
  }

  /// Returns the map of a job from its partials.
  func map(_ job: MappingInputs, for question: SliceMapParameters) throws(RunRefusal) -> LedgerMap {
    guard let answers = answers[question] else {
      state.withLock { $0.wanted = Wanted(question: question, files: job.files, pieces: nil) }
      throw RunRefusal(findings: [])
    }
    let files = Dictionary(
      job.files.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { $1 })
    let parts = answers.flatMap { answer in answer.parts.indices.map { Part(answer, $0) } }
      .filter { files[$0.piece.path] != nil }
    let first = answers.map(\.stage).min() ?? 0
    let planned = parts.filter { $0.answer.stage == first }
    try requireWhole(job.files, planned.map(\.piece))
    // The later stage knew where the piece begins.
    let last = Dictionary(parts.map { ($0.piece.end, $0) }) {
      $0.answer.stage > $1.answer.stage ? $0 : $1
    }
    let threads = max(1, min(job.reading.threads, planned.count))
    let decoded = Parallel.map(threads) { worker in
      let cards = job.files.isEmpty ? nil : RestoredRateCards(job)
      return stride(from: worker, to: planned.count, by: threads).map { index in
        let piece = planned[index].piece
        let file = files[piece.path] ?? 0
        return Result { () throws(RunRefusal) in
          let part = last[piece.end] ?? planned[index]
          for read in part.answer.stage == first ? [part] : [planned[index], part]
          where !stopsAgain || read.mapped.slice == nil {
            try requireUnchanged(read.mapped, job.files[file])
          }
          let own = piece.piece(ofFile: file)
          return (own, part.piece.from, slice(of: part, own, job, cards))
        }
      }
    }
    var mapped: [(piece: Piece, from: Int64, slice: MappedSlice?)] = []
    for result in decoded.joined() { mapped.append(try result.get()) }
    if !unreadable.isEmpty { throw RunRefusal(findings: []) }
    mapped.sort { ($0.piece.file, $0.piece.from) < ($1.piece.file, $1.piece.from) }
    let rounds = Set(answers.map(\.stage)).count
    if shards > 1, rounds <= PartialSlices.mostRepairs {
      let wrong = PartialSlices.wrongCuts(mapped)
      if !wrong.isEmpty {
        let pieces = wrong.map { TaskInputPiece($0, of: job.files[$0.file]) }
        state.withLock {
          $0.wanted = Wanted(question: question, files: job.files, pieces: pieces)
        }
        throw RunRefusal(findings: [])
      }
    }
    let whole = Parallel.spread(mapped.count, over: threads) { [mapped] in
      mapped[$0].slice ?? MappedSlice.alone([mapped[$0].piece], job: job)
    }
    var map = LedgerMap(job, mapped: whole, workers: min(job.reading.threads, whole.count))
    map.answered = (self, question)
    return map
  }

  /// How often tasks map pieces again that were cut within a record, before that is done here.
  private static let mostRepairs = 4

  /// Returns the slice of a partial as one of a planned piece; nil for one that has none, or cannot be read, which is noted.
  private func slice(
    of part: Part, _ piece: Piece, _ job: MappingInputs, _ cards: RestoredRateCards?
  ) -> MappedSlice? {
    guard let bytes = part.mapped.slice else { return nil }
    do throws(PartFault) {
      var reader = try PartReader(bytes, cards: cards, file: piece.file)
      let result = try SliceResult(from: &reader, spill: job.spill)
      try reader.end()
      guard result.answers(job), result.pieces[0].firstRecord >= part.piece.from else {
        throw .number
      }
      return MappedSlice(
        pieces: [piece], result: result,
        part: SliceFactSource(task: part.answer.task, digests: part.mapped.digests) {
          () throws(PartFault) in try part.answer.load(part.number)
        })
    } catch {
      note(error, in: part.answer.task)
      return nil
    }
  }

  /// The run stops once more, to have shards merged, or else calls `collect`: bytes are digested later.
  private var stopsAgain: Bool { shards > 1 && merged.isEmpty }

  /// Requires that a piece that was mapped is the same as when its file was digested; it is read again where storage
  /// says that the file was changed, and where it was cut within a record.
  private func requireUnchanged(_ part: MappedPart, _ file: LedgerFile) throws(RunRefusal) {
    let stated = digests[part.piece.path]?.pieces[part.piece]
    var isSame = stated ?? part.sha256 == part.sha256
    if isSame, stated == nil || suspects.contains(part.piece.path) {
      isSame = try part.piece.refusingDigest(of: file) == part.sha256
    }
    guard isSame else {
      throw RunRefusal(FileFailure(.changed), in: file.path)
    }
  }

  private func note(_ fault: PartFault, in task: String) {
    state.withLock { $0.unreadable.append(Unreadable(task: task, fault: fault)) }
  }

  /// Takes the facts and keys of the slices of a map: merged by tasks, or of each slice where there is one shard, or where
  /// some slice was mapped here.
  ///
  /// Stops where tasks have to merge them first.
  func collect(_ map: inout LedgerMap, for question: SliceMapParameters) throws(RunRefusal) {
    let parts = map.left
    map.left = []
    if shards > 1, parts.allSatisfy({ $0 != nil }) {
      let asked = MergeParameters(
        question: question, files: map.job.files.map(\.name), shards: shards)
      guard let answers = merged[asked] else {
        state.withLock { $0.wantedMerge = asked }
        throw RunRefusal(findings: [])
      }
      map.merged = try merged(answers, of: parts.compactMap(\.self), map)
      return
    }
    if stopsAgain {
      let files = Dictionary(map.job.files.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      for part in answers[question, default: []].flatMap(\.parts) {
        if let file = files[part.piece.path] { try requireUnchanged(part, file) }
      }
    }
    let slices = map.slices
    let threads = max(1, min(map.job.reading.threads, slices.count))
    let read = Parallel.map(threads) { worker in
      stride(from: worker, to: slices.count, by: threads).map { index in
        (index, parts[index].flatMap { collected(slices[index], from: $0) })
      }
    }
    for (index, slice) in read.joined() { if let slice { map.slices[index] = slice } }
    if !unreadable.isEmpty { throw RunRefusal(findings: []) }
  }

  /// Returns a slice with its facts and keys; nil where they cannot be read, which is noted.
  private func collected(_ slice: SliceResult, from part: SliceFactSource) -> SliceResult? {
    var slice = slice
    do throws(PartFault) {
      try slice.add(try part.load())
      return slice
    } catch {
      note(error, in: part.task)
      return nil
    }
  }

  /// Returns what tasks merged of the parts.
  private func merged(
    _ answers: [MergedAnswer], of parts: [SliceFactSource], _ map: LedgerMap
  ) throws(RunRefusal) -> MergedSlices {
    let shards = Parallel.spread(answers.count, over: map.job.reading.threads) { number in
      let digest = ShardDigest()
      for part in parts { digest.add(part.digests.indices ~= number ? part.digests[number] : []) }
      do throws(PartFault) {
        let shard = try ShardResult(answers[number].bytes)
        guard shard.digest == digest.text else { throw PartFault("it was made of other partials") }
        return shard as ShardResult?
      } catch {
        note(error, in: answers[number].task)
        return nil
      }
    }
    if !unreadable.isEmpty { throw RunRefusal(findings: []) }
    return try MergedSlices(
      shards.compactMap(\.self), of: map.slices, others: map.job.otherDays.count)
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
    outside.count == job.otherDays.count
      && (compared != nil) == (job.comparison != nil)
      && (use != nil) == (job.useZones != nil) && (insight != nil) == job.collectsInsight
      && alerts.count == job.watched.count
      && outside.allSatisfy {
        $0.traffic.count == job.watched.count && ($0.use != nil) == (job.outsideUseZones != nil)
      }
  }
}
