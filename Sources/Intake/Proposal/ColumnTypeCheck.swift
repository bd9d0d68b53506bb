import Ledger

/// Checks whether the values of a foreign column can be those of a ledger column.
extension ColumnGuess {
  /// Returns true if the values of a foreign column can be those of `column`.
  func holds(_ candidate: SampleTable.Column, _ column: LedgerColumn) -> Bool {
    let values = candidate.values
    // Nothing speaks against a column that is blank so far, where its name is known.
    if values.isEmpty { return column.content != .time }
    switch column.content {
    case .quantity(.second): return Self.areNumbers(values)
    case .quantity:
      // Beside a name such as `cached` they say whether it was.
      let isFlag = column == .cacheReadTokens && Self.areFlags(values)
      let isWhole = !Self.areFractions(values) || ColumnKeywords.unit(candidate.name) != nil
      return Self.areNumbers(values) && isWhole && !isFlag
    case .cost, .credits, .multiplier: return Self.areNumbers(values)
    case .time:
      guard let times else { return false }
      guard let offset = offset.first.flatMap(self.column) else {
        return SampleTimes(values)?.format == times.format
      }
      // An offset alone is no time.
      return values.count == candidate.texts.count
        && SampleTimes(SampleTable.joined([candidate, offset]))?.format == times.format
    case .id:
      if column == .requestID { return telling.contains(candidate.name) }
      return !values.contains { $0.count > 128 }
    case .name:
      switch column {
      case .model: return !Self.areNumbers(values)
      case .provider: return !Self.areNumbers(values) && !values.allSatisfy(VendorKeywords.isNone)
      case .status:
        let words = values.filter { !SampleNumbers.blanks.contains($0) }
        if words.isEmpty || StatusWords.areLevels(in: candidate.name) {
          return !words.isEmpty && words.allSatisfy { StatusWords.level($0) != nil }
        }
        return words.allSatisfy { StatusWords.status($0) != nil }
          || Set(values).count <= 6 && !Self.areNumbers(values)
            && !StatusWords.isProse(candidate.name, words)
      case .byok: return values.allSatisfy { StatusAndFlagCells.boolean(Array($0.utf8)) != nil }
      // One that nobody knows yet is no customer's tier either, where the name and the others say so.
      case .serviceTier:
        return values.contains { ServiceTierName.meant(by: $0) != nil }
          || ColumnNameWords(candidate.name).joined.contains("batch")
            && values.allSatisfy(Self.isFlag)
      case .region:
        return values.allSatisfy { $0.utf8.count <= 32 && !$0.contains(" ") }
          && !Self.areNumbers(values)
          && (ColumnNameWords(candidate.name).words.last == "region"
            || values.allSatisfy {
              ConditionKeywords.isNeutral($0) || ConditionKeywords.isRegion($0)
            })
      case .service:
        return values.allSatisfy {
          ["chat", "embedding", "tts", "stt", "rerank", "search", "agent"].contains($0)
        }
      case .currency: return values.allSatisfy { $0.count == 3 && $0.allSatisfy(\.isLetter) }
      default: return Set(values).count <= 50 && !Self.areNumbers(values)
      }
    }
  }

  /// Returns true if a value says yes or no.
  static func isFlag(_ text: String) -> Bool {
    ConditionKeywords.isYes(text) || ["false", "no", "n", "f", "0"].contains(text.lowercased())
  }

  /// See `UsageMapping.sumsCacheWrites`.
  var sumsCacheWrites: Bool {
    CacheKeywords.areSum(
      minutes: found[.cacheWrite5mTokens, default: []],
      hour: found[.cacheWrite1hTokens, default: []])
  }

  /// Returns true if another column has the cache writes for 5 minutes alone.
  func isSumOfWrites(_ column: SampleTable.Column) -> Bool {
    !CacheKeywords.namesMinutes(ColumnNameWords(column.name))
      && columns.contains {
        let name = ColumnNameWords($0.name)
        return CacheKeywords.namesMinutes(name) && CacheKeywords.isWrite(name, .cacheWrite5mTokens)
          && holds($0, .cacheWrite5mTokens)
      }
  }
}
