import Ledger

/// The token counts of one response as its vendor states them, and the disjoint classes that they come to.
///
/// Vendors differ in what a total holds: `inputHolds` and `outputHolds` say it. Every class is a total less what it
/// holds, exactly; one below zero spoils the row.
struct TokenBreakdown {
  /// A count that was stated, and where; not stated is not zero.
  struct Count {
    var value: Int64
    let source: SourceValue
  }

  /// The classes that may be counted within a total.
  struct Parts: OptionSet {
    let rawValue: Int
    static let cacheRead = Parts(rawValue: 1)
    static let cacheWrite = Parts(rawValue: 2)
    static let audio = Parts(rawValue: 4)
    static let reasoning = Parts(rawValue: 8)
  }

  var input: Count?
  var cacheRead: Count?
  /// All cache writes; those of five minutes are what is left of them after those of an hour.
  var cacheWrite: Count?
  var cacheWrite5m: Count?
  var cacheWrite1h: Count?
  var audioInput: Count?
  /// The part of the cache reads that is audio.
  var audioCacheRead: Count?
  /// The part of the input that is images, whether or not a cache had them.
  var imageInput: Count?
  /// The part of the cache reads that is images.
  var imageCacheRead: Count?
  var output: Count?
  var reasoning: Count?
  var audioOutput: Count?
  /// The part of the output that is images.
  var imageOutput: Count?

  var inputHolds: Parts = []
  var outputHolds: Parts = []
  /// Images of the input, and of the output, are beside the total and not within it.
  var imagesStandApart = (input: false, output: false)
  /// Cached audio is beside the audio and the cache reads, and not within both.
  var cachedAudioStandsApart = false
  /// OpenAI states cache writes that may overlap with what was read or not cached: then no other input is left.
  var cacheWritesMayOverlap = false

  private let writer: CellWriter

  init(_ writer: CellWriter) { self.writer = writer }

  /// Reads a count; nil where it is not stated, or faulty, which is noted.
  func stated(_ value: SourceValue, for column: LedgerColumn) -> Count? {
    writer.count(of: value, for: column).map { Count(value: $0, source: value) }
  }

  /// Reads a count that several members may state, of which some are 0 by default: the first that is more, else 0 where
  /// any states it.
  func stated(_ values: [SourceValue], for column: LedgerColumn) -> Count? {
    var zero: Count?
    for value in values {
      guard let count = stated(value, for: column) else { continue }
      if count.value != 0 { return count }
      zero = zero ?? count
    }
    return zero
  }

  /// Writes every class that was stated, or that follows.
  func write() {
    let writes = cacheWrites()
    let plainAudio = audio()
    let cachedAudio = cachedAudioStandsApart ? 0 : audioCacheRead?.value ?? 0
    write(.cacheReadTokens, cacheRead, less: cachedAudio)
    writeNew(.audioCacheReadTokens, audioCacheRead)
    write(.cacheWrite5mTokens, writes.fiveMinutes)
    write(.cacheWrite1hTokens, writes.hour)
    write(.audioInputTokens, plainAudio)
    write(.reasoningTokens, reasoning)
    write(.audioOutputTokens, audioOutput)
    writeInput(writes: writes, audio: plainAudio)
    var held: Int64 = 0
    if outputHolds.contains(.reasoning) { held += reasoning?.value ?? 0 }
    if outputHolds.contains(.audio) { held += audioOutput?.value ?? 0 }
    if !imagesStandApart.output { held += imageOutput?.value ?? 0 }
    write(.imageOutputTokens, imageOutput)
    write(.outputTokens, output, less: held)
  }

  /// Writes the web searches that some of `objects` count, all of them the same ones.
  ///
  /// A count of 0 leaves what the line or the output says.
  func writeSearches(_ objects: [SourceValue]) {
    let count = stated(objects.map { $0["web_search_requests"] }, for: .searches)
    guard let count, count.value > 0 || writer.isBlank(.searches) else { return }
    writer.count(.searches, count.value, at: count.source.place)
  }

