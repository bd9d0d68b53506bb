import Credits
import Reports

/// The edit or command that removes a finding, in words.
package enum AttentionRemedy {
  /// Returns the sentence for a finding.
  ///
  /// No remedy deletes rows, accepts all of them, or changes what customers pay without a person's decision.
  package static func text(_ finding: Attention) -> String {
    if finding.isOfExport {
      return cause(finding) + (finding.unexplained == 0 ? "Correct" : "then correct")
        + " the credits in the usage export. Refund or charge only according to the deductions"
        + deductions(finding.deductionFiles)
    }
    return switch finding.kind {
    case .unpriced:
      "Add the missing price to the price book, or an alias of the model to aliases.csv; "
        + "assay check --verbose prints each row."
    case .unconverted: "Add the exchange rates of these days to fx.csv."
    case .unrecorded: "Export these requests again with their recorded cost and credits."
    case .planPrice:
      "Fill in monthly_price_usd of these plans in plans.csv; 0 means a plan without a fee."
    case .unexplained:
      "Find the cause first: assay explain REQUEST_ID shows each step of a charge. Refund or charge only after that."
    case .shortfall:
      "Decide on the price: assay simulate --set tier:\(finding.key)=M shows each customer's charge "
        + "with the multiplier M."
    case .freeUse:
      "Decide on a limit for the free tier: assay simulate --budget TIER=CREDITS shows its effect."
    case .overBudget:
      "Decide on a limit for the free tier: assay simulate --budget TIER=CREDITS shows its effect."
    case .uncharged:
      "Nothing, if such requests are meant to be free; otherwise add their status to the setting "
        + "charge."
    case .ownKeys: "Add the class of these models to models.csv."
    case .chargedOnFailure: "Refund these charges, and charge by the final status."
    case .overcharged:
      cause(finding)
        + "\(finding.unexplained == 0 ? "Refund" : "then refund") the customers; corrections.csv names each."
    case .undercharged:
      cause(finding)
        + "\(finding.unexplained == 0 ? "Decide" : "then decide") which customers to charge; "
        + "corrections.csv names each."
    case .costs: "Fix the causes in the billing system; diagnosis.csv names each."
    case .negativeMargin:
      "Fix the charges that are too low; for the others decide on the multiplier of the model."
    case .conflicts: "Decide which row of each ID is right, export only that row, and run again."
    case .rejects: "Correct these rows at their source, export them again, and run again."
    case .unknownTier: "Add the tier to plans.csv, or correct its name in the export."
    case .noTier: "Add the accounts to accounts.csv."
    case .defaultMultiplier:
      "Add an approved multiplier of the tier, model or provider, with its reason, to multipliers.csv."
    case .bill:
      finding.ownRemedy ?? "bill-reconciliation.csv has days, models and lines."
    case .credits:
      MissingEventAttention.remedy(finding.key)
        ?? (finding.firstStep ?? "")
        + ((finding.ownRemedy ?? CreditCheck(rawValue: finding.key.description)?.action).map {
          $0 + " "
        } ?? "")
        + "audit-findings.csv names each."
    case .breakage:
      "Review the percentage in credits.breakage of assay.json, and state a new one from a given day. deferred-revenue.csv has the expected and the actual percentage by month."
    case .cheaperModel:
      "Compare the answers of both models; assay simulate --swap \(finding.key) shows the effect."
    case .batch:
      "Batch the requests that can wait; the setting batchable_services names the services."
    case .immaterial:
      finding.partReports.contains(Attention.Kind.bill.report)
        ? "Nothing, unless they grow; for bills, the sheet Bill summary lists the actions. The CSV files name each."
        : "Nothing, unless they grow; the CSV files name each."
    }
  }

  /// The files with wrong deductions, at the end of a sentence.
  private static func deductions(_ files: [String]) -> String {
    let words = files.map {
      $0.hasPrefix(Report.corrections.name) ? "\($0) sums them by user" : "\($0) names each"
    }
    return words.isEmpty
      ? "; none of these has a finding." : ": " + words.joined(separator: ", ") + "."
  }

  /// The step before money moves: nothing is refunded or charged for a reason that is not known.
  private static func cause(_ finding: Attention) -> String {
    let count = finding.unexplained
    if count == 0 { return "" }
    return count == finding.count
      ? "First find the cause of \(count == 1 ? "it" : "them"); "
      : "First find the cause of \(Figures.count(count, "request")) (no known mistake explains "
        + "\(count == 1 ? "it" : "them")); "
  }
}
