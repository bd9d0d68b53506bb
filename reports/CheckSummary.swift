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
  /// The accounts with a difference of the recorded balance that nothing explains.
  private var unexplained: Set<UInt32> = []
  private var seen: Set<UInt32> = []
  /// The number of the name of the account with the largest amount; 0 if no finding names an account.
  package private(set) var largestAccount: UInt32 = 0
  private var largest: (usd: Int128, credits: Int128) = (-1, -1)
  private var sides: Set<FindingSide?> = []

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
    if finding.check == .recordedBalanceDiffers && !finding.hasKnownCause {
      unexplained.insert(finding.account)
    }
    if finding.consequenceOf != CreditEvent.none { consequences += 1 }
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
  package var favours: FindingSide? { sides.count == 1 ? sides.first ?? nil : nil }

  /// The amounts above 0, and the magnitude of those below it.
  package var above: Money { Money(attodollars: aboveUSD) }
  package var below: Money { Money(attodollars: belowUSD) }
  /// The sum of the magnitudes: findings of opposite sign do not cancel.
  package var atStake: Money { above + below }
  /// Nil where no request at stake has a price.
  package var knownAtStake: Money? { hasAmounts ? atStake : nil }

  /// `2 of 3 findings were corrected since`; nil if none was.
  private var correction: String? {
    if corrected == 0 { return nil }
    if corrected == findings {
      return corrected == 1 ? "it was corrected since" : "all of them were corrected since"
    }
    return "\(part(corrected)) \(corrected == 1 ? "was" : "were") corrected since"
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

  private func part(_ count: Int) -> String {
    "\(FullPrecisionText.grouped(count.description)) of "
      + "\(FullPrecisionText.grouped(findings.description)) findings"
  }

  /// The findings that were corrected since and those that follow from others, in clauses; nil without any.
  package var state: String? {
    let clauses = [correction, consequence].compactMap(\.self)
    return clauses.isEmpty ? nil : clauses.joined(separator: "; ")
  }

  /// The recommended action, after a sentence on what was corrected since.
  package var action: String {
    guard let correction else { return check.action }
    let sentence = correction.prefix(1).uppercased() + correction.dropFirst()
    return corrected == findings
      ? "\(sentence): nothing more to record." : "\(sentence). For the others: \(check.action)"
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
