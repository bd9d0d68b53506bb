/// The quantities of each unit class that one request or a group of requests used.
///
/// Counts are whole; seconds are in nanoseconds. A row's counts are 0 … 10¹² and its seconds
/// 0 … 10⁹; sums may be negative while later copies are reversed.
package struct Quantities: Hashable, Sendable {
  // What most requests have lies together: of a group, the rest is not even looked at.
  package var input: Int64 = 0
  package var cacheRead: Int64 = 0
  package var cacheWrite5m: Int64 = 0
  package var output: Int64 = 0
  package var reasoning: Int64 = 0
  package var cacheWrite1h: Int64 = 0
  package var audioInput: Int64 = 0
  package var audioOutput: Int64 = 0
  package var images: Int64 = 0
  package var searches: Int64 = 0
  package var nanoseconds: Int64 = 0
  package var imageInput: Int64 = 0
  package var imageOutput: Int64 = 0
  package var audioCacheRead: Int64 = 0

  package init() {}

  package static var nanosecondsPerSecond: Int64 { Instant.nanosecondsPerSecond }
  /// The largest count of one class in one row.
  package static var countLimit: Int64 { 1_000_000_000_000 }
  /// The longest time in one row, in seconds: 10⁹.
  package static var secondsLimit: Int64 { 1_000_000_000 }

  /// The quantity of `unitClass`, seconds in nanoseconds; a request counts itself once.
  package subscript(unitClass: UnitClass) -> Int64 {
    get {
      switch unitClass {
      case .input: input
      case .cacheRead: cacheRead
      case .cacheWrite5m: cacheWrite5m
      case .cacheWrite1h: cacheWrite1h
      case .output: output
      case .reasoning: reasoning
      case .audioInput: audioInput
      case .audioOutput: audioOutput
      case .image: images
      case .search: searches
      case .second: nanoseconds
      case .imageInput: imageInput
      case .imageOutput: imageOutput
      case .audioCacheRead: audioCacheRead
      case .request: 1
      }
    }
    set {
      switch unitClass {
      case .input: input = newValue
      case .cacheRead: cacheRead = newValue
      case .cacheWrite5m: cacheWrite5m = newValue
      case .cacheWrite1h: cacheWrite1h = newValue
      case .output: output = newValue
      case .reasoning: reasoning = newValue
      case .audioInput: audioInput = newValue
      case .audioOutput: audioOutput = newValue
      case .image: images = newValue
      case .search: searches = newValue
      case .second: nanoseconds = newValue
      case .imageInput: imageInput = newValue
      case .imageOutput: imageOutput = newValue
      case .audioCacheRead: audioCacheRead = newValue
      case .request: preconditionFailure("a request counts itself")
      }
    }
  }

  /// The total input that decides the context band: uncached, cache reads and writes, and images; no audio.
  package var totalInput: Int64 {
    input + cacheRead + cacheWrite5m + cacheWrite1h + imageInput
  }

  /// The tokens of a prompt of text: input, cache reads and cache writes; of sums too, which may leave 64 bits together.
  @inline(__always)
  package var promptTokens: Int128 {
    Int128(input) + Int128(cacheRead) + Int128(cacheWrite5m) + Int128(cacheWrite1h)
  }

  /// Output with reasoning.
  @inline(__always)
  package var outputTokens: Int128 { Int128(output) + Int128(reasoning) }

  /// The tokens of every class, audio and images too.
  @inline(__always)
  package var allTokens: Int128 {
    let text = promptTokens + outputTokens
    if hasOnlyTextTokens { return text }
    return text + Int128(audioInput) + Int128(audioOutput) + Int128(imageInput)
      + Int128(imageOutput) + Int128(audioCacheRead)
  }

  /// Nothing but tokens of text, as most requests have.
  @inline(__always)
  package var hasOnlyTextTokens: Bool {
    audioInput | audioOutput | images | searches | nanoseconds | imageInput | imageOutput
      | audioCacheRead == 0
  }

  /// Adds `other` `sign` times (1 or -1) and returns whether a sum left the range of Int64.
  ///
  /// No amount is skipped where it is 0: the processor would guess wrong which are.
  @inline(__always)
  package mutating func add(_ other: Quantities, sign: Int64) -> Bool {
    var overflow = false
    func add(_ amount: Int64, to sum: inout Int64) {
      // Only a sum that has overflowed can be the smallest number, which has no opposite.
      let (value, wrapped) = sum.addingReportingOverflow(sign &* amount)
      sum = value
      overflow = overflow || wrapped
    }
    add(other.input, to: &input)
    add(other.cacheRead, to: &cacheRead)
    add(other.cacheWrite5m, to: &cacheWrite5m)
    add(other.output, to: &output)
    add(other.reasoning, to: &reasoning)
    add(other.cacheWrite1h, to: &cacheWrite1h)
    if !other.hasOnlyTextTokens {
      add(other.audioInput, to: &audioInput)
      add(other.audioOutput, to: &audioOutput)
      add(other.images, to: &images)
      add(other.searches, to: &searches)
      add(other.nanoseconds, to: &nanoseconds)
      add(other.imageInput, to: &imageInput)
      add(other.imageOutput, to: &imageOutput)
      add(other.audioCacheRead, to: &audioCacheRead)
    }
    return overflow
  }
}
