/// A unit that a vendor prices; every token of a request is in exactly one class.
///
/// The raw value is the place of the class among the prices of a card. The request, which has no quantity, is last.
package enum UnitClass: Int, Hashable, CaseIterable, Sendable {
  case input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, audioInput, audioOutput
  case image, search, second, imageInput, imageOutput, audioCacheRead, request

  /// The word in the `unit_class` column of a price book.
  package var name: String {
    switch self {
    case .input: "input"
    case .cacheRead: "cache_read"
    case .cacheWrite5m: "cache_write_5m"
    case .cacheWrite1h: "cache_write_1h"
    case .output: "output"
    case .reasoning: "reasoning"
    case .audioInput: "audio_input"
    case .audioOutput: "audio_output"
    case .image: "image"
    case .search: "search"
    case .second: "second"
    case .imageInput: "image_input"
    case .imageOutput: "image_output"
    case .audioCacheRead: "audio_cache_read"
    case .request: "request"
    }
  }

  /// The column of a ledger or of `facts.csv` that holds its quantity; the fee per request has none.
  package var quantityColumn: String? {
    switch self {
    case .input: "input_tokens"
    case .cacheRead: "cache_read_tokens"
    case .cacheWrite5m: "cache_write_5m_tokens"
    case .cacheWrite1h: "cache_write_1h_tokens"
    case .output: "output_tokens"
    case .reasoning: "reasoning_tokens"
    case .audioInput: "audio_input_tokens"
    case .audioOutput: "audio_output_tokens"
    case .image: "images"
    case .search: "searches"
    case .second: "seconds"
    case .imageInput: "image_input_tokens"
    case .imageOutput: "image_output_tokens"
    case .audioCacheRead: "audio_cache_read_tokens"
    case .request: nil
    }
  }

  /// The units of a quoted price if the book does not state them: a million tokens, else one.
  package var defaultPer: Int64 {
    switch self {
    case .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
      .audioOutput, .imageInput, .imageOutput, .audioCacheRead:
      1_000_000
    case .image, .search, .second, .request: 1
    }
  }

  /// The decimals of its quantities: seconds are kept in nanoseconds, everything else is counted.
  package var quantityDecimals: Int { self == .second ? 9 : 0 }

  /// So much of a quantity is one unit.
  package var quantityPerUnit: Int64 { self == .second ? Quantities.nanosecondsPerSecond : 1 }

  /// The classes that a ledger counts, in column order: all but the fee per request.
  package static let quantities: [UnitClass] = allCases.filter { $0.quantityColumn != nil }

  /// The classes that count tokens.
  package static let tokens: [UnitClass] = allCases.filter { $0.defaultPer == 1_000_000 }

  /// The classes whose columns are together in `facts.csv` and in the rated rows.
  package static let columnsTogether = quantities.filter { !columnsAtEnd.contains($0) }

  /// The classes that came later: their columns are the last, so that no other moved.
  package static let columnsAtEnd: [UnitClass] = [.imageInput, .imageOutput, .audioCacheRead]

  package init?(name: Name) {
    guard let match = UnitClass.allCases.first(where: { Name($0.name) == name }) else { return nil }
    self = match
  }
}
