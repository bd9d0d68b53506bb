import Ledger

/// The classes that the totals of an unknown export include.
struct ProposedTotals {
  /// A class that a total may hold, or be beside.
  struct Part {
    let whole: LedgerColumn
    /// The native columns that have one of the export.
    let columns: [LedgerColumn]
    let kind: UsageMapping.Part
    /// One per row.
    let counts: [Int64]

    /// True if some row has any.
    var isUsed: Bool { counts.contains { $0 > 0 } }
  }

  /// The classes that totals may hold.
  static let classes: [(whole: LedgerColumn, columns: [LedgerColumn], kind: UsageMapping.Part)] = [
    (.inputTokens, [.cacheReadTokens], .cacheRead),
    (.inputTokens, [.cacheWrite5mTokens, .cacheWrite1hTokens], .cacheWrite),
    (.inputTokens, [.audioInputTokens], .audio), (.outputTokens, [.reasoningTokens], .reasoning),
    (.outputTokens, [.audioOutputTokens], .audio),
    (.inputTokens, [.imageInputTokens], .image), (.outputTokens, [.imageOutputTokens], .image),
  ]

  let guess: ColumnGuess
  let table: SampleTable
  private let form: NumberForm
  /// The classes that have a column, of the totals that have one.
  let parts: [Part]
  /// By part, true if the numbers show that its total includes it; nil if they do not decide.
  let shown: [Bool?]
  /// True if rows state a sum that no way of adding up these columns gives.
  let areRefuted: Bool
  /// True if the only evidence on totals is that rows state the sum of input and output alone.
  let isShownByWholes: Bool
  /// True if a vendor's own output count shows whether the output of the rows includes reasoning.
  let isReasoningShown: Bool
  /// The column that states by row whether the input holds what a cache read or wrote, and what its rows state.
  let reporting: CacheReporting?
  let cacheAnswers: Set<Bool>
  /// The column in which rows state the sum of all their tokens, and those sums.
  let stated: (name: String, counts: [Int64])?
  /// By row, nil where it states none.
  private let wholes: [LedgerColumn: [Int64?]]

  init(_ table: SampleTable, guess: ColumnGuess, form: NumberForm) {
    self.table = table
    self.guess = guess
    self.form = form
    func counts(_ column: LedgerColumn) -> [Int64?]? {
      let columns = guess.found[column, default: []].compactMap(guess.column)
      return columns.isEmpty ? nil : ProposedTotals.counts(columns, form: form)
    }
    let (input, output) = (counts(.inputTokens), counts(.outputTokens))
    parts = ProposedTotals.classes.compactMap { whole, columns, kind in
      let columns = columns.filter { guess.found[$0] != nil }
      guard (whole == .inputTokens ? input : output) != nil, !columns.isEmpty else { return nil }
      // What is within another of them counts once.
      let apart = columns.filter { $0 != .cacheWrite1hTokens || !guess.sumsCacheWrites }
      let all = apart.compactMap { counts($0)?.map { $0 ?? 0 } }
      return Part(
        whole: whole, columns: columns, kind: kind,
        counts: (0..<table.rowCount).map { ProposedTotals.sum(all, $0) })
    }
    wholes = [LedgerColumn.inputTokens: input, .outputTokens: output].compactMapValues { $0 }
    stated = ProposedTotals.sum(table, guess: guess).map {
      ($0.name, ProposedTotals.counts($0, form: form).map { $0 ?? 0 })
    }
    let seen = ProposedTotals.shown(
      parts, input: input, output: output, stated: stated?.counts)
    areRefuted = seen.areRefuted
    let caches = parts.filter { $0.kind == .cacheRead || $0.kind == .cacheWrite }.map(\.counts)
    reporting = CacheReporting(table)
    cacheAnswers = reporting?.answers(caches) ?? []
    let raw = input.flatMap {
      VendorReportedUsage(table, guess, form: form)?.isCacheHeld(in: $0)
        ?? VendorReportedUsage(uncached: table, guess, caches, form: form)?.isCacheHeld(in: $0)
    }
    isShownByWholes = seen.isOfWholes && raw == nil
    let thoughts = parts.first { $0.kind == .reasoning }
    let rawOutput = output.flatMap { output in
      thoughts.flatMap { thoughts in
        VendorReportedOutput.all(table, guess, form: form).lazy
          .compactMap { $0.isReasoningHeld(in: output, thoughts.counts) }.first
      }
    }
    isReasoningShown = rawOutput != nil
    shown = zip(parts, seen.held).map { part, isHeld in
      switch part.kind {
      case .cacheRead, .cacheWrite: raw ?? isHeld
      case .reasoning: rawOutput ?? isHeld
      case .audio, .audioCacheRead, .image: isHeld
      }
    }
  }

