import Ledger

/// Something about a row that is used all the same; counted by file, with the first place.
package enum RowWarning: Hashable, Sendable {
  case trimmedNumber
  case guardedID
  /// No row: a record of delimiters alone.
  case blankRow
  /// No row: the end of a page, and of how many, if it says so.
  case morePages(of: Int64?)
  case zeroDecimals
  case groupOrDecimals
  case leapSecond
  case shownTwice
  case longRequest
  case largeConversion
  case overlappingCacheWrite
  case sumOfBatch
  case unknownCaches
  case unexplainedTotal
  case unknownUsage
  case sumWithoutParts
  case mayHoldOthers
  /// The column of a name sums more tokens than a mapping reads.
  case tokensBeyondCounts(Name)
  /// The column of a name states something that a price depends on, in a word, and nothing reads it.
  case unread(Name, RequestCondition, word: Name)

  /// The fixed word of the warning.
  package var code: String {
    switch self {
    case .trimmedNumber: "num.space"
    case .guardedID: "id.guard"
    case .blankRow: "csv.blank"
    case .morePages: "json.pages"
    case .zeroDecimals: "num.dot0"
    case .groupOrDecimals: "num.group"
    case .leapSecond: "time.leap"
    case .shownTwice: "time.dst"
    case .longRequest: "time.long"
    case .largeConversion: "fx.range"
    case .overlappingCacheWrite: "qty.overlap"
    case .sumOfBatch: "qty.batch"
    case .unknownCaches: "qty.caches"
    case .unexplainedTotal: "qty.total"
    case .unknownUsage: "qty.unknown"
    case .sumWithoutParts: "sum.alone"
    case .mayHoldOthers: "sum.nested"
    case .tokensBeyondCounts: "map.totals"
    case .unread: "csv.condition"
    }
  }

  /// A doubt, or only an explanation.
  package var severity: Finding.Severity { self == .blankRow ? .note : .warning }

  /// The message about the accepted row.
  package var message: String {
    switch self {
    case .trimmedNumber: "Assay ignored spaces around a number"
    case .guardedID:
      "Assay read the id inside a spreadsheet guard, as in =\"0417\" or '0417"
    case .blankRow: "Assay skipped rows that contain only delimiters"
    case .morePages:
      "the export is one page, and says that more pages follow: their requests are missing"
    case .groupOrDecimals:
      "Assay read an amount such as 1.234 as 1234, because the comma is the decimal separator here"
    case .zeroDecimals: "a count has zero decimals, as in 10.0"
    case .leapSecond: "Assay read second 60 as the last nanosecond of the minute"
    case .shownTwice:
      "the time occurs twice (clocks went back); Assay used the first"
    case .longRequest: "the request took longer than 7 days"
    case .largeConversion:
      "the recorded cost is above \(Money.rowLimit) USD; Assay does not compare it"
    case .overlappingCacheWrite:
      "cache writes overlap other input; Assay counts the input without them as 0"
    case .sumOfBatch:
      "a row sums all requests of a batch; Assay counts it as 1 request and uses short-context prices"
    case .unknownCaches:
      "the export does not state what came from a cache; Assay prices all of the prompt as other input"
    case .unexplainedTotal:
      "the total is not the sum of input and output, with or without reasoning; Assay uses the parts"
    case .unknownUsage:
      "usage has an unknown name; the cost excludes it"
    case .sumWithoutParts:
      "an agent, tool or workflow states usage, but the ledger has none of its child requests: it counts as 1 request"
    case .mayHoldOthers:
      "the usage of a request may include that of its child requests; Assay counts all of them"
    case .tokensBeyondCounts(let name):
      "\"\(name.description.excerpt)\" is more than all tokens that its mapping reads; the cost excludes the rest"
    case .unread(let name, .partsOfAnyLength, _):
      "\"\(name.description.excerpt)\" states \(RowWarning.words(.partsOfAnyLength)), and no row lists them one by one"
    case .unread(let name, let condition, _):
      "\"\(name.description.excerpt)\" states \(RowWarning.words(condition)), but Assay does not read this column"
    }
  }

  /// Returns the text for an unread condition of a column.
  static func words(_ condition: RequestCondition) -> String {
    switch condition {
    case .unreadRegion: "the region of requests"
    case .unreadTerms:
      "conditions of requests: a batch, a service tier, a long context, a customer's own key, no charge"
    case .gatewayCache: "cached answers"
    case .reversal: "reversals"
    case .trial: "dry runs, tests or simulations"
    case .partsOfAnyLength: "sums of several requests"
    case .unitsNotStated:
      "calls for images, sound, video, pages or queries without a stated count"
    case .undividedOutput: "calls that make images, without a count of the images in their output"
    default: "usage"
    }
  }
}
