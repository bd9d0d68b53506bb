import Ledger

/// The sums of all tokens that a mapped export states beside its counts.
struct StatedTotalRule: Hashable, Sendable {
  /// The objects that the counts of input and output stand in, folded; blank for the record itself.
  private let owners: Set<String>
  let numbers: NumberForm

  /// Nil where a mapping reads neither, counts in another unit, or sums requests.
  init?(_ mapping: UsageMapping) {
    let names = mapping.sources.filter { $0.column == .inputTokens || $0.column == .outputTokens }
      .flatMap(\.names)
    guard !names.isEmpty, mapping.sessionSums.isEmpty,
      mapping.units.allSatisfy({ !$0.key.content.isQuantity || $0.value == .one })
    else { return nil }
    owners = Set(names.map(Self.owner))
    numbers = mapping.numbers
  }

  /// Returns true if a column of this name stands beside those that are read.
  func mayHold(_ name: String) -> Bool { owners.contains(Self.owner(of: name)) }

  private static func owner(of name: String) -> String {
    folded(Array(name.utf8)).split(separator: ".").dropLast().joined(separator: ".")
  }
}

extension CellWriter {
  /// Holds the sum of all tokens that a record states against the counts that were read.
  ///
  /// What it has beyond them is reasoning where the vendor counts that in the total alone; anywhere else nobody knows
  /// what it is.
  func compare(total value: SourceValue, named path: Bytes) {
    guard faults.isEmpty, let total = unread?.total(value.choiceText) else { return }
    let counts = CellWriter.tokens.map { cells[$0.rawValue] }.filter { !$0.isEmpty }
    let rest = total - counts.reduce(0) { $0 + CountParsing.read($1) }
    guard !counts.isEmpty, rest > 0 else { return }
    func text(_ column: LedgerColumn) -> String {
      String(decoding: cells[column.rawValue].prefix(128), as: UTF8.self)
    }
    if CountParsing.read(cells[LedgerColumn.reasoningTokens.rawValue]) == 0,
      DocumentedTotals.sumReasoningOnly(vendor: text(.provider), model: text(.model))
    {
      return count(.reasoningTokens, rest, at: value.place)
    }
    warn(.tokensBeyondCounts(Name(bytes: path.prefix(256))), at: value)
  }

  private static let tokens: [LedgerColumn] = LedgerColumn.quantities.filter {
    ![.images, .searches, .seconds].contains($0)
  }

  /// Lets tokens that are kept in a cache for an hour be such ones, where the counts hold them as written for five minutes.
  ///
  /// - Parameter item: of Bedrock's `cacheDetails`.
  /// - Returns: false where the counts do not show that.
  func moveToHour(_ item: SourceValue) -> Bool {
    let written = CountParsing.read(cells[LedgerColumn.cacheWrite5mTokens.rawValue])
    guard item.kind == .object, item["inputTokens"].kind == .number,
      let count = Int64(item["inputTokens"].choiceText), count > 0, count <= written
    else { return false }
    let hour = CountParsing.read(cells[LedgerColumn.cacheWrite1hTokens.rawValue])
    let place = places[LedgerColumn.cacheWrite5mTokens.rawValue]
    self.count(.cacheWrite5mTokens, written - count, at: place)
    self.count(.cacheWrite1hTokens, hour + count, at: place)
    return true
  }
}