  /// By class, true if totals include it; without the classes that the numbers do not decide.
  var held: [LedgerColumn: Bool] {
    var held: [LedgerColumn: Bool] = [:]
    for (part, isHeld) in zip(parts, shown) { held[part.columns[0]] = isHeld }
    return held
  }

  /// The column by which some row has more tokens than its `whole` and those beside that; nil where none says that.
  func sum(beyond whole: LedgerColumn) -> String? {
    guard let stated, let counts = wholes[whole] else { return nil }
    let beside = zip(parts, shown).filter { $0.0.whole == whole && $0.1 == false }.map(\.0.counts)
    let isMore = counts.indices.contains { row in
      stated.counts[row] > (counts[row] ?? 0) + ProposedTotals.sum(beside, row)
    }
    return isMore ? stated.name : nil
  }

  /// Returns true if the tokens of each row with a stated sum add up to that sum.
  ///
  /// Each row that has some of `columns` also has to state a sum. The sums then show of each of
  /// these classes whether a total includes it.
  func comeOut(showing columns: Set<LedgerColumn> = []) -> Bool {
    guard let stated, let input = wholes[.inputTokens], let output = wholes[.outputTokens] else {
      return false
    }
    let sums = stated.counts
    let changed = zip(parts, shown).filter { !columns.isDisjoint(with: $0.0.columns) }
    let areShown = changed.allSatisfy { part, isHeld in
      isHeld != nil && sums.indices.allSatisfy { sums[$0] > 0 || part.counts[$0] == 0 }
    }
    let beside = beside
    return areShown && sums.contains { $0 > 0 }
      && sums.indices.allSatisfy { row in
        let all = (input[row] ?? 0) + (output[row] ?? 0) + ProposedTotals.sum(beside, row)
        return sums[row] == 0 || sums[row] == all
      }
  }

  /// The counts of the parts of which nothing shows that a total holds them.
  private var beside: [[Int64]] { zip(parts, shown).filter { $0.1 != true }.map(\.0.counts) }

  /// True if rows state the sum of all their tokens.
  var areSummed: Bool { stated != nil }

  /// The column by which some row has more tokens than all that has a column, and those of `open` that may have the
  /// rest; nil where none says that.
  func rest(in open: [SampleTable.Column]) -> (sum: String, columns: [String])? {
    guard let stated, let input = wholes[.inputTokens], let output = wholes[.outputTokens] else {
      return nil
    }
    let rows = stated.counts.indices
    let least = rows.map { stated.counts[$0] - (input[$0] ?? 0) - (output[$0] ?? 0) }
    let beside = beside
    guard rows.contains(where: { least[$0] > ProposedTotals.sum(beside, $0) }) else { return nil }
    let fitting = open.filter { column in
      let counts = ProposedTotals.counts(column, form: form)
      return column.name != stated.name && counts.contains { $0 ?? 0 > 0 }
        && rows.allSatisfy { stated.counts[$0] == 0 || counts[$0] ?? 0 <= max(0, least[$0]) }
    }
    return (stated.name, fitting.map(\.name))
  }

  /// Returns the sum of `columns` per row; nil in a row in which none has a count.
  private static func counts(_ columns: [SampleTable.Column], form: NumberForm) -> [Int64?] {
    let all = columns.map { counts($0, form: form) }
    let known = all.map { $0.map { $0 ?? 0 } }
    return all[0].indices.map { row in
      all.contains { $0[row] != nil } ? sum(known, row) : nil
    }
  }

