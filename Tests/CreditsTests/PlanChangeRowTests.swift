import Credits
import Ledger
import Testing

struct PlanChangeRowTests {
  private static let reset = "08-01 a reset 500 until=@09-01\n"

  /// The rows as `at effective from to direction state credits/expected paid/expected`; a `-` is blank.
  private func rows(_ text: String, period: (String, String)? = nil) -> [String] {
    let played = AuditAsText(text, period: period)
    return played.audit.planChanges.map { row in
      let credits = decimalText(Int128(row.credits), scale: 6)
      let expected = row.expectedCredits.map { decimalText($0, scale: 6) } ?? "-"
      let paid = row.paid.map { decimalText($0, scale: 18) } ?? "-"
      let price = row.expectedMoney.map { decimalText($0, scale: 18) } ?? "-"
      let from = played.name(row.fromPlan)
      let texts = [
        AuditAsText.time(row.at), AuditAsText.time(row.effectiveAt), from.isEmpty ? "-" : from,
        played.name(row.toPlan), row.direction?.rawValue ?? "-", row.state.rawValue,
        "\(credits)/\(expected)", "\(paid)/\(price)",
      ]
      return texts.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      // Half of the month is left: (2000 − 500) ÷ 2 credits and (50 − 20) ÷ 2 USD.
      (
        "08-16T12:00 a plan_change 700 plan=big paid=14",
        "08-16T12:00 08-16T12:00 pro big upgrade in_force 700/750 14/15"
      ),
      (
        "08-16T12:00 a plan_change - plan=big effective=@08-10",
        "08-16T12:00 08-16T12:00 pro big upgrade in_force 0/750 -/15"
      ),
      (
        "08-16T12:00 a plan_change - plan=free",
        "08-16T12:00 08-16T12:00 pro free downgrade in_force 0/0 -/0"
      ),
      (
        "08-16T12:00 a plan_change - plan=free effective=@09-01",
        "08-16T12:00 09-01 pro free downgrade scheduled 0/- -/-"
      ),
      (
        "08-16T12:00 a plan_change - plan=pro paid=0",
        "08-16T12:00 08-16T12:00 pro pro same in_force 0/0 0/0"
      ),
      // Nothing states what an unknown plan grants; no plan grants nothing.
      (
        "08-16T12:00 a plan_change 5 plan=zz",
        "08-16T12:00 08-16T12:00 pro zz - in_force 5/- -/-"
      ),
      (
        "08-16T12:00 b plan_change - plan=free",
        "08-16T12:00 08-16T12:00 - free upgrade in_force 0/0 -/0"
      ),
    ])
  func `a change has its terms and the expected ones`(line: String, row: String) {
    #expect(rows(Self.reset + line) == [row])
  }

  @Test func `a scheduled change comes into force, or a later one takes its place`() {
    let scheduled = Self.reset + "08-16 a plan_change - plan=free effective=@09-01\n"
    let due = "08-16 09-01 pro free downgrade in_force 0/- -/-"
    #expect(rows(scheduled + "09-01 a balance 100") == [due])
    #expect(rows(scheduled + "09-01 b balance 0") == [due])
    // The later change comes from the plan in force at that time.
    #expect(
      rows(scheduled + "08-20 a plan_change - plan=big effective=@09-02\n09-03 a balance 100")
        == [
          "08-16 09-01 pro free downgrade superseded 0/- -/-",
          "08-20 09-02 pro big upgrade in_force 0/- -/-",
        ])
    // A change is in force although another follows.
    #expect(
      rows(scheduled + "09-01 a plan_change - plan=pro") == [
        due, "09-01 09-01 free pro upgrade in_force 0/0 -/0",
      ])
  }

  @Test func `changes up to the end of the replay are listed, by time and place`() {
    let ledger =
      Self.reset + "08-16 a plan_change - plan=free effective=@09-05\n"
      + "09-02 b plan_change - plan=pro\n09-02 a plan_change - plan=pro\n"
    let scheduled = "08-16 09-05 pro free downgrade scheduled 0/- -/-"
    #expect(rows(ledger, period: ("08-01", "09-01")) == [scheduled])
    #expect(
      rows(ledger, period: ("09-01", "10-01")) == [
        "08-16 09-05 pro free downgrade superseded 0/- -/-",
        "09-02 09-02 - pro upgrade in_force 0/0 -/0",
        "09-02 09-02 pro pro same in_force 0/0 -/0",
      ])
  }

  @Test func `a change that is not applied has no row`() {
    let once = "08-16 a plan_change - plan=pro key=k\n"
    #expect(rows(once + "08-17 a plan_change - plan=free key=k").count == 1)
  }
}
