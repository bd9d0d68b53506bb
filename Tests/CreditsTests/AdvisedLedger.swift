import Credits
import Ledger
import Rating

/// A ledger with the advice on its findings, as lines of `LedgerText` without times.
struct AdvisedLedger {
  let audit: CreditAudit
  private let adviser: CreditAdviser

  /// - Parameter rated: the credits that requests cost by the books; nil where the status is not charged.
  init(_ text: String, rated: [String: Int64?] = [:], books: SampleBooks = SampleBooks()) {
    var ledger = LedgerText(text).ledger
    let named = rated.keys.sorted().map { id in
      NamedRequest(
        request: ledger.names.number(of: Name(id)), account: ledger.names.number(of: Name("b")),
        startedAt: Instant(nanoseconds: LedgerText.instant("08-01T12:00")),
        rated: Credits(microcredits: (rated[id].flatMap(\.self) ?? 0) * 1_000_000),
        isCharged: rated[id].flatMap(\.self) != nil, isPriced: true, file: 0, line: 2)
    }
    let requests =
      rated.isEmpty ? nil : RequestCharges(named: named, unnamed: [], files: ["ledger/u.csv"])
    audit = CreditReplay.audit(ledger, books: books.books, period: nil, requests: requests)
    adviser = CreditAdviser(audit, requests: requests)
  }

  func name(_ number: UInt32) -> String { audit.names.name(number).description }

  func advice(_ finding: CreditFinding) -> CreditAdvice { adviser.advice(finding) }

  /// The advice on the first finding of a check.
  func advice(on check: CreditCheck) -> CreditAdvice? {
    audit.findings.first { $0.check == check }.map(advice)
  }

  /// The event that makes up for credits which nobody owes any more; nil where there is none.
  func makingUp(_ finding: CreditFinding) -> String? {
    adviser.makingUp(finding, advice(finding)).map(line)
  }

  /// The events to record.
  func records(_ finding: CreditFinding) -> [String] { advice(finding).events.map(line) }

  /// The critical findings, as check and event.
  var critical: Set<String> {
    Set(
      audit.findings.filter { $0.severity == .critical }.map {
        "\($0.check.rawValue) \(name($0.eventID))"
      })
  }

  /// An event to record as a line of `LedgerText`, without its time.
  func line(_ event: AdvisedEvent) -> String {
    let credits = event.credits.map { decimalText($0, scale: 6) } ?? "-"
    let reference =
      switch event.reference {
      case .request(let id): "req=\(name(id))"
      case .reverses(let id): "of=\(name(id))"
      case .grant(let id): "grant=\(name(id))"
      case .reservation(let id): "res=\(name(id))"
      case .settlement(let id, let request): "res=\(name(id)) req=\(name(request))"
      case .transfer(let id, let counterparty): "tx=\(name(id)) to=\(name(counterparty))"
      case .reason(let id): "reason=\(name(id))"
      case .source(let source): "source=\(source.word)"
      case .plan(let id): "plan=\(name(id))"
      case .newTransfer(let counterparty): "tx=new to=\(name(counterparty))"
      case .none: ""
      }
    let actor =
      switch event.actor {
      case .anyone: ""
      case .named(let actor): "actor=\(actor)"
      case .nobody: "actor=?"
      }
    let cells = [
      name(event.account), event.kind.word, credits, reference,
      event.expiresAt == .max ? "" : "until=@\(AdvisedLedger.time(event.expiresAt))",
      event.effectiveAt == .min ? "" : "effective=@\(AdvisedLedger.time(event.effectiveAt))", actor,
      event.at.map { "at \(AdvisedLedger.time($0))" } ?? "",
    ]
    return cells.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func time(_ nanoseconds: Int64) -> String {
    String(Instant(nanoseconds: nanoseconds).rfc3339.dropLast())
  }
}