  static func counts(_ column: SampleTable.Column, form: NumberForm) -> [Int64?] {
    let factor = ColumnKeywords.unit(column.name).flatMap(UnitFactor.init(word:)) ?? .one
    return column.texts.map { ProposedTotals.count($0, times: factor, form: form) }
  }

  /// Returns `shown` for `parts`, and true if no way of adding up gives the sum that rows state.
  ///
  /// Each way includes some parts in their totals and adds the others. Only ways that no row
  /// contradicts count: no total is less than the parts it includes, and the stated sum comes out.
  /// The numbers show a fact if all of these ways share it.
  private static func shown(
    _ parts: [Part], input: [Int64?]?, output: [Int64?]?, stated: [Int64]?
  ) -> (held: [Bool?], areRefuted: Bool, isOfWholes: Bool) {
    let ways = (0..<1 << parts.count).map { bits in parts.indices.map { bits >> $0 & 1 == 1 } }
    let possible = ways.filter { way in
      [(LedgerColumn.inputTokens, input), (.outputTokens, output)].allSatisfy { whole, wholes in
        guard let wholes else { return true }
        let held = zip(parts, way).filter { $0.0.whole == whole && $0.1 }.map(\.0.counts)
        return wholes.indices.allSatisfy { row in wholes[row].map { $0 >= sum(held, row) } ?? true }
      }
    }
    // Rows that state a sum and have something to hold; one of more than all there is holds something that nobody knows.
    let rows = (stated ?? []).indices.filter { row in
      let most = [input, output].compactMap { $0?[row] ?? 0 } + parts.map { $0.counts[row] }
      return parts.contains { $0.counts[row] > 0 }
        && stated.map { $0[row] > 0 && $0[row] <= most.reduce(0, +) } ?? false
    }
    let summed = possible.filter { way in
      guard let stated else { return false }
      let onTop =
        [input, output].compactMap { $0?.map { $0 ?? 0 } }
        + zip(parts, way).filter { !$0.1 }.map(\.0.counts)
      return !rows.isEmpty && rows.allSatisfy { row in stated[row] == sum(onTop, row) }
    }
    let left = summed.isEmpty ? possible : summed
    let held: [Bool?] = parts.indices.map { part in
      let isHeld = left[0][part]
      return left.allSatisfy { $0[part] == isHeld } ? isHeld : nil
    }
    // A sum of input and output alone leaves out what stands beside them, and refutes nothing.
    let isOfWholes = rows.allSatisfy { row in
      stated.map { $0[row] == (input?[row] ?? 0) + (output?[row] ?? 0) } ?? true
    }
    return (held, summed.isEmpty && !isOfWholes, isOfWholes && !rows.isEmpty)
  }

  /// Returns the sum of `counts` in a row.
  private static func sum(_ counts: [[Int64]], _ row: Int) -> Int64 {
    var sum: Int64 = 0
    for counts in counts { sum += counts[row] }
    return sum
  }

  /// The column in which rows state the sum of all their tokens.
  private static func sum(_ table: SampleTable, guess: ColumnGuess) -> SampleTable.Column? {
    guess.columns.first {
      // `prompt.total` is the input.
      if guess.found.values.joined().contains($0.name) { return false }
      if guess.running.increments[$0.name] != nil { return false }
      let name = ColumnNameWords($0.name.split(separator: ".").last ?? "")
      return ColumnKeywords.totals.contains(name.joined)
        || ["total", "tokens"].allSatisfy(name.words.contains)
    }
  }

  /// A count, 0 where it is more than anybody uses; nil where a text is none.
  private static func count(_ text: String, times factor: UnitFactor, form: NumberForm) -> Int64? {
    let number = form.plain(text, times: factor, allowsExponent: false)
    guard let number, !number.isEmpty else { return nil }
    // `10.0`, as tables of floating point have it.
    let parts = number.split(separator: ".", maxSplits: 1)
    let isWhole = parts.count == 1 || parts[1].allSatisfy { $0 == "0" }
    let count = isWhole ? Int64(parts[0]) ?? 0 : 0
    return (0...BucketRow.countLimit).contains(count) ? count : 0
  }
}
