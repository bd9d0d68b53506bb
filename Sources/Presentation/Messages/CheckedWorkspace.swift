import Bills
import Engine
import Ledger
import Outputs
import Workspace

extension CheckResult {
  /// The verdict on a workspace, its bills and its credit events.
  package init(
    of workspace: Workspace, _ bills: BillFolder?, _ proposals: BillMappingProposals,
    _ options: RunOptions, progress: LedgerProgress?
  ) throws {
    let loss = try DatabaseGuard.lossFinding(in: workspace.root)
    var options = options
    options.useZones = bills?.dayZones(of: workspace)
    let credits = try CheckedCredits(of: workspace, options)
    func refused(_ refusal: RunRefusal) -> CheckResult {
      CheckResult(
        on: workspace, refusal: refusal.with(credits.map { ($0.findings, $0.unlisted) }),
        files: (bills?.fileCount ?? 0) + (credits?.files ?? 0), proposals: proposals)
    }
    let sums: SummedLedger
    do throws(RunRefusal) {
      sums = try SummedLedger(
        workspace: workspace, options: options, progress: progress)
    } catch {
      self = refused(error.with(bills?.findingsWithoutLedger(of: workspace)))
      return
    }
    // Manifests of earlier reports have them.
    let billFiles = try bills?.digested() ?? []
    let closes = try ClosedMonths(in: workspace.root, decision: nil)
    let run: Run
    do throws(RunRefusal) {
      let (billed, fault) = CheckResult.result(of: bills, beside: sums, options)
      run = try Run(finishing: sums, bills: billed, billFiles: billFiles, closes: closes)
      let others = (fault?.findings ?? []) + [loss].compactMap { $0 }
      if !others.isEmpty {
        throw RunRefusal(
          findings: (run.findings + others).inReadingOrder,
          unlisted: run.unlisted + (fault?.unlisted ?? []))
      }
    } catch {
      self = refused(error)
      return
    }
    if credits?.isRefused == true {
      self = refused(RunRefusal(findings: run.findings, unlisted: run.unlisted))
      return
    }
    let copies = RepeatedFiles.findings(among: try workspace.ledger.digestsOfEqualSizes())
    let earlier = try OutdatedReports(beside: run, in: nil).findings()
    self.init(on: run, credits, beside: copies + earlier)
  }

  /// The bills beside the ledger, or why they cannot be used; both are nil without bills.
  private static func result(
    of bills: BillFolder?, beside sums: SummedLedger, _ options: RunOptions
  ) -> (result: BillComparison?, fault: RunRefusal?) {
    do throws(RunRefusal) { return (try bills?.result(beside: sums, options), nil) } catch {
      return (nil, error)
    }
  }
}

extension RunRefusal {
  /// The refusal with further findings.
  fileprivate func with(
    _ others: (findings: [Finding], unlisted: [OmittedFindings])?
  ) -> RunRefusal {
    guard let others else { return self }
    return RunRefusal(
      findings: (findings + others.findings).inReadingOrder, unlisted: unlisted + others.unlisted)
  }
}
