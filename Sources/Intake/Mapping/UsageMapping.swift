/// The meaning of the columns of an export without a known format, as the settings state it.
///
/// docs/FORMATS.md describes how it is written.
package struct UsageMapping: Hashable, Sendable {
  /// The source of each ledger column, in the order of ledger columns.
  package var sources: [Source] = []
  /// The values of every row, whatever the file contains.
  package var constants: [LedgerColumn: String] = [:]
  /// The factor from the unit of each column to Assay's.
  package var units: [LedgerColumn: UnitFactor] = [:]
  /// Texts of the export that mean native ones, per column.
  package var values: [LedgerColumn: [String: String]] = [:]
  /// The classes that their input includes in addition to input.
  package var inputIncludes = IncludedClasses()
  /// The classes that their output includes in addition to output.
  package var outputIncludes = IncludedClasses()
  /// The rules for records that are requests; all of them have to agree.
  package var choices: [RecordFilter] = []
  package var times = TimeForm(shape: .rfc3339, zone: nil)
  package var numbers = NumberForm()
  /// Columns under our own names are read as ours without being listed: only names are mapped.
  package var keepsOwnNames = false
  /// Each row of the export sums the requests of a period, a call or a session, as its first rows show.
  var sumsRequests = false
  /// The columns of a CSV that nothing is read from and that may state what a price depends on.
  var unread: [String] = []

  package init() {}

  /// The native column, and the names in the export; of several, texts are joined by a blank and counts of tokens added up.
  package struct Source: Hashable, Sendable {
    package let column: LedgerColumn
    package let names: [String]

    package init(column: LedgerColumn, names: [String]) {
      self.column = column
      self.names = names
    }
  }

  /// The classes that a total may include.
  package enum Part: String, CaseIterable, Hashable, Sendable {
    case cacheRead = "cache_read"
    case cacheWrite = "cache_write"
    case audio
    /// Cached audio, within the audio and within what was read from a cache.
    case audioCacheRead = "audio_cache_read"
    case reasoning
    case image
  }

  /// In `values`, what any other text means.
  package static let anyOther = "*"

  /// Every column that is read from the file, once, in a fixed order.
  var names: [String] {
    var seen: Set<String> = []
    return (sources.flatMap(\.names) + choices.map(\.name)).filter { seen.insert($0).inserted }
  }

  /// The same, where its CSV has these columns.
  func unread(among titles: [String]) -> UsageMapping {
    var mapping = self
    // What tells rows to be left out may say of others what a price depends on.
    let read = Set(sources.flatMap(\.names).map { folded(Array($0.utf8)) })
    let sums = Set(sessionSums.map { folded(Array($0.utf8)) })
    mapping.unread = titles.filter {
      read.contains(folded(Array($0.utf8)))
        ? sums.contains(folded(Array($0.utf8)))
        : ConditionColumn($0) != nil || readsTotals && SessionSumColumns.countsRequests($0)
    }
    return mapping
  }

  /// The native columns that nothing gives a value, though a row needs them.
  package var lacking: [LedgerColumn] {
    // A vendor may follow from the name of a model.
    var lacking = [LedgerColumn.requestID, .startedAt, .model].filter { !gives($0) }
    if !gives(.userID) && !gives(.accountID) { lacking.append(.userID) }
    if !LedgerColumn.quantities.contains(where: gives) { lacking.append(.inputTokens) }
    return lacking
  }

  /// True if the column of 5-minute cache writes includes one-hour writes.
  ///
  /// The names of Anthropic say so.
  ///
  /// `cache_creation_input_tokens` is the sum of the members of `cache_creation`
  /// (https://platform.claude.com/docs/en/build-with-claude/prompt-caching).
  var sumsCacheWrites: Bool {
    func names(_ column: LedgerColumn) -> [String] {
      sources.first { $0.column == column }?.names ?? []
    }
    return CacheKeywords.areSum(
      minutes: names(.cacheWrite5mTokens), hour: names(.cacheWrite1hTokens))
  }

  /// Returns true if it states a source or value for `column`.
  func gives(_ column: LedgerColumn) -> Bool {
    constants[column] != nil || sources.contains { $0.column == column }
  }
}

extension UsageMapping {
  /// The columns that it reads as usage and that sum several requests: by their names, or as all rows do.
  var sessionSums: [String] {
    sources.filter { $0.column.content.isQuantity }.flatMap(\.names)
      .filter { sumsRequests || SessionSumColumns.isOne($0) }
  }

  /// True if it reads usage from a column named as a total, which may be that of several requests.
  var readsTotals: Bool {
    sources.contains {
      $0.column.content.isQuantity && $0.names.contains(where: SessionSumColumns.isTotal)
    }
  }
}
