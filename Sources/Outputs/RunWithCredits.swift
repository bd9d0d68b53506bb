import Engine
import Ledger
import Workspace

extension Run {
  /// Sums the rows of a workspace beside its credit ledger, if it has one.
  package init(besideCreditsOf workspace: Workspace, _ options: RunOptions) throws {
    var options = options
    let source = try CreditLedgerInputs(of: workspace, options)
    if source != nil { options.keepsAllRows = true }
    let sums = try SummedLedger(workspace: workspace, options: options, progress: nil)
    let credits = try source.map { try CreditRun($0, beside: sums, options) }
    try self.init(finishing: consume sums, credits: credits)
  }
}
