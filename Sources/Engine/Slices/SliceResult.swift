import Cube
import Intake
import Ledger
import Pricing
import Reconciliation
import Simulation
import Workspace

/// What one slice of a ledger came to.
///
/// Results of slices add up, in any order.
package struct SliceResult: Sendable {
  package var pieces: [PieceResult] = []
  /// Nil unless the rows were rated by the books alone.
  var facts: FactTable?
  /// Of the rows outside the period, for each of the other days of the job.
  var outside: [OutsideFacts] = []
  /// Nil unless they were by variants.
  var variants: VariantTable?
  /// The costs of charged requests, where the job keeps them.
  var costs: [CostGroup] = []
  /// Per watched alert of the job, what its traffic came to; empty before the slice is finished.
  var alerts: [PriceTraffic] = []
  var users: [UserKey] = []
  var keys = RowKeys()
  /// When rows begin, where they are not rated.
  var starts = RowStarts()
  /// The records of which some state the usage of others, where rows are not rated.
  var nodes = UsageTree()
  var totals = ReconciliationTotals()
  /// Every row that is listed; where rows are only counted, those that stand for others.
  var listed: RowPile<ExceptionRow>
  /// Where rows are only counted, how many rows each of them stands for, in the order in which they were listed.
  var standing: [Int64] = []
  /// Where rows are only counted, those that repeat others or are counted below 0.
  var exceptions: [ExceptionRow] = []
  /// The first of them that no single mistake explains, and who made their subjects.
  var open: [OpenDiagnosis] = []
  var diagnoser: Diagnoser?
  var negativeMargins: RowPile<NegativeMarginRow>
  /// The first rows that give back money or credits and used nothing.
  var refunds: [RefundRow] = []
  /// What unpriced rows needed.
  var missingPrices = MissingPrices()
  var missingRates = MissingRates()
  var regionsWithoutPrice = RegionsWithoutPrice()
  var tierDifferences = TierDifferences()
  /// The first rows that cannot be used; `rejected` is how many there were.
  var rejects: [RejectedSliceRow] = []
  var rejected: Int { Int(rejectCounts.values.reduce(0, +)) }
  /// How many rows of each file had each code.
  var rejectCounts: [RejectGroup: Int64] = [:]
  /// A fault of the books that showed when their rows met.
  var bookProblem: BookProblem?
  /// Mapping stopped because the guess where a record begins was probably wrong.
  var isAbandoned = false
  /// The last day of any row that could be read, counted or not.
  var lastDay: Day?

  /// Collects what rows of a block that are not rated say of others.
  mutating func relate(_ blocks: BlockRater, file: Int, files: [LedgerFile]) {
    nodes.append(blocks.batch.nodes)
    guard files[file].start.layout.usage.isCumulative else { return }
    starts.append(
      blocks.records, copies: blocks.batch.copies, file: file, user: blocks.user(of:))
  }

  /// Has nothing collected.
  ///
  /// - Parameter spill: where listed rows go that are more than memory is to hold.
  init(spill: SpillRoom? = nil) {
    listed = RowPile(spill: spill)
    negativeMargins = RowPile(spill: spill)
  }

  /// Tells the rows that are listed which slice they are in, once all slices are known in the order of the files.
  mutating func number(_ slice: Int) {
    for index in exceptions.indices { exceptions[index].location.slice = Int32(slice) }
    listed.slice = Int32(slice)
    negativeMargins.slice = Int32(slice)
    for index in refunds.indices { refunds[index].location.slice = Int32(slice) }
    for index in rejects.indices { rejects[index].location.slice = Int32(slice) }
  }
}
