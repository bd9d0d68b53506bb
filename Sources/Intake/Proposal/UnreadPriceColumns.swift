import Ledger

/// The columns of an export that state what a price depends on, and that a proposed mapping does not read.
struct UnreadPriceColumns {
  private(set) var names: Set<String> = []
  /// One line for each.
  private(set) var remarks: [String] = []

  /// - Parameter read: the columns that say which records are requests.
  init(_ table: SampleTable, _ guess: ColumnGuess, read: [String]) {
    let unused = Set(guess.unused).subtracting(read)
    for column in table.columns where column.isWithinText || unused.contains(column.name) {
      guard let stated = ConditionColumn(column.name),
        !read.contains(column.name), !guess.found.values.joined().contains(column.name),
        !stated.isTotal, !stated.isTopLevel || !column.name.contains("."),
        !stated.isRead(in: Set(guess.found.keys))
      else { continue }
      // Of calls of images or sound only those have no price that count nothing.
      let texts = column.texts.filter {
        ![nil, .unitsNotStated, .undividedOutput].contains(stated.condition($0))
      }
      guard let first = texts.first, let condition = stated.condition(first) else { continue }
      names.insert(column.name)
      let (name, example) = (ProposalJSON.visible(column.name), ProposalJSON.visible(first))
      // Many prices do not depend on these.
      let effect =
        condition == .partsOfAnyLength || condition == .unreadRegion
        ? "such rows have no price if the price depends on it"
        : "such rows have no price until the mapping reads it"
      remarks.append(
        "\(name) states \(RowWarning.words(condition)), as in \(example): \(effect)")
    }
    func columns(_ wanted: LedgerColumn...) -> [SampleTable.Column] {
      wanted.flatMap { guess.found[$0, default: []] }.compactMap(guess.column)
    }
    let areSums =
      guess.found[.requestID] == nil
      && PeriodSums.areShown(columns(.startedAt), columns(.userID, .accountID, .model))
      || ConversationRows.areShown(table, ids: guess.found[.requestID] ?? guess.joinedID)
    let sums = LedgerColumn.quantities.flatMap { guess.found[$0, default: []] }
      .filter { areSums || SessionSumColumns.isOne($0) }.distinct
    remarks += sums.map {
      "\(ProposalJSON.visible($0)) states \(RowWarning.words(.partsOfAnyLength)):"
        + " such rows have no price if the price depends on it"
    }
  }
}
