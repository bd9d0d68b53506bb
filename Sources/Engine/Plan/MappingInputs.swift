import Cube
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation
import Workspace

/// The inputs of mapping besides the bytes: one immutable value, the same for every worker.
package struct MappingInputs: Sendable {
  package var files: [LedgerFile]
  package var books: Books
  package let reconciler: Reconciler
  package let zone: ReportingZone
  package var period: Period?
  /// Days outside the period whose rows are summed as well, apart from it.
  var otherDays: [Period] = []
  /// Rows that repeat others are removed from the sums, and from nothing else.
  var onlySums = false
  package let reading: ReadingOptions
  package var progress: LedgerProgress?
  /// Mismatches get what explains them.
  var diagnoses = false
  /// Every row with a finding is kept; else the first of each file and kind of request, with a count.
  package var listsRows = true
  /// The store for listed rows when there are very many.
  var spill: SpillRoom?
  /// The maximum number of repeated rows kept per file, the first of duplicates and of conflicts.
  ///
  /// The last of them has a count.
  var listedRepeats = Int.max
  /// Rows are counted by day, those outside the period too.
  var countsDays = false
  /// True if recorded figures are compared with the books.
  var compares = true
  /// The zones of the bills with which the use of vendors is compared; empty for a FOCUS file alone; nil if it is not
  /// collected.
  var useZones: [ReportingZone]?
  /// The same for rows outside the period, which no FOCUS file has.
  var outsideUseZones: [ReportingZone]?
  /// How `focus.csv` is cut; nil where no FOCUS file is wanted.
  var focus: FocusGrouping?
  /// Sums by hour of the week and by rate are collected, of rows in the period.
  var collectsInsight = false
  /// Price alerts that are weighed by the rows of a plain run.
  var watched: [AlertWindow] = []
  package var ratedBy = RatedBy.books
  /// How much is kept of the hashes by which duplicates are found.
  var hashWidth = HashWidth.ofOneProcess
  /// The period with which that of the job is compared; nil is none.
  var comparison: ComparedInputs?
  /// The users, as reports name them, whose rows are wanted; nil is all.
  ///
  /// Rows of others may be passed over.
  var userFilter: Set<Name>?
  /// By index of the file, the rows that begin earlier than they say.
  package var earlierStarts: [Int: RequestStartCorrections] = [:]

  /// The books that rate the rows, which decide the data collected of them.
  package enum RatedBy: Sendable {
    /// They are not rated: only when they begin is collected.
    case nothing
    /// Facts and findings are collected.
    case books
    /// Collects sums for each variant, the books themselves first, and no findings.
    ///
    /// - Parameters:
    ///   - grain: how finely their facts separate days.
    ///   - keepsCosts: whether the cost of every charged request is kept, to compute what other multipliers earn.
    case variants([BookVariant], grain: VariantTable.Grain = .month, keepsCosts: Bool = false)
  }

  /// Empty unless the rows are rated by variants.
  var variants: [BookVariant] {
    if case .variants(let variants, _, _) = ratedBy { variants } else { [] }
  }

  /// Creates a job with the inputs that every reading of a ledger needs; callers set the others.
  package init(
    _ files: [LedgerFile], books: Books, reconciler: Reconciler, zone: ReportingZone,
    reading: ReadingOptions
  ) {
    self.files = files
    self.books = books
    self.reconciler = reconciler
    self.zone = zone
    self.reading = reading
  }

  /// The same for other files.
  func with(files: [LedgerFile]) -> MappingInputs {
    var job = self
    job.files = files
    return job
  }
}

/// The options for reading the bytes of a ledger, on which no result depends.
package struct ReadingOptions: Sendable {
  package var threads = 1
  package var isCarefulOnly = false
  package var blockBytes = 1 << 16

  package init() {}
}
