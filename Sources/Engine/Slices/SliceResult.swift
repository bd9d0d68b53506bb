import Cube
import Insight
import Intake
import Ledger
import Pricing
import Reconciliation
import Simulation

/// One mapped slice of a ledger, as its worker hands it on to be merged; results of slices add up, in any order.
///
/// It holds values only: nothing of the worker that made it, and no open file. Numbers of users are indices into
/// `users`. Rate cards are immutable and shared; each can be made again from the books, its kind and its first instant.
///
/// Four parts grow with the rows: `keys` (8 bytes a row), `listed` and `negativeMargins` (all rows with a finding, of
/// which `PackedRows` may leave most in the spill file of the job), and `costs` where the job keeps them. `facts` and
/// `variants` grow with days, users and models. `starts` and `nodes` are large instead of these where rows are not
/// rated. Of the other lists each is small or has a limit.
package struct SliceResult: Sendable {
  package var pieces: [PieceResult] = []
  /// Sums to be merged, not added to; nil unless the rows were rated by the books alone.
  var facts: FactTable?
  /// The use of the rows, where bills are compared.
  var use: QuarterHourUse?
  /// Sums by hour of the week and by rate, where the job collects them.
  var insight: InsightSums?
  /// Of the rows outside the period, for each of the other days of the job.
  var outside: [OutsideFacts] = []
  /// Sums to be read, not added to; nil unless the rows were rated by variants.
  var variants: VariantTable?
  /// Sums of the job's period and of the base with which it is compared; nil where it is compared with none.
  var compared: ComparedSums?
  /// The costs of charged requests, where the job keeps them.
  var costs: [CostGroup] = []
  /// Per watched alert of the job, what its traffic came to.
  var alerts: [PriceTraffic] = []
  var users: [UserKey] = []
  var keys = RowKeys()
  /// When rows begin, where they are not rated.
  var starts = RowStarts()
  /// The records of which some state the usage of others, where rows are not rated.
  var nodes = RecordTree()
  var totals = ReconciliationTotals()
  /// Every row that is listed; where rows are only counted, those that represent others.
  var listed = PackedRows<ExceptionRow>()
  /// The number of rows that each listed row represents, in list order, when rows are only counted.
  var standing: [Int64] = []
  /// The first of the listed rows that no single mistake explains.
  var open: [UnexplainedRow] = []
  var negativeMargins = PackedRows<NegativeMarginRow>()
  /// The first rows that give back money or credits and used nothing.
  var refunds: [RefundRow] = []
  /// The missing prices of unpriced rows.
  var missingPrices = MissingPrices()
  var missingRates = MissingExchangeRates()
  var regionsWithoutPrice = RegionsWithoutPrice()
  var tierDifferences = TierDifferences()
  /// The first rows that cannot be used; `rejected` is how many there were.
  var rejects: [RejectedSliceRow] = []
  var rejected: Int { Int(rejectCounts.values.reduce(0, +)) }
  /// The number of rows of each file with each code.
  var rejectCounts: [RejectGroup: Int64] = [:]
  /// A fault of the books that showed when their rows met.
  var bookProblem: BookProblem?
  /// Mapping stopped because the guess where a record begins was probably wrong.
  var isAbandoned = false
  /// The last day of any row that could be read, counted or not.
  var lastDay: Day?
  /// The rows that could be read by day, counted or not, where the job counts days.
  var rowsByDay: [Day: Int64] = [:]

  /// Tells the rows that are listed which slice they are in, once all slices are known in the order of the files.
  mutating func number(_ slice: Int) {
    listed.slice = Int32(slice)
    negativeMargins.slice = Int32(slice)
    use?.slice = Int32(slice)
    for index in outside.indices { outside[index].use?.slice = Int32(slice) }
    for index in refunds.indices { refunds[index].location.slice = Int32(slice) }
    for index in rejects.indices { rejects[index].location.slice = Int32(slice) }
  }
}
