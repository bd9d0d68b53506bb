import Credits
import Ledger

/// The findings of one check, counted and summed.
package struct CheckSummary: Sendable {
  package let check: CreditCheck
  /// The worst of its findings.
  package private(set) var severity: CreditSeverity
  package private(set) var findings = 0
  package private(set) var accounts = 0
  /// Microcredits.
  package private(set) var credits: Int128 = 0
  /// 10⁻¹⁸ USD.
  package private(set) var usd: Int128 = 0
  /// The sums of the amounts above 0, and of those below it as a magnitude, in 10⁻¹⁸ USD.
  private var aboveUSD: Int128 = 0
  private var belowUSD: Int128 = 0
  /// The sum of the magnitudes, in microcredits: opposite findings do not cancel.
  package private(set) var creditsAtStake: Int128 = 0
  /// Nanoseconds since 1970; `Int64.min` where no finding has an instant.
  package private(set) var firstAt = Int64.min
  package private(set) var lastAt = Int64.min
  /// True if the amounts of a finding are known; the sums are those of such findings.
  package private(set) var hasAmounts = false
  /// The requests at stake without a price, which the sums exclude.
  package private(set) var unpriced = 0
  /// The findings that a later event corrected, and those that follow from other findings.
  package private(set) var corrected = 0
  package private(set) var consequences = 0
  /// The findings that show a fault of the export, and those to be looked at again once others are corrected.
  private var ofExport = 0
  /// The findings that disappeared only because credits ended: the export probably lacks an event.
  private var lacking = 0
  private var later = 0
  /// The accounts with a difference of the recorded balance that nothing explains.
  private var unexplained: Set<UInt32> = []
  private var seen: Set<UInt32> = []
  /// The number of the name of the account with the largest amount; 0 if no finding names an account.
  package private(set) var largestAccount: UInt32 = 0
  private var largest: (usd: Int128, credits: Int128) = (-1, -1)
  private var sides: Set<FavouredParty?> = []

  private init(_ check: CreditCheck) {
    self.check = check
    severity = .info
  }

  private mutating func add(_ finding: CreditFinding) {
    severity = min(severity, finding.severity)
    findings += 1
    credits += finding.credits
    usd += finding.usd
    if finding.usd > 0 { aboveUSD += finding.usd } else { belowUSD -= finding.usd }
    creditsAtStake += finding.credits < 0 ? -finding.credits : finding.credits
    hasAmounts = hasAmounts || finding.hasAmounts
    unpriced += Int(finding.unpriced)
    if finding.isCorrected { corrected += 1 }
    if finding.isEventMissing { lacking += 1 }
    if finding.check == .recordedBalanceDiffers && !finding.hasKnownCause {
      unexplained.insert(finding.account)
    }
    if finding.consequenceOf != CreditEvent.none {
      consequences += 1
      if finding.check != .balanceBelowZero || finding.exportFault != CreditEvent.none {
        later += 1
      }
    } else if finding.exportFault != CreditEvent.none {
      ofExport += 1
    }
    if seen.insert(finding.account).inserted { accounts += 1 }
    sides.insert(finding.favours)
    let size = (usd: abs(finding.usd), credits: abs(finding.credits))
    if size > largest { (largest, largestAccount) = (size, finding.account) }
    guard finding.at != .min else { return }
    firstAt = firstAt == .min ? finding.at : min(firstAt, finding.at)
    lastAt = max(lastAt, finding.at)
  }

  /// Returns a summary of each check with a finding, in the order of the checks.
  package static func all(of findings: [CreditFinding]) -> [CheckSummary] {
    var summaries: [CreditCheck: CheckSummary] = [:]
    for finding in findings {
      summaries[finding.check, default: CheckSummary(finding.check)].add(finding)
    }
    return CreditCheck.allCases.compactMap { summaries[$0] }
  }

  /// The side that all of the mistakes favour; nil if they differ or it is not known.
  package var favours: FavouredParty? { sides.count == 1 ? sides.first ?? nil : nil }

  /// The amounts above 0, and the magnitude of those below it.
  package var above: Money { Money(attodollars: aboveUSD) }
  package var below: Money { Money(attodollars: belowUSD) }
  /// The sum of the magnitudes: findings of opposite sign do not cancel.
  package var atStake: Money { above + below }
  /// Nil where no request at stake has a price.
  package var knownAtStake: Money? { hasAmounts ? atStake : nil }

  /// `2 of 3 findings have since been corrected`; nil if none was.
  private var correction: String? {
    if corrected == 0 { return nil }
    if corrected == findings {
      return corrected == 1
        ? "it has since been corrected" : "all of them have since been corrected"
    }
    return "\(part(corrected)) \(corrected == 1 ? "has" : "have") since been corrected"
  }

  /// `2 of 3 findings follow from others`; nil if none does.
  private var consequence: String? {
    if consequences == 0 { return nil }
    if consequences == findings {
      return consequences == 1
        ? "it follows from another finding" : "they follow from other findings"
    }
    return
      "\(part(consequences)) \(consequences == 1 ? "follows from another" : "follow from others")"
  }

  /// `2 of 3 findings are faults of the export`; nil if none is.
  private var exported: String? {
    if ofExport == 0 { return nil }
    if ofExport == findings {
      return ofExport == 1 ? "it is a fault of the export" : "all of them are faults of the export"
    }
    return "\(part(ofExport)) \(ofExport == 1 ? "is a fault" : "are faults") of the export"
  }

  /// `an event is probably missing in the export`; nil where no finding shows that.
  private var incomplete: String? {
    if lacking == 0 { return nil }
    let missing = "an event is probably missing in the export"
    return lacking == findings ? missing : "for \(part(lacking)), \(missing)"
  }

  /// `2 of 3 findings follow`; nil where no finding waits for the correction of another.
  private var deferred: String? {
    if later == 0 { return nil }
    if later == findings { return later == 1 ? "it follows" : "they follow" }
    return "\(part(later)) \(later == 1 ? "follows" : "follow")"
  }

  private func part(_ count: Int) -> String {
    "\(FullPrecisionText.grouped(count.description)) of "
      + "\(FullPrecisionText.grouped(findings.description)) findings"
  }

  /// The findings that were corrected since, are faults of the export, or follow from others, in clauses; nil without any.
  package var state: String? {
    let clauses = [correction, exported, incomplete, consequence].compactMap(\.self)
    return clauses.isEmpty ? nil : clauses.joined(separator: "; ")
  }

  /// The recommended action, after sentences on what was corrected since and on what only the export has wrong.
  package var action: String {
    let clauses = [
      correction.map { corrected == findings ? $0 + ": nothing more to record" : $0 },
      exported.map { $0 + ": export the events again, each once" },
      incomplete.map { $0 + ": export it again, and record nothing until then" },
      deferred.map { $0 + " from other findings: correct those first, then run again" },
    ].compactMap(\.self)
    if clauses.isEmpty { return check.action }
    let sentences = clauses.map { $0.withCapital + "." }.joined(separator: " ")
    return corrected + ofExport + lacking + later == findings
      ? sentences : "\(sentences) For the others: \(check.action)"
  }

  /// The sentence with the number of findings, or of accounts where the check is about accounts.
  package var sentence: String {
    switch check {
    case .balanceBelowZero: check.sentence(accounts)
    case .recordedBalanceDiffers:
      switch unexplained.count {
      case accounts: check.sentence(accounts)
      case 0:
        accounts == 1
          ? "The recorded balance of 1 account differs from the replay for a known reason."
          : "The recorded balances of \(FullPrecisionText.grouped(accounts.description)) accounts differ from "
            + "the replay for known reasons."
      case let count:
        "The recorded balances of \(FullPrecisionText.grouped(accounts.description)) accounts differ from the "
          + "replay, \(FullPrecisionText.grouped(count.description)) of them without a cause."
      }
    default: check.sentence(findings)
    }
  }
}
