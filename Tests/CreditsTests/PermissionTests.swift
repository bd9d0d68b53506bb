import Credits
import Ledger
import Pricing
import Rating
import Testing

struct PermissionTests {
  private static func row(
    _ actor: Name, _ kinds: Set<PermittedKind>, limit: Int64? = nil, from: String? = nil,
    to: String? = nil
  ) -> DatedRow<PermissionTerms> {
    DatedRow(
      value: PermissionTerms(
        actor: actor, kinds: kinds,
        limit: limit.map { Credits(microcredits: $0 * 1_000_000) }),
      from: from.map { Instant(nanoseconds: LedgerText.instant($0)) } ?? .distantPast,
      to: to.map { Instant(nanoseconds: LedgerText.instant($0)) }, recordedAt: nil,
      place: Place(file: "permissions.csv", line: 2))
  }

  /// Only `ann` may adjust.
  static var annAdjusts: PermissionBook {
    var faults: [BookProblem] = []
    return PermissionBook([row("ann", [.adjust])], knownAt: nil, faults: &faults)
  }

  private func findings(_ text: String, _ rows: [DatedRow<PermissionTerms>]?) -> [String] {
    var faults: [BookProblem] = []
    let permissions = rows.map { PermissionBook($0, knownAt: nil, faults: &faults) }
    return AuditAsText(text, books: { $0.permissions = permissions }).findings(
      of: .actorNotPermitted)
  }

  private static let text = """
    08-01 a adjust 5 reason=x actor=ann
    08-02 a adjust -6 reason=x actor=ann
    08-03 a grant 10 source=bonus actor=bob
    08-04 a grant 10 source=promotion actor=bob
    08-05 a grant 10 source=topup actor=eve
    08-06 a deduct 2 req=r actor=eve
    08-07 a refund 2 req=r actor=bob
    08-08 a reverse - of=e1
    """

  @Test func `without the book nothing is checked, and an empty one allows nothing`() {
    #expect(findings(Self.text, nil).isEmpty)
    #expect(
      findings(Self.text, []).map { $0.split(separator: " ")[4] } == [
        "e1", "e2", "e3", "e4", "e7", "e8",
      ])
  }

  @Test func `an event needs a row for its actor, its kind, its credits and its time`() {
    let rows = [
      Self.row("ann", [.adjust, .refund], limit: 5), Self.row("bob", [.grant], from: "08-04"),
      Self.row("bob", [.refund], limit: 1), Self.row("bob", [.refund], to: "08-07"),
    ]
    #expect(
      findings(Self.text, rows) == [
        "a 08-02 actor_not_permitted w e2 6 0.06 0", "a 08-03 actor_not_permitted w e3 10 0.1 0",
        "a 08-07 actor_not_permitted w e7 2 0.02 0", "a 08-08 actor_not_permitted w e8 0 0 0",
      ])
    #expect(findings(Self.text, rows + [Self.row("bob", [.refund])]).count == 3)
  }

  @Test func `an event that is not applied has no other finding`() {
    #expect(findings("08-01 a refund 2 req=r actor=eve", []).isEmpty)
  }
}
