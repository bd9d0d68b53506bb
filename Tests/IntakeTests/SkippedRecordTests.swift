import Testing

@testable import Intake

/// Records without requests that state usage, counted by the word of their kind.
struct SkippedRecordTests {
  private static func usage(_ word: String) -> SkippedRecord {
    .withUsage(
      LeftOutUsage(
        reason: "kind", name: "kind", word: word, column: "tokens", isByWord: false))
  }

  /// Words of two digits, so that their order by bytes is that of their numbers.
  private static func progress(_ numbers: some Sequence<Int>) -> PieceProgress {
    var progress = PieceProgress(piece: 0, offset: 0)
    for number in numbers {
      progress.skip(usage("w\(number)"))
      progress.line += 1
    }
    return progress
  }

  private static func counts(_ progress: PieceProgress) -> [SkippedRecord: Int64] {
    progress.noted?.skipped.mapValues(\.count) ?? [:]
  }

  /// Of 30 words, 16 are kept apart and 14 are one.
  @Test(arguments: [Array(10..<40), Array((10..<40).reversed())])
  func `of very many words the first are kept apart in any order of records`(_ numbers: [Int]) {
    var expected: [SkippedRecord: Int64] = [Self.usage(""): 14]
    for number in 10..<26 { expected[Self.usage("w\(number)")] = 1 }
    #expect(Self.counts(Self.progress(numbers)) == expected)
  }

  @Test func `the first record of those that are not kept apart is named`() {
    let progress = Self.progress((10..<40).reversed())
    #expect(progress.noted?.skipped[Self.usage("")]?.line == 0)
    #expect(progress.noted?.skipped[Self.usage("w25")]?.line == 14)
  }

  /// A word of the second piece is before those of the first.
  @Test func `the words that a message names do not depend on the cut`() {
    let numbers = Array(50..<90) + Array(10..<20)
    for cut in [5, 25, 45] {
      let pieces = [numbers[..<cut], numbers[cut...]].map { Self.counts(Self.progress($0)) }
      let words = Set(pieces.flatMap(\.keys)).compactMap { key -> String? in
        guard case .withUsage(let usage) = key, !usage.word.isEmpty else { return nil }
        return usage.word
      }
      #expect(words.sorted().prefix(9) == (10..<19).map { "w\($0)" }[...])
      #expect(pieces.flatMap(\.values).reduce(0, +) == 50)
    }
  }
}
