import Closing
import Ledger
import Testing

/// The lines of a closed month, worked out by hand.
struct MonthRestatementTests {
  private let august = Month(year: 2026, month: 8)
  private let late = RestatementEvidence(rows: 2, file: "ledger/late.csv", line: 2)
  private let price = RestatementEvidence(rows: 1, file: "prices/vendors.csv", line: 7)

  private func figures(cost: Int128, requests: Int128 = 10, pro: Int128? = nil) -> MonthFigures {
    var figures = MonthFigures()
    figures.add(cost, to: .init(.vendorCost))
    figures.add(requests, to: .init(.requests))
    if let pro { figures.add(pro, to: .init(.vendorCost, "pro")) }
    return figures
  }

  private func texts(_ lines: [RestatementLine]) -> [String] {
    lines.map { line in
      func text(_ amount: Int128?) -> String { amount.map(String.init) ?? "" }
      return [
        line.cause.name, line.measure.name, line.key.description, text(line.asClosed),
        text(line.now), text(line.difference),
      ].joined(separator: " ")
    }
  }

  @Test func `each cause has its part, and the parts sum to now less as closed`() {
    let lines = MonthRestatement(
      august, closed: figures(cost: 100, pro: 60),
      steps: [
        .init(.lateUsage, late, figures(cost: 130, requests: 12, pro: 60)),
        .init(.priceCorrection, price, figures(cost: 125, requests: 12, pro: 55)),
      ]
    ).lines
    #expect(
      texts(lines) == [
        "late_usage vendor_cost_usd  100 125 30", "late_usage requests  10 12 2",
        "price_correction vendor_cost_usd  100 125 -5",
        "price_correction vendor_cost_usd pro 60 55 -5",
      ])
    #expect(lines.map(\.evidence) == [late, late, price, price])
  }

  @Test func `a cause that changes nothing has no line, though two others cancel out`() {
    let lines = MonthRestatement(
      august, closed: figures(cost: 100),
      steps: [
        .init(.lateUsage, late, figures(cost: 130)),
        .init(.multiplierChange, price, figures(cost: 130)),
        .init(.planChange, price, figures(cost: 100)),
      ]
    ).lines
    #expect(
      texts(lines) == [
        "late_usage vendor_cost_usd  100 100 30", "plan_change vendor_cost_usd  100 100 -30",
      ])
    #expect(Restatement(lines).difference(.vendorCost) == 0)
  }

  @Test func `what closes booked before a restatement is reported until it is reversed`() {
    // Closed at 100; a later close booked 30; restated at 130: 160 are reported. Then 5 more are learned.
    let lines = MonthRestatement(
      august, closed: figures(cost: 130, requests: 12),
      steps: [.init(.priceCorrection, price, figures(cost: 135, requests: 12))],
      voided: figures(cost: 30, requests: 2),
      restated: RestatementEvidence(rows: 1, file: "closes.csv", line: 4)
    ).lines
    #expect(
      texts(lines) == [
        "price_correction vendor_cost_usd  160 135 5", "restated vendor_cost_usd  160 135 -30",
        "restated requests  14 12 -2",
      ])
    #expect(Restatement(lines).difference(.vendorCost) == -25)
  }

  @Test func `closed figures that are not known are blank, and later causes have their parts`() {
    let lines = MonthRestatement(
      august, closed: nil,
      steps: [
        .init(.changedUsage, late, figures(cost: 90)),
        .init(.priceCorrection, price, figures(cost: 95)),
      ]
    ).lines
    #expect(
      texts(lines) == [
        "changed_usage vendor_cost_usd   95 ", "changed_usage requests   10 ",
        "price_correction vendor_cost_usd   95 5",
      ])
    #expect(Restatement(lines).difference(.vendorCost) == nil)
  }

  @Test func `lines are in the order of months, causes, measures and keys`() {
    func line(_ month: Int, _ cause: RestatementCause, _ key: Name) -> RestatementLine {
      RestatementLine(
        month: Month(year: 2026, month: month), cause: cause, measure: .vendorCost, key: key,
        asClosed: 0, now: 1, difference: 1, evidence: late)
    }
    let lines = Restatement([
      line(8, .lateUsage, "pro"), line(8, .lateUsage, ""), line(7, .restated, ""),
      line(7, .planChange, ""),
    ]).lines
    #expect(
      lines.map { "\($0.month) \($0.cause.name) \($0.key)" } == [
        "2026-07 plan_change ", "2026-07 restated ", "2026-08 late_usage ",
        "2026-08 late_usage pro",
      ])
  }
}
