import Ledger
import Workspace

extension PartialSlices {
  /// The partial of one task.
  package struct Answer: Sendable {
    package let task: String
    /// The number of its stage: pieces that were cut within a record are mapped again in a later one.
    package let stage: Int64
    package let parts: [MappedPart]
    /// Returns the shards of the part with that number.
    package let load: @Sendable (_ part: Int) throws(PartFault) -> [[UInt8]]

    /// - Parameters: see the members of these names.
    package init(
      task: String, stage: Int64, parts: [MappedPart],
      load: @escaping @Sendable (_ part: Int) throws(PartFault) -> [[UInt8]]
    ) {
      self.task = task
      self.stage = stage
      self.parts = parts
      self.load = load
    }
  }

  /// The partial of a task that merged a shard.
  package struct MergedAnswer: Sendable {
    package let task: String
    package let bytes: [UInt8]

    /// - Parameters: see the members of these names.
    package init(task: String, bytes: [UInt8]) {
      self.task = task
      self.bytes = bytes
    }
  }

  /// A question without an answer, or with a wrong one, and the files of which it is asked.
  package struct Wanted: Sendable {
    package let question: SliceMapParameters
    package let files: [LedgerFile]
    /// The pieces whose first record was guessed wrong, from where it begins; nil asks for all files.
    package let pieces: [TaskInputPiece]?
  }

  /// A partial that has no slice in it, and why.
  package struct Unreadable: Sendable {
    package let task: String
    package let fault: PartFault
  }

  /// One piece of a partial.
  struct Part: Sendable {
    let answer: Answer
    let number: Int
    var mapped: MappedPart { answer.parts[number] }
    var piece: TaskInputPiece { mapped.piece }

    init(_ answer: Answer, _ number: Int) {
      self.answer = answer
      self.number = number
    }
  }

  /// The pieces whose first record does not begin where the last one before it ended, from there on.
  ///
  /// Where that one is wrong itself, its end may be another, and the next is left for later.
  ///
  /// - Parameter mapped: in order, each with the offset from which it was read.
  static func wrongCuts(
    _ mapped: [(piece: Piece, from: Int64, slice: MappedSlice?)]
  ) -> [Piece] {
    var wrong: [Piece] = []
    var isLastWrong = false
    for (before, next) in zip(mapped, mapped.dropFirst()) {
      guard before.piece.file == next.piece.file, !next.piece.isProven,
        let end = before.slice?.result.pieces[0].progress.offset,
        next.slice?.result.pieces[0].firstRecord != end, next.from != end
      else {
        isLastWrong = false
        continue
      }
      if !isLastWrong {
        wrong.append(Piece(file: next.piece.file, from: end, to: next.piece.to, isProven: true))
      }
      isLastWrong = true
    }
    return wrong
  }
}
