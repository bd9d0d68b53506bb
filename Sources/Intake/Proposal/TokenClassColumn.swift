import Ledger

/// Words by which a row of an export says of what class its tokens are, where a request has a row for each class.
enum TokenClassColumn {
  /// The column of `table` that says it of all rows that say anything in it; nil where none does.
  static func column(in table: SampleTable) -> SampleTable.Column? {
    table.columns.first { column in
      let words = Set(column.values)
      return (2...12).contains(words.count) && words.allSatisfy(isClass)
        && words.contains { side($0) == .inputTokens }
        && words.contains { side($0) == .outputTokens }
    }
  }

  /// Returns true if a text names a class of tokens and nothing else, as `cached_input` does.
  private static func isClass(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let words = ColumnNameWords(text).words
    return !words.isEmpty && words.allSatisfy(known.contains)
  }

  private static func side(_ text: String) -> LedgerColumn? {
    let words = ColumnNameWords(text).words
    let (isIn, isOut) = (!inwards.isDisjoint(with: words), !outwards.isDisjoint(with: words))
    return isIn == isOut ? nil : isIn ? .inputTokens : .outputTokens
  }

  private static let inwards: Set = ["input", "prompt", "in", "request", "eingabe"]
  private static let outwards: Set = [
    "output", "completion", "out", "response", "candidates", "generated", "ausgabe",
  ]
  private static let known: Set = inwards.union(outwards).union([
    "cached", "cache", "cach", "read", "reads", "write", "writes", "creation", "hit", "miss", "non",
    "uncached", "5m", "1h", "reasoning", "thinking", "thoughts", "audio", "image", "text", "token",
    "tokens", "total", "prompts", "completions",
  ])
}

extension ProposalMaker {
  /// The reason why rows are not requests, as each has the tokens of one class.
  ///
  /// It is nil if they are not so.
  var classRows: String? {
    let totals: [LedgerColumn] = [.inputTokens, .outputTokens]
    guard !totals.allSatisfy({ guess.found[$0] != nil }),
      let column = TokenClassColumn.column(in: table)
    else { return nil }
    let words = column.values.distinct.prefix(3).map(ProposalJSON.visible).joined(separator: ", ")
    return
      "each row has the tokens of one class (see \(ProposalJSON.visible(column.name)): \(words)):"
      + " export one row for each request, with a column for each class"
  }

  /// The reason why the cost of an export is unknown: it states only the sum of tokens.
  ///
  /// It is nil if more is known.
  var soleSum: String? {
    guard LedgerColumn.quantities.allSatisfy({ guess.found[$0] == nil }),
      let name = guess.soleSum
    else { return nil }
    return
      "\(ProposalJSON.visible(name)) sums input and output, which have different prices: also export"
      + " both separately"
  }

  /// Returns true if a column named for tokens has no known meaning and is not `other` again.
  ///
  /// No sum shows that there are none beside `other`.
  func hasOpenTokens(beside other: LedgerColumn) -> Bool {
    guard let known = guess.found[other]?.first.flatMap(guess.column) else { return false }
    return !totals.areSummed
      && guess.openCounts.contains { column in
        column.texts != known.texts
          && ColumnNameWords(column.name).words.contains {
            $0.hasPrefix("tok") || $0.hasPrefix("jeton") || $0.contains("cach")
          }
      }
  }
}

extension ColumnGuess {
  /// The column of the sum of all tokens, where no other column may count any.
  var soleSum: String? {
    let open = openCounts
    let sums = open.filter { ColumnKeywords.Name($0.name).isTotal }
    guard let sum = sums.first, open.allSatisfy({ $0.name == sum.name || $0.texts == sum.texts })
    else { return nil }
    return sum.name
  }

  /// The same where the sum of all tokens is input, as models of embeddings put out none.
  func readingSumOfEmbeddings() -> ColumnGuess {
    let models = texts(.model)
    guard LedgerColumn.quantities.allSatisfy({ found[$0] == nil }), let sum = soleSum,
      !models.isEmpty, models.allSatisfy({ $0.lowercased().contains("embed") })
    else { return self }
    return reading(.inputTokens, from: [sum])
  }
}
