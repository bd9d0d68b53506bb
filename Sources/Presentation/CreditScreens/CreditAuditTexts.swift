import Credits
import Ledger
import Overview
import Reports
import Tables
import Terminal

/// The facts that screens and documents about credits share: texts, figures, events and findings of one audit.
struct CreditAuditTexts {
  let audit: CreditAudit
  let zone: ReportingZone
  private let evidence: CreditEvidence

  init(_ audit: CreditAudit, zone: ReportingZone) {
    self.audit = audit
    self.zone = zone
    evidence = CreditEvidence(audit)
  }

  func text(_ number: UInt32) -> String { audit.names.name(number).description }

  /// The text of a number; `none` where it is blank.
  func name(_ number: UInt32) -> String { number == 0 ? "none" : text(number) }

  func event(_ index: UInt32) -> CreditEvent { audit.ledger.events[Int(index)] }

  func eventID(_ index: UInt32) -> String { text(event(index).eventID) }

  func place(_ event: CreditEvent) -> String { "\(audit.files[Int(event.file)]):\(event.line)" }

  func evidence(_ finding: CreditFinding) -> String { evidence.text(finding) }

  /// An instant for people, in the time of the ledger: `2026-08-14T10:00:09Z`.
  func moment(_ nanoseconds: Int64) -> String {
    Instant(nanoseconds: nanoseconds).rfc3339Thousands
  }

  /// The end of a grant: ` until 2026-09-01`; empty for never.
  func until(_ nanoseconds: Int64) -> String {
    if nanoseconds == .max { return "" }
    let instant = Instant(nanoseconds: nanoseconds)
    let day = zone.day(of: instant)
    return " until "
      + (zone.start(of: day) == instant ? day.description : instant.rfc3339Thousands)
  }

  func credits(_ microcredits: Int128) -> String {
    let text = Figures.credits(microcredits)
    return text == "1" ? "1 credit" : text + " credits"
  }

  func money(_ attodollars: Int128) -> String {
    FullPrecisionText.money(Money(attodollars: attodollars)) + " USD"
  }

  /// The findings of some events, or of grants and holds that they made, the worst first.
  func findings(of events: Set<UInt32>) -> [CreditFinding] {
    audit.findings.filter { $0.event != CreditEvent.none && events.contains($0.event) }
  }

  // MARK: Lines of a screen

  /// A line with a heading: `Before    412.3 credits`.
  static func row(_ name: String, _ words: String, width: Int) -> [String] {
    Wrapping.lines(SafeText.safe(words), after: name.padded(to: 10), width: width)
  }

  /// The first line of a screen: an id with its kind at the left, a place at the right.
  static func title(
    _ id: String, _ words: String, place: String, width: Int, paint: Paint
  ) -> [String] {
    let (id, place) = (SafeText.safe(id), SafeText.safe(place))
    let gap = width - id.displayWidth - 3 - words.displayWidth - place.displayWidth
    let left = paint(.bold, id) + "   " + words
    if place.isEmpty { return [left] }
    return gap >= 2 ? [left + String(repeating: " ", count: gap) + place] : [left, "  " + place]
  }

  /// The findings, a paragraph each.
  ///
  /// - Parameters:
  ///   - step: says what is to be recorded; nil to leave that out.
  ///   - listsAll: also lists those after the limit that no event explains.
  ///   - isOfRequest: only says it where something is to be recorded or was: the conclusion of a request has the rest.
  func rows(
    of findings: [CreditFinding], step: CreditNextStep? = nil, listsAll: Bool = false,
    isOfRequest: Bool = false, limit: Int = 10, width: Int
  ) -> [String] {
    if findings.isEmpty { return [] }
    var lines = ["Findings"]
    let shown =
      findings.prefix(limit)
      + findings.dropFirst(limit).filter {
        listsAll && $0.eventID == CreditNames.blank && $0.severity != .info
      }
    for finding in shown {
      let id = finding.eventID == 0 ? "" : " \(text(finding.eventID))"
      lines += Wrapping.lines(
        SafeText.safe(
          "\(finding.check.rawValue) (\(finding.severity.word)) \(moment(finding.at))\(id): "
            + evidence(finding)
            + ((isOfRequest ? step?.recording(finding) : step?.following(finding)) ?? "")),
        after: "  ", hanging: 4,
        width: width)
    }
    let rest = findings.count - shown.count
    if rest > 0 {
      lines += Wrapping.lines(
        "… \(Figures.count(Int64(rest), "more finding")) in audit-findings.csv"
          + (listsAll ? "; explain --event ID says what to record" : ""),
        after: "  ", hanging: 4, width: width)
    }
    return lines
  }

  // MARK: JSON

  static func creditsJSON(_ microcredits: Int128) -> JSONText {
    Cell.creditsSum(microcredits: microcredits).json
  }

  static func moneyJSON(_ attodollars: Int128) -> JSONText {
    Cell.money(Money(attodollars: attodollars)).json
  }

  /// An instant; null for never.
  static func momentJSON(_ nanoseconds: Int64) -> JSONText {
    nanoseconds == .max || nanoseconds == .min
      ? .null : .string(Instant(nanoseconds: nanoseconds).rfc3339Thousands)
  }

  /// A text by its number; null for a blank.
  func textJSON(_ number: UInt32) -> JSONText { number == 0 ? .null : .string(text(number)) }

  func json(_ findings: [CreditFinding]) -> JSONText {
    .array(
      findings.map { finding in
        .object([
          ("code", .string("credit." + finding.check.rawValue)),
          ("severity", .string(finding.severity.word)),
          ("at", CreditAuditTexts.momentJSON(finding.at)), ("event_id", textJSON(finding.eventID)),
          ("request_id", textJSON(finding.request)),
          ("credits", finding.hasAmounts ? CreditAuditTexts.creditsJSON(finding.credits) : .null),
          ("usd", finding.hasAmounts ? CreditAuditTexts.moneyJSON(finding.usd) : .null),
          ("balance_effect", CreditAuditTexts.creditsJSON(finding.effect)),
          ("evidence", .string(evidence(finding))),
        ])
      })
  }

  /// An event with its outcome, as a part of a document.
  func json(_ index: UInt32) -> JSONText {
    let event = event(index)
    return .object([
      ("event_id", textJSON(event.eventID)), ("at", CreditAuditTexts.momentJSON(event.at)),
      ("kind", .string(event.kind.word)),
      ("outcome", .string(audit.played.outcomes[Int(index)].code)),
      ("account_id", textJSON(event.account)),
      (
        "credits",
        event.hasCredits ? CreditAuditTexts.creditsJSON(Int128(event.credits)) : .null
      ), ("request_id", textJSON(event.request)),
      ("file", .string(audit.files[Int(event.file)].description)),
      ("line", .number(Int64(event.line))),
    ])
  }

  /// An event of a list: `2026-08-14T10:00:09Z e-004711: settle, 2 credits, account acc_17, not applied`.
  func row(_ index: UInt32, namesRequest: Bool, width: Int) -> [String] {
    let event = event(index)
    let outcome = audit.played.outcomes[Int(index)]
    var parts = ["\(moment(event.at)) \(text(event.eventID)): \(event.kind.word)"]
    if event.hasCredits { parts.append(credits(Int128(event.credits))) }
    parts.append("account \(text(event.account))")
    if namesRequest && event.request != 0 { parts.append("request \(text(event.request))") }
    if outcome != .applied { parts.append(outcome.words) }
    return Wrapping.lines(
      SafeText.safe(parts.joined(separator: ", ")), after: "  ", hanging: 4, width: width)
  }
}
