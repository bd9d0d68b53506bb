import Cube
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation
import Workspace

/// What mapping needs besides the bytes: one immutable value, the same for every worker.
package struct MapJob: Sendable {
  package var files: [LedgerFile]
  package var books: Books
  package let reconciler: Reconciler
  package let zone: ReportingZone
  package var period: Period?
  /// Days outside the period whose rows are summed as well, apart from it.
  var otherDays: [Period] = []
  /// Rows that repeat others are taken out of the sums, and of nothing else.
  var onlySums = false
  package let reading: ReadingOptions
  package var progress: LedgerProgress?
  /// Mismatches are told what explains them.
  var diagnoses = false
  /// Every row with a finding is kept; else the first of each file and kind of request, with a count.
  package var listsRows = true
  /// Where rows go that are listed, of very many.
  var spill: SpillRoom?
  /// How many rows of each file that repeat another are kept, the first of duplicates and of conflicts; the last of
  /// them has a count.
  var listedRepeats = Int.max
  /// Rows are counted by day, those outside the period too.
  var countsDays = false
  /// What was recorded is compared with the books.
  var compares = true
  /// Price alerts that are weighed by the rows of a plain run.
  var watched: [WatchedAlert] = []
  package var ratedBy = RatedBy.books
  /// The users, as reports name them, whose rows are wanted; nil is all.
  ///
  /// Rows of others may be passed over.
  var soughtUsers: Set<Name>?
  /// By index of the file, the rows that begin earlier than they say.
  package var earlierStarts: [Int: EarlierStarts] = [:]

  /// What the rows are rated by, which decides what is collected of them.
  package enum RatedBy: Sendable {
    /// They are not rated: only when they begin is collected.
    case nothing
    /// Facts and findings are collected.
    case books
    /// What they come to by each, the books themselves first, is collected, and no findings.
    ///
    /// - Parameters:
    ///   - grain: how finely their facts tell days apart.
    ///   - keepsCosts: whether the cost of every charged request is kept, to compute what other multipliers earn.
    case variants([BookVariant], grain: VariantTable.Grain = .month, keepsCosts: Bool = false)
  }

  /// Empty unless the rows are rated by variants.
  var variants: [BookVariant] {
    if case .variants(let variants, _, _) = ratedBy { variants } else { [] }
  }

  /// What every reading of a ledger takes; whoever wants more sets it.
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
  func with(files: [LedgerFile]) -> MapJob {
    var job = self
    job.files = files
    return job
  }
}

/// How the bytes of a ledger are read, on which no result depends.
package struct ReadingOptions: Sendable {
  package var threads = 1
  package var isCarefulOnly = false
  package var blockBytes = 1 << 16

  package init() {}
}
