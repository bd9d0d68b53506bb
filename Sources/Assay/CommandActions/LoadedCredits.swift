import Commands
import Engine
import Ledger
import Outputs
import Terminal
import Workspace

/// The replayed credit ledger of a workspace, for commands that explain something of it.
struct LoadedCredits {
  let credits: CreditRun
  let workspace: Workspace

  /// Replays the events of a workspace; nil where `credits/` has no file.
  ///
  /// - Parameters:
  ///   - period: the period of the figures.
  ///   - last: the instant with whose events the replay ends; nil is the end of the period.
  init?(
    _ root: String, _ arguments: Arguments, period: RunOptions.PeriodOption = .all,
    through last: Instant? = nil
  ) throws {
    var options = try LoadedCredits.options(arguments)
    options.period = period
    workspace = try Workspace(root, options)
    try workspace.refuseErrors { !WorkspacePath.isInLedger($0.place.file) }
    guard let source = try CreditLedgerInputs(of: workspace, options) else { return nil }
    let ledger = try SummedLedger(workspace: workspace, options: options, progress: nil)
    credits = try CreditRun(source, beside: ledger, options, through: last)
  }

  /// Replays the events of a loaded workspace beside explained requests: the usage ledger is not read again.
  init?(
    in workspace: Workspace, _ arguments: Arguments, beside requests: [ExplainedCharge],
    rejected: [ExplainedReject]
  ) throws {
    let options = try LoadedCredits.options(arguments)
    guard let source = try CreditLedgerInputs(of: workspace, options) else { return nil }
    self.workspace = workspace
    credits = try CreditRun(source, of: workspace, beside: requests, rejected: rejected, options)
  }

  private static func options(_ arguments: Arguments) throws -> RunOptions {
    var options = try arguments.workOptions()
    options.command.verb = "explain"
    options.listsRows = false
    options.keepsAllRows = true
    options.skipsBadFiles = true
    return options
  }

  /// Refuses a workspace without credit events.
  static func required(
    _ root: String, _ arguments: Arguments, period: RunOptions.PeriodOption = .all,
    through last: Instant? = nil
  ) throws -> LoadedCredits {
    try MissingWorkspace.refuse(root)
    if let loaded = try LoadedCredits(root, arguments, period: period, through: last) {
      return loaded
    }
    throw CreditFiles.noEvents(in: try Workspace(root, try arguments.workOptions()))
  }
}

extension Workspace {
  /// True if books say which requests are allowed: a rate limit counts all requests of an account.
  var checksUse: Bool {
    creditBooks.entitlements != nil
      || (creditBooks.accountTerms ?? [:]).values.contains { $0.byokProviders != nil }
  }
}
