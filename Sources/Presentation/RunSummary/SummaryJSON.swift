import Ledger
import Outputs
import Overview
import Reconciliation
import Reports
import Tables

/// The summary of a run as one JSON document, exact: counts as numbers, other figures as texts.
///
/// It has the measures of `summary.csv` and the other figures of the terminal.
package struct SummaryJSON {
  let run: Run
  let overview: Overview
  let folder: String

  /// - Parameters: see the members of these names.
  package init(run: Run, overview: Overview, folder: String) {
    self.run = run
    self.overview = overview
    self.folder = folder
  }

  /// The document.
  package var text: String {
    let (scope, headline) = (overview.scope, overview.headline)
    let bills = overview.bills.map { [(key: "bills", value: BillJSON.summaries($0))] } ?? []
    let credits =
      overview.creditLedger.map { [(key: "credit_ledger", value: CreditJSON.summary($0))] } ?? []
    let earlier =
      run.input.restatement.map { [(key: "restatement", value: RestatementTable($0).table.json)] }
      ?? []
    let costs = overview.costView.map { [(key: "cost_view", value: CostViewJSON.value($0))] } ?? []
    return JSONText.object(
      [
        ("assay", .string(Version.number)), ("output", .string(folder)),
        ("skipped_files", .skippedFiles(of: run)),
        ("ignored_files", .ignoredFiles(scope.doubts)), ("doubts", .doubts(scope.doubts)),
        ("doubts_unlisted", .number(Int64(scope.doubts.unlisted))), ("summary", summary),
        ("cost_only", .boolean(headline.isCostOnly)),
        ("coverage", headline.longCoverageNote.map(JSONText.string) ?? .null),
        ("plan_fees_coverage", headline.planCoverageNote.map(JSONText.string) ?? .null),
        ("first_day", .described(scope.days?.lowerBound)),
        ("last_day", .described(scope.days?.upperBound)),
        ("time_zone", .string(scope.zone)), ("ledger_files", .number(Int64(scope.files))),
        ("target_margin_percent", percent(headline.targetPercent)),
        ("variance_points", percent(headline.variancePoints)),
        ("paid_credits", Cell.creditsSum(orBlank: headline.paidMicrocredits).json),
        ("free_tier_users", freeTierUsers(headline)),
        ("margin_by_tier", table("margin-by-tier").json),
        ("comparison", run.input.comparison.map { BridgeTable($0).table.json } ?? .null),
        ("attention", .array(overview.attention.map(attention))),
        ("causes", causes),
        ("recommendations", table("recommendations").json),
        ("reconciliation", table("reconciliation").json),
        ("costs_not_converted", .number(headline.unconverted)),
        ("none_found", .array(overview.noneFound.map { .string($0.sentence) })),
        ("checks", .array(overview.checks.map(JSONText.string))),
        ("usage_by_bucket", .array(overview.vendorCounts.map(counts))),
        ("forecast", forecast),
      ] + costs + bills + earlier + credits
    ).text
  }

  /// Null where no plan says which tiers are free.
  private func freeTierUsers(_ headline: Headline) -> JSONText {
    let users = headline.freeUsers.total
    return users == 0 && headline.freeTierLoss == nil ? .null : .number(Int64(users))
  }

  private func table(_ name: String) -> Table {
    guard let report = Report.all.first(where: { $0.name == name }) else {
      preconditionFailure("\(name) is a report")
    }
    return report.table(run.input)
  }

  private func percent(_ tenThousandths: Int128?) -> JSONText {
    tenThousandths.map { Cell.percent(tenThousandths: $0).json } ?? .null
  }

  private var summary: JSONText {
    let table = table("summary")
    return .object(
      (0..<table.rowCount).map { row in
        let cells = table.cells(at: row)
        return (CSVText.string(cells[0]), cells[1].json)
      })
  }

  private func attention(_ finding: Attention) -> JSONText {
    .object([
      ("kind", .string(finding.kind.name)),
      (
        "tier",
        [.shortfall, .unknownTier].contains(finding.kind)
          ? .string(finding.key.description) : .null
      ),
      ("count", .number(finding.count)),
      ("amount_usd", .described(finding.amount)),
      ("amount_is", .string(finding.meaning)),
      ("sentence", .string(finding.sentence)), ("detail", .string(finding.detail)),
      ("file", finding.files.count == 1 ? .string(finding.files[0]) : .null),
      ("files", .array(finding.files.map(JSONText.string))),
    ])
  }

  /// The figures of `diagnosis.csv`, and what each cause came to.
  private var causes: JSONText {
    let table = table("diagnosis")
    let repeated = ["code", "requests", "users", "cost_difference_usd", "credits_difference"]
    let places = repeated.compactMap { name in table.columns.firstIndex { $0.name == name } }
    return .array(
      run.input.causes.indices.map { row in
        let cells = table.cells(at: row)
        let line = run.input.causes[row]
        return .object(
          zip(repeated, places).map { ($0, cells[$1].json) } + [
            ("amount_usd", .string(Money(attodollars: line.amount).description)),
            ("amount_of", .string(line.isOfCharges ? "charges" : "cost")),
            ("sentence", .string(DiagnosisText.sentence(line, in: run.input.zone))),
            ("detail", .string(DiagnosisText.detail(line))),
          ])
      })
  }

  private func counts(_ counts: VendorCounts) -> JSONText {
    func count(_ finding: UsageDifference.Finding) -> JSONText {
      .number(Int64(counts.findings[finding] ?? 0))
    }
    return .object([
      ("format", .string(counts.format)), ("buckets", .number(Int64(counts.buckets))),
      ("told_twice", .number(Int64(counts.toldTwice))), ("equal", count(.equal)),
      ("lower_in_ledger", count(.missingHere)), ("higher_in_ledger", count(.missingThere)),
      ("not_stated", count(.notStated)), ("sentence", .string(counts.sentence)),
    ])
  }

  /// As in `forecast --json`.
  private var forecast: JSONText {
    guard let outlook = run.input.outlook else { return .null }
    return .object([
      ("horizon", .number(Int64(outlook.series.first?.points.count ?? 0))),
      ("history_days", .number(Int64(outlook.historyDays))),
      ("too_short", .described(outlook.shortness)),
      ("coverage", .described(outlook.coverageNote)),
      ("sums", .sums(of: outlook.series)),
    ])
  }
}
