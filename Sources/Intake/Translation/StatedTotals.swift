import Ledger

extension CellWriter {
  /// Compares the sum of all tokens that a record states with the counts that were read.
  ///
  /// The rest is reasoning where the vendor counts that in the total alone; otherwise its meaning is unknown.
  func compare(total value: SourceValue, named path: Bytes) {
    guard faults.isEmpty, let total = unread?.total(value.choiceText) else { return }
    let counts = CellWriter.tokens.map { cells[$0.rawValue] }.filter { !$0.isEmpty }
    let rest = total - counts.reduce(0) { $0 + CountParsing.read($1) }
    guard !counts.isEmpty, rest > 0 else { return }
    func text(_ column: LedgerColumn) -> String {
      String(decoding: cells[column.rawValue].prefix(128), as: UTF8.self)
    }
    if CountParsing.read(cells[LedgerColumn.reasoningTokens.rawValue]) == 0,
      ReasoningInTotal.isOnlyThere(vendor: text(.provider), model: text(.model))
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
