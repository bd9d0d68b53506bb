import Ledger

/// The columns of a file that may state unread conditions.
struct UnreadRules: Hashable, Sendable {
  /// In lower case, those that are read, and those of which the settings say that no price depends on them.
  let others: Set<String>
  /// Assay's columns that the file gives.
  let given: Set<LedgerColumn>
  /// The settings say what its columns mean.
  let isMapped: Bool
  /// In lower case, those from which a mapping reads something: an id may also say that it is of a batch.
  var mapped: Set<String> = []
  /// In lower case, those of them whose usage sums the requests of a session.
  var sums: Set<String> = []
  /// Its usage is that of columns named as totals.
  var readsTotals = false
  /// A mapping says of all rows on which terms they were served.
  var sharesTerms = false
  /// The sums of all tokens, to compare with the counts that a mapping reads; nil for none.
  var totals: StatedTotalRule?

  /// The column of a name; nil where it can state nothing, or is read.
  func column(_ name: String) -> ConditionColumn? {
    if !sums.isEmpty {
      // A mapping leads through a list to the one item that has the member.
      let name = folded(Array(name.replacing("[]", with: "").utf8))
      // A setting that no price depends on one of them holds for all: they sum the same requests.
      if sums.contains(name) {
        let isIgnored = others.contains { sums.contains($0.replacing("[]", with: "")) }
        return isIgnored ? nil : ConditionColumn(.sessionSum)
      }
    }
    let isTierTold = sharesTerms || !isMapped && given.contains(.serviceTier)
    let count =
      readsTotals && SessionSumColumns.countsRequests(name) ? ConditionColumn(.requests) : nil
    let known = (count ?? ConditionColumn(name))?.beside(
      tier: isTierTold, region: given.contains(.region), status: given.contains(.status),
      isMapped: isMapped)
    guard let column = known, isMapped || !column.isOfMappings,
      !column.isTopLevel || !name.contains("."),
      !column.tellsAllTokens || totals?.mayHold(name) ?? false,
      column.isOfMappings ? !column.isTotal || column.isRead(in: given) : !column.isRead(in: given),
      !column.tellsBatch || column.isPath || !isTierTold
    else { return nil }
    let folded = folded(Array(name.utf8))
    return !others.contains(folded) && !mapped.contains(folded)
      || column.holdsIDs && mapped.contains(folded) ? column : nil
  }
}
