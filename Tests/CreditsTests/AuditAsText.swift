import Credits
import Ledger

/// The audit of a ledger, with its figures as text.
struct AuditAsText {
  let audit: CreditAudit

  init(
    _ text: String, _ settings: (inout CreditSettings) -> Void = { _ in },
    zone: ReportingZone = .utc, period: (String, String)? = nil,
    creditValues: DatedSetting<CreditValue> = DatedSetting(always: .default),
    books change: (inout SampleBooks) -> Void = { _ in }
  ) {
    var books = SampleBooks(zone: zone, creditValues: creditValues)
    settings(&books.settings)
    change(&books)
    let days = period.map {
      Instant(
        nanoseconds: LedgerText.instant($0.0))..<Instant(
          nanoseconds: LedgerText.instant($0.1))
    }
    audit = CreditReplay.audit(
      LedgerText(text).ledger, books: books.books, period: days, requests: nil)
  }

  /// The findings that the replay itself makes, as `check severity event credits usd effect`, in the order of the file.
  var findings: [String] {
    audit.findings.filter { !AuditAsText.wholeLedger.contains($0.check) }.map(text)
  }

  /// The findings of one check, as `findings`, each with its account and its time in front.
  func findings(of check: CreditCheck) -> [String] {
    audit.findings.filter { $0.check == check }.map {
      "\(name($0.account)) \(AuditAsText.time($0.at)) \(text($0))"
    }
  }

  private func text(_ finding: CreditFinding) -> String {
    let event = finding.eventID == 0 ? "-" : name(finding.eventID)
    let figures = [
      decimalText(finding.credits, scale: 6), decimalText(finding.usd, scale: 18),
      decimalText(finding.effect, scale: 6),
    ]
    let severity = finding.severity.word.prefix(1)
    return "\(finding.check.rawValue) \(severity) \(event) " + figures.joined(separator: " ")
  }

  /// The checks after the replay, which have tests of their own.
  private static let wholeLedger: Set<CreditCheck> = [
    .reservationStale, .resetMissing, .couponUnknown, .couponNotYetValid, .couponExpired,
    .couponOverLimit, .couponTwice, .couponWrongPlan, .couponValueDiffers, .transferUnbalanced,
    .deductionDiffers, .deductionWithoutRequest, .requestWithoutDeduction, .chargedTwice,
    .failedRequestCharged, .rolloverMissing,
  ]

  /// The named columns of an account's row, such as `balance("a", "closing consumed")`.
  func balance(_ account: String, _ columns: String) -> String {
    guard let row = audit.balances.first(where: { name($0.account) == account }) else { return "" }
    return texts(columns) { column in
      switch column {
      case "opening": decimalText(row.opening, scale: 6)
      case "granted": decimalText(row.granted, scale: 6)
      case "refunded": decimalText(row.refunded, scale: 6)
      case "in": decimalText(row.transferredIn, scale: 6)
      case "consumed": decimalText(row.consumed, scale: 6)
      case "expired": decimalText(row.expired, scale: 6)
      case "revoked": decimalText(row.revoked, scale: 6)
      case "out": decimalText(row.transferredOut, scale: 6)
      case "closing": decimalText(row.closing, scale: 6)
      case "reserved": decimalText(row.reserved, scale: 6)
      case "available": decimalText(row.available, scale: 6)
      case "recorded": decimalText(row.recorded, scale: 18)
      case "explained": decimalText(row.explained, scale: 6)
      case "plan": name(row.plan)
      default: "?"
      }
    }
  }

  /// The named columns of a grant's row.
  func grant(_ id: String, _ columns: String) -> String {
    guard let row = audit.grants.first(where: { name($0.grantID) == id }) else { return "" }
    return texts(columns) { column in
      switch column {
      case "account": name(row.account)
      case "source": row.source.word
      case "granted": decimalText(Int128(row.granted), scale: 6)
      case "left": decimalText(Int128(row.left), scale: 6)
      case "paid": decimalText(row.paid, scale: 18)
      case "deferred": decimalText(row.deferred, scale: 18)
      case "consumed": decimalText(row.consumed, scale: 6)
      case "refunded": decimalText(row.refunded, scale: 6)
      case "expired": decimalText(Int128(row.expired), scale: 6)
      case "revoked": decimalText(Int128(row.revoked), scale: 6)
      case "transferred": decimalText(Int128(row.transferred), scale: 6)
      case "priority": "\(row.priority)"
      case "until":
        row.expiresAt == .max ? "never" : "\(Instant(nanoseconds: row.expiresAt))"
      default: "?"
      }
    }
  }

  /// The named columns of a line of deferred revenue; blank if there is none.
  func revenue(_ month: String, _ source: GrantSource, _ columns: String) -> String {
    let row = audit.revenue.first { $0.month.description == month && $0.source == source }
    guard let row else { return "" }
    return texts(columns) { column in
      switch column {
      case "opening": decimalText(row.opening, scale: 18)
      case "sold": decimalText(row.sold, scale: 18)
      case "realised": decimalText(row.realised, scale: 18)
      case "breakage": decimalText(row.breakage, scale: 18)
      case "refunded": decimalText(row.refunded, scale: 18)
      case "transferred": decimalText(row.transferred, scale: 18)
      case "closing": decimalText(row.closing, scale: 18)
      case "credits": decimalText(row.closingCredits, scale: 6)
      case "expected": row.expectedPercent.map { decimalText(Int128($0), scale: 6) } ?? "-"
      default: "?"
      }
    }
  }

  /// An instant as the ledgers of these tests state it, such as `08-14T10:30`; `-` for none.
  static func time(_ nanoseconds: Int64) -> String {
    if nanoseconds == .max { return "-" }
    let text = "\(Instant(nanoseconds: nanoseconds))"
    return text.replacing("2026-", with: "").replacing(":00Z", with: "")
  }

  func name(_ number: UInt32) -> String { audit.names.name(number).description }

  private func texts(_ columns: String, _ text: (String) -> String) -> String {
    columns.split(separator: " ").map { text(String($0)) }.joined(separator: " ")
  }
}
