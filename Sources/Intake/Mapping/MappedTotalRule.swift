import Ledger

extension StatedTotalRule {
  /// Nil where a mapping reads neither input nor output, counts in another unit, or sums requests.
  init?(_ mapping: UsageMapping) {
    let names = mapping.sources.filter { $0.column == .inputTokens || $0.column == .outputTokens }
      .flatMap(\.names)
    guard !names.isEmpty, mapping.sessionSums.isEmpty,
      mapping.units.allSatisfy({ !$0.key.content.isQuantity || $0.value == .one })
    else { return nil }
    self.init(beside: names, numbers: mapping.numbers)
  }
}
