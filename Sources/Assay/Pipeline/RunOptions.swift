import Intake
import Ledger

/// What `run` may be told besides the workspace.
struct RunOptions: Sendable {
  var period: PeriodOption = .all
  var knownAt: Instant?
  var threads = 1
  var isCarefulOnly = false
  /// The digests of the exports are wanted: they are taken while repeated rows are looked for.
  var digestsInputs = false
  var blockBytes = 1 << 16
  var rejectLimit: RejectLimit?
  var skipsBadFiles = false
  var gzipLimits = GzipLimits()
  /// What only reports show is found out as well: what explains mismatches, and what guards of the free tiers
  /// would have stopped.
  var isForReports = false
  /// What changes of prices come to is found out as well.
  var weighsPrices = false
  /// A ledger, or a period, without usage is refused; else there is something to tell all the same.
  var needsUsage = false
  /// What is typed to ask the same of another period: the command, and words after the workspace.
  var command: (verb: String, words: [String]) = ("run", [])
  /// Every row with a finding is wanted, not only how many there are: memory grows with them.
  var listsRows = true
  /// What is asked of the days to come; nil: nothing.
  var outlook: OutlookRequest?
  /// How many rows of each file and code are told, of those that are rejected or repeat another.
  var toldRows = UnlistedFindings.limit

  /// Which days to report.
  enum PeriodOption: Hashable, Sendable {
    case all
    case days(Period)
    /// The last so many days, counted back from the last day in the ledger.
    case last(Int)
    /// The last month that the ledger has to its end; where it has none so, the last with usage.
    case lastMonth
    /// The latest such month of the ledger, from 1 for January.
    case month(Int)
    /// The latest such quarter of the ledger, from 1.
    case quarter(Int)
  }

  /// How many rejected rows of a file are borne.
  enum RejectLimit: Hashable, Sendable {
    case rows(Int64)
    case percent(Int64)
  }
}
