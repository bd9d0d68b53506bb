/// A slice as it was mapped, with the pieces that were left to it.
struct MappedSlice: Sendable {
  let pieces: [Piece]
  var result: SliceResult
  /// Where its facts and keys are if it is from a partial: they are not in the result then.
  var part: SliceFactSource?

  /// Maps slices as long as there are any to take, each by what the ones before taught of texts and rate cards.
  ///
  /// A worker whose books cannot be used stops: what comes after would not be used either.
  static func all(of open: SliceQueue, job: MappingInputs) -> [MappedSlice] {
    guard let first = open.next() else { return [] }
    var mapper = SliceMapper(job, file: first.pieces[0].file)
    var mapped = [MappedSlice(mapping: first, by: &mapper)]
    while mapper.canGoOn, let slice = open.next() {
      mapped.append(MappedSlice(mapping: slice, by: &mapper))
    }
    return mapped
  }

  /// Maps pieces that no other worker takes, which may be none.
  static func alone(_ pieces: [Piece], job: MappingInputs) -> MappedSlice {
    guard let first = pieces.first else { return MappedSlice(pieces: [], result: SliceResult()) }
    var mapper = SliceMapper(job, file: first.file)
    return MappedSlice(mapping: StealablePieces(pieces, files: job.files), by: &mapper)
  }

  /// Makes one that was mapped elsewhere.
  init(pieces: [Piece], result: SliceResult, part: SliceFactSource? = nil) {
    self.pieces = pieces
    self.result = result
    self.part = part
  }

  private init(mapping open: StealablePieces, by mapper: inout SliceMapper) {
    // The pieces that are left are known once the slice is closed.
    let result = mapper.map(open)
    self.init(pieces: open.pieces, result: result)
  }
}
