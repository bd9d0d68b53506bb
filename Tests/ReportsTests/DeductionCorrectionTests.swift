import Ledger
import Overview
import Support
import Tables
import Testing

@testable import Credits
@testable import Reconciliation
@testable import Reports

/// Corrections and sentences where credit events say what customers paid; a credit is worth a cent.
struct DeductionCorrectionTests {
  private static let fact = FactRow(
    day: "2026-08-01", account: "acc_17", user: "u", credits: "2", recordedCredits: ("5", .mismatch)
  )

  /// A request of the usage export whose recorded credits are 3 above the expected ones, twice the charge.
  private static func chargedTwice() throws -> Located<ExceptionRow> {
    let plain = try ListedRow(line: 2, id: "r", fact: fact).exception(.creditsMismatch)
    let day = try #require(Day("2026-08-01"))
    var diagnosis = Diagnosis(day: day, startedAt: Instant(nanoseconds: CreditExample.august))
    diagnosis.credits = Diagnosis.Side([
      Fit(
        cause: Cause(.chargedTwice), figure: .credits(Credits(microcredits: 5_000_000), of: nil),
        places: [], change: nil, leftOut: [])
    ])
    return Located(file: plain.file, line: 2, row: plain.row.explained(by: diagnosis))
  }

  /// Request 4 costs 2 credits, which two events deducted; the usage export states 5 for another request.
  private func input(hasEvents: Bool) throws -> ReportInput {
    let day = try #require(Day("2026-08-01"))
    let exception = try Self.chargedTwice()
    guard hasEvents else { return try Inputs.of([Self.fact], exceptions: [exception]) }
    var finding = CreditFinding(.chargedTwice, at: CreditExample.august, account: 1)
    finding.request = 4
    var played = ReplayResult()
    played.uses = [0, 1].map { Consumption(left: 2_000_000, event: $0, account: 0, request: 4) }
    played.used = [2_000_000, 2_000_000]
    let request = NamedRequest(
      request: 4, account: 1, startedAt: Instant(nanoseconds: CreditExample.august),
      rated: Credits(microcredits: 2_000_000), isCharged: true, isPriced: true, file: 0, line: 2,
      fact: RequestFact(day: day, dimensions: 0, user: 0))
    return try Inputs.of(
      [Self.fact], exceptions: [exception],
      credits: CreditExample.audit([finding], played: played),
      creditRequests: RequestCharges(
        named: [request], unnamed: [], files: [], dimensions: [Self.fact.dimensions],
        users: [Self.fact.userKey]))
  }

  private func rows(_ report: Report, _ input: ReportInput) -> [String] {
    let table = report.table(input)
    return (0..<table.rowCount).map { row in
      table.cells(at: row).map(CSVText.string).joined(separator: ",")
    }
  }

  @Test func `corrections rest on the deductions where there are any`() throws {
    #expect(
      try rows(.corrections, input(hasEvents: true))
        == ["u,refund,-2,-0.02,-0.02,1,2,0,0,pro,charged_twice"])
    #expect(
      try rows(.corrections, input(hasEvents: false))
        == ["u,refund,-3,-0.03,-0.03,1,3,0,0,pro,charged_twice"])
  }

  /// A ledger of grants alone does not say what requests cost their customers.
  @Test func `without deductions corrections rest on the usage export`() throws {
    var grants = CreditExample.ledger
    grants.events = [CreditEvent(kind: .grant, at: CreditExample.august, account: 1)]
    let input = try Inputs.of(
      [Self.fact], exceptions: [Self.chargedTwice()],
      credits: CreditExample.audit([], ledger: grants),
      creditRequests: RequestCharges(
        named: [], unnamed: [], files: [], dimensions: [Self.fact.dimensions],
        users: [Self.fact.userKey]))
    #expect(!input.hasDeductions)
    #expect(rows(.corrections, input) == ["u,refund,-3,-0.03,-0.03,1,3,0,0,pro,charged_twice"])
  }

  /// The last deduction is of 1 August; that of a later request may not be exported yet.
  @Test(arguments: [
    ("2026-08-01", ["u,charge,2,0.02,0.02,1,0,2,0,pro,request_without_deduction"]),
    ("2026-08-02", []),
  ])
  func `a request after the last deduction is not charged`(
    date: String, corrections: [String]
  ) throws {
    let day = try #require(Day(date))
    let fact = FactRow(day: date, account: "acc_17", user: "u", credits: "2")
    var finding = CreditFinding(.requestWithoutDeduction, at: CreditExample.august, account: 1)
    finding.request = 4
    let request = NamedRequest(
      request: 4, account: 1, startedAt: Instant(startOf: day),
      rated: Credits(microcredits: 2_000_000), isCharged: true, isPriced: true, file: 0, line: 2,
      fact: RequestFact(day: day, dimensions: 0, user: 0))
    let input = try Inputs.of(
      [fact], credits: CreditExample.audit([finding]),
      creditRequests: RequestCharges(
        named: [request], unnamed: [], files: [], dimensions: [fact.dimensions],
        users: [fact.userKey]))
    #expect(rows(.corrections, input) == corrections)
  }

  @Test func `sentences about recorded credits then name the usage export`() throws {
    let input = try input(hasEvents: true)
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let cause = try #require(overview.causes.shown.first)
    #expect(cause.sentence == "In the usage export, 1 request was charged twice.")
    #expect(cause.meaning == "of wrong credits in the usage export")
    #expect(
      cause.detail.hasSuffix(
        "In the usage export, u has 3 credits too many (0.03 USD on paid tiers)."))
    let finding = try #require(overview.attention.first { $0.kind == .overcharged })
    #expect(finding.sentence == "Usage export: 3 credits too many in 1 request.")
    #expect(finding.meaning == "usage export differs")
    #expect(
      overview.actions.corrections.lines.map(\.finding)
        == [
          "u of account acc_17 was overcharged 2 credits according to the deductions in credits/."
        ])
  }
}
