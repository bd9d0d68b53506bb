/// The warnings that every report of a run states, because they question its figures or say what is not in them.
///
/// To add one, add its line.
package enum DoubtCodes {
  /// By code, whether the exit status of a run and a check says so as well: 2, complete but in doubt.
  private static let decides: [String: Bool] = [
    // Ids that a spreadsheet or a data frame may have changed.
    "id.zeros": true,
    "id.point": true,
    "id.digits": true,
    // Columns that look like tokens which are in no figure.
    "csv.tokens": true,
    // Columns read as a class that their names or the numbers of the file deny.
    "map.class": true,
    "map.totals": true,
    // Counters that only ever grow: sums where a row should be one request.
    "qty.running": true,
    // Counts of tokens that no request has.
    "qty.large": true,
    // Rows that state a response or a usage which another row states as well, under another id.
    "dup.response": true,
    // Rows of one class of tokens each, and sums of all tokens priced as input.
    "qty.classes": true,
    "qty.sum": true,
    // Sums of agents that differ from their requests, or have none in the ledger, and usage under an unknown name.
    "sum.differs": true,
    "sum.alone": true,
    "sum.nested": true,
    // A model that answered, and is not the one that is priced.
    "model.differs": true,
    // Exports of which pages are missing.
    "json.pages": true,
    // Records that a mapping leaves out, all of a file.
    "format.skipped": true,
    // Rows of a table that sum those above them and count as requests.
    "sum.rows": true,
    "qty.unknown": true,
    // Exports that lack what was read from caches, where a price depends on it.
    "qty.caches": true,
    // Batches in one row, whose context band is assumed.
    "qty.batch": false,
    // Requests far from all others in time.
    "time.far": true,
    // Refunds that no charge explains.
    "refund.unknown": true,
    // Rows that a column which is not read calls refunds.
    "refund.row": true,
    // Amounts whose point may group digits or stand before decimals.
    "num.group": true,
    // Accounts of balances.csv that the ledger probably has under another id, and others that it does not have.
    "balance.account": true,
    "balance.unused": false,
    // Requests that state another tier than accounts.csv has for their account.
    "tier.differs": true,
    // Words for service tiers that are read as tiers of customers.
    "tier.service": true,
    // Regions that no price knows; the price without a region counts.
    "ref.region": false,
    // Columns that state what a price depends on, and that nothing reads.
    "csv.condition": false,
    // Exports and price books that are not read because of their names.
    "file.ignored": false,
  ]

  /// True if the reports state `finding`.
  package static func states(_ finding: Finding) -> Bool {
    finding.severity == .warning && decides[finding.code] != nil
  }

  /// True if `finding` decides the exit status.
  package static func decidesStatus(_ finding: Finding) -> Bool {
    finding.severity == .warning && decides[finding.code] == true
  }
}