  private func writeInput(writes: (fiveMinutes: Count?, hour: Count?), audio: Count?) {
    var held: Int64 = 0
    if inputHolds.contains(.cacheRead) { held += cacheRead?.value ?? 0 }
    if inputHolds.contains(.audio) { held += audio?.value ?? 0 }
    let written =
      inputHolds.contains(.cacheWrite)
      ? (writes.fiveMinutes?.value ?? 0) + (writes.hour?.value ?? 0) : 0
    held += writeImages(within: (input?.value ?? 0) - held - written)
    if written == 0 { return write(.inputTokens, input, less: held) }
    if let input, cacheWritesMayOverlap, held + written > input.value, held <= input.value,
      written <= input.value
    {
      writer.warn(.overlappingCacheWrite, at: input.source)
      writer.count(.inputTokens, 0, at: input.source.place)
      return
    }
    write(.inputTokens, input, less: held + written)
  }

  /// Writes the images of the input that no cache had, and returns how many tokens they are.
  ///
  /// - Parameter rest: the input that is neither from or for a cache, nor audio.
  private func writeImages(within rest: Int64) -> Int64 {
    guard var images = imageInput, images.value > 0 else { return 0 }
    if imagesStandApart.input {
      writeNew(.imageInputTokens, images)
      return 0
    }
    let cached = imageCacheRead?.value ?? 0
    // Which of them a cache had, where it had something and nothing says what.
    if cached > 0 || imageCacheRead == nil && cacheRead?.value ?? 0 > 0 {
      writer.state(.cachedImages)
    }
    guard cached <= images.value else {
      let fault = RowFault.negativeLeaf(.imageInputTokens, total: images.value, parts: cached)
      writer.fault(fault, .imageInputTokens, at: images.source)
      return 0
    }
    images.value -= cached
    if images.value > rest, imageCacheRead == nil, cacheRead?.value ?? 0 > 0 {
      images.value = max(rest, 0)
    }
    writeNew(.imageInputTokens, images)
    return images.value
  }

  /// The audio that was not read from a cache.
  private func audio() -> Count? {
    guard !cachedAudioStandsApart, var audio = audioInput, let cached = audioCacheRead else {
      return audioInput
    }
    if cached.value > audio.value {
      writer.fault(
        .negativeLeaf(.audioInputTokens, total: audio.value, parts: cached.value),
        .audioInputTokens, at: audio.source)
      return nil
    }
    audio.value -= cached.value
    return audio
  }

  /// Returns the cache writes for 5 minutes and for an hour.
  ///
  /// If only the sum is stated, or it is more than its parts, the rest is of 5 minutes.
  private func cacheWrites() -> (fiveMinutes: Count?, hour: Count?) {
    guard let all = cacheWrite else { return (cacheWrite5m, cacheWrite1h) }
    let parts = (cacheWrite5m?.value ?? 0) + (cacheWrite1h?.value ?? 0)
    guard parts > all.value else {
      return (
        Count(value: all.value - (cacheWrite1h?.value ?? 0), source: all.source), cacheWrite1h
      )
    }
    // A sum of 0 beside parts is not stated; any other that is too small is wrong.
    if all.value > 0 {
      writer.fault(
        .negativeLeaf(.cacheWrite5mTokens, total: all.value, parts: parts), .cacheWrite5mTokens,
        at: all.source)
    }
    return (cacheWrite5m, cacheWrite1h)
  }

  /// Writes a class that few rows have: 0 is not written.
  private func writeNew(_ column: LedgerColumn, _ count: Count?) {
    if let count, count.value != 0 { write(column, count) }
  }

  private func write(_ column: LedgerColumn, _ count: Count?, less held: Int64 = 0) {
    guard let count else { return }
    guard held <= count.value else {
      return writer.fault(
        .negativeLeaf(column, total: count.value, parts: held), column, at: count.source)
    }
    writer.count(column, count.value - held, at: count.source.place)
  }
}
