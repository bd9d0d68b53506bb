import Ledger

/// The output as a vendor reported it, which a record may repeat beside what it counts itself.
///
/// Gemini's `candidatesTokenCount` holds no thoughts (https://ai.google.dev/api/generate-content#UsageMetadata).
struct VendorReportedOutput {
  /// By row; nil where it has none.
  private let counts: [Int64?]
  private let isGoogle: Bool

  /// All that a table has.
  static func all(
    _ table: SampleTable, _ guess: ColumnGuess, form: NumberForm
  ) -> [VendorReportedOutput] {
    let taken = guess.found.values.joined()
    return table.columns.compactMap { column in
      guard !taken.contains(column.name), guess.running.increments[column.name] == nil,
        !column.values.isEmpty, ColumnGuess.areNumbers(column.values),
        ColumnKeywords.fit(column.name, .outputTokens) == .sameWords,
        !MisleadingKeywords.stand(in: column.name, .outputTokens, .sameWords)
      else { return nil }
      return VendorReportedOutput(
        counts: ProposedTotals.counts(column, form: form), isGoogle: namesCandidates(column.name))
    }
  }

  /// Returns true if a column has Gemini's name for output.
  static func namesCandidates(_ name: String) -> Bool {
    ColumnNameWords(name.split(separator: ".").last ?? "").words.first == "candidates"
  }

  /// Returns true if counts of output, one per row, include the reasoning of their rows.
  ///
  /// It is nil if the rows with reasoning do not agree.
  func isReasoningHeld(in counts: [Int64?], _ reasoning: [Int64]) -> Bool? {
    let rows = reasoning.indices.filter { reasoning[$0] > 0 && self.counts[$0] ?? 0 > 0 }
    if rows.isEmpty { return nil }
    func own(_ row: Int) -> Int64 { self.counts[row] ?? 0 }
    if rows.allSatisfy({ counts[$0] == own($0) + reasoning[$0] }) { return true }
    return isGoogle && rows.allSatisfy({ counts[$0] == own($0) }) ? false : nil
  }
}

extension ProposedTotals {
  /// Returns true if output includes a class as its vendor documents it.
  ///
  /// It is nil if the name of the output is not the vendor's: a tool with its own count over
  /// several vendors may add thoughts to it.
  func documented(_ part: UsageMapping.Part, _ way: Bool?) -> Bool? {
    guard part == .reasoning, way == false else { return way }
    let names = guess.found[.outputTokens, default: []]
    return names.allSatisfy(VendorReportedOutput.namesCandidates) ? way : nil
  }
}
