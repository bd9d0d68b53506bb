import Cube
import Ledger
import Parsing
import Rating
import Workspace

/// The options of `run` besides the workspace.
package struct RunOptions: Sendable {
  package var period: PeriodOption = .all
  package var knownAt: Instant?
  /// The instant of `knownAt` as it was typed.
  package var knownAtText: String?
  package var reading = ReadingOptions()
  /// The digests of the exports are wanted: they are taken while repeated rows are looked for.
  package var digestsInputs = false
  package var rejectLimit: RejectLimit?
  package var skipsBadFiles = false
  package var gzipLimits = GzipLimits()
  /// True if the run also computes what only reports show.
  ///
  /// That is: causes of mismatches, and the requests that guards of the free tiers would have
  /// stopped.
  package var isForReports = false
  /// True if the run also computes the effect of price changes.
  package var weighsPrices = false
  /// A ledger, or a period, without usage is refused; else there is something to tell all the same.
  package var needsUsage = false
  /// The command that repeats the run for another period, and the words after the workspace.
  package var command: (verb: String, words: [String]) = ("run", [])
  /// Every row with a finding is wanted, not only how many there are: memory grows with them.
  package var listsRows = true
  /// Rows outside the period are summed as well, as the forecast goes on from them and the database has all.
  package var keepsAllRows = false
  /// The zones of the vendors' bills with which the use of vendors is compared; nil without bills.
  package var useZones: [ReportingZone]?
  /// How `focus.csv` is cut; nil where no FOCUS file is wanted.
  package var focus: FocusGrouping?
  /// The slices that other processes map; nil maps the ledger here.
  package var parts: (any ExternalSliceMapper)?
  /// The differences in reading where the workspace is a view of another one.
  package var view = WorkspaceViewOptions()
  /// Recognises vendors' bills in `ledger/`; nil leaves them to be taken for unknown exports.
  package var findBill: BillFinder?
  /// The period with which the reported one is compared.
  package var comparison = ComparisonOption.none
  /// The maximum number of rejected or repeated rows that are reported per file and code.
  package var maxListedRows = OmittedFindings.limit

  /// Everything as it is without options.
  package init() {}

  /// Computes all that the reports and the database of a run need.
  package mutating func computeReports() {
    digestsInputs = true
    isForReports = true
    weighsPrices = true
    needsUsage = true
    keepsAllRows = true
  }

  /// Returns true if a file has too many rejected rows to be used.
  ///
  /// Without a stated limit, more than half of at least 20 rows is a wrong format, not bad rows.
  package func refusesFile(rejected: Int64, of rows: Int64) -> Bool {
    switch rejectLimit {
    case nil: rows >= 20 && rejected * 2 > rows
    case .rows(let count): rejected > count
    case .percent(let percent): rejected * 100 > rows * percent
    }
  }

  /// Which days to report.
  package enum PeriodOption: Hashable, Sendable {
    case all
    case days(Period)
    /// This number of last days, counted back from the last day in the ledger.
    case last(Int)
    /// The last month that the ledger has to its end; where it has none so, the last with usage.
    case lastMonth
    /// The latest such month of the ledger, from 1 for January.
    case month(Int)
    /// The latest such quarter of the ledger, from 1.
    case quarter(Int)
  }

  /// The base of a comparison with the reported period.
  package enum ComparisonOption: Sendable {
    case none
    /// The period before of the same kind, where the ledger covers all of it.
    case coveredPeriodBefore
    /// The period before of the same kind; without usage in it, the comparison is refused.
    case periodBefore
    /// Other days.
    ///
    /// - Parameter scenario: the books of the reported period, changed by a scenario; nil: those of the workspace.
    case days(Period, scenario: Books?)
  }

  /// The maximum number of rejected rows of a file that a run accepts.
  package enum RejectLimit: Hashable, Sendable {
    case rows(Int64)
    case percent(Int64)
  }
}
