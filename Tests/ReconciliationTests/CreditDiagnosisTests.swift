import Ledger
import Reconciliation
import Support
import Testing

/// Recorded credits, each made by hand with one mistake: which mistake is found.
///
/// The request of the table costs 1,900 × 15 millionths of a dollar and a fee of 0.001: 0.0295 USD, which times
/// 1.5 is 4.425 credits, charged as 4.5.
@Suite struct CreditDiagnosisTests {
  private static let output: [UnitClass: Int64] = [.output: 1_900]
  private static let large: [UnitClass: Int64] = [.output: 100_000]

  @Test(
    arguments: [
      // × 1.6 until day 10: 4.72. × 1.8 from day 20: 5.31.
      ("previous_multiplier", Patient(quantities: output, credits: "4.8")),
      ("next_multiplier", Patient(quantities: output, credits: "5.4")),
      // × 1.2 of team: 3.54.
      ("other_tier_multiplier", Patient(quantities: output, credits: "3.6")),
      // × 1.9 of tier vip: 5.605, where 2.2 for its model counts.
      ("lower_level_multiplier", Patient(tier: "vip", quantities: output, credits: "5.7")),
      // × 1.3: 3.835.
      ("default_multiplier", Patient(quantities: output, credits: "3.9")),
      // × 2.5, which waits for approval: 7.375.
      ("unapproved_multiplier", Patient(quantities: output, credits: "7.4")),
      // × 1.7, which only the row states: 5.015.
      (
        "recorded_multiplier",
        Patient(
          quantities: output, credits: "5.1", multiplier: Multiplier(millionths: 1_700_000))
      ),
      // Steps of 0.7 until day 5: 7 × 0.7.
      ("previous_increment", Patient(quantities: output, credits: "4.9")),
      ("other_increment", Patient(quantities: output, credits: "5")),
      ("other_increment", Patient(quantities: output, credits: "4.43")),
      // ÷ 0.007, a credit's worth until day 5: 6.3214…; ÷ 0.008, that of tier guest: 5.53125.
      ("previous_credit_value", Patient(quantities: output, credits: "6.4")),
      ("other_credit_value", Patient(quantities: output, credits: "5.6")),
      // The same × 1.3 instead of 1.5: 5.4785…; × 1.6: 6.742….
      ("default_multiplier+previous_credit_value", Patient(quantities: output, credits: "5.5")),
      ("previous_multiplier+previous_credit_value", Patient(quantities: output, credits: "6.8")),
      ("rounded_not_ceiled", Patient(quantities: output, credits: "4.4")),
      // 0.0295 × 2.2 = 6.49 credits, to the nearest step 6.5.
      ("floored", Patient(tier: "vip", quantities: output, credits: "6.4")),
      // 11,816 × 0.2 + 114 × 1.2 = 2,500 millionths; × 2 is 0.5 credits exactly.
      (
        "float_ceiling",
        Patient(
          tier: "free", model: "luna", quantities: [.input: 11_816, .output: 114], credits: "0.6")
      ),
      ("not_charged", Patient(quantities: output, credits: "0")),
      ("charged_twice", Patient(quantities: output, credits: "9")),
      ("charged_on_failure", Patient(status: .failed, quantities: output, credits: "4.5")),
      ("byok_charged_as_ours", Patient(isBYOK: true, quantities: output, credits: "4.5")),
      // 0.002577 × 1.5 = 0.38655 credits; 0.001949 × 1.5 = 0.29235 would be right.
      ("next_price follows_cost", Patient(cost: "0.002577", credits: "0.4")),
      ("unexplained", Patient(quantities: output, credits: "4.6")),
      // × 1.6 is 4.72, to the nearest step; × 1.3 twice is 7.8 for steps of 0.1.
      ("previous_multiplier+rounded_not_ceiled", Patient(quantities: output, credits: "4.7")),
      ("default_multiplier+charged_twice", Patient(quantities: output, credits: "7.8")),
      (
        "charged_on_failure+charged_twice",
        Patient(status: .failed, quantities: output, credits: "9")
      ),
      // No cost was recorded; 1,900 × 10 and the fee, as until day 10, are 0.02 USD and 3 credits.
      ("previous_price", Patient(quantities: output, credits: "3")),
      // The cost is right, 1.501; at 10, as until day 10, it is 1.001, and 150.15 credits.
      ("previous_price", Patient(quantities: large, cost: "1.501", credits: "150.2")),
      (
        "previous_price+charged_on_failure",
        Patient(status: .failed, quantities: large, credits: "150.2")
      ),
      // So few steps prove nothing: 3 credits as above, where the cost was recorded and is right.
      ("unexplained", Patient(quantities: output, cost: "0.0295", credits: "3")),
      // 20.001 at 10, and × 1.6 of then: 3,200.16. A million at 10, without the reasoning: 10.001: 1,500.15.
      (
        "previous_price+previous_multiplier",
        Patient(quantities: [.output: 2_000_000], credits: "3200.2")
      ),
      (
        "previous_price+reasoning_dropped",
        Patient(quantities: [.output: 1_000_000, .reasoning: 400_000], credits: "1500.2")
      ),
      ("next_price unexplained", Patient(cost: "0.002577", credits: "77.7")),
    ] as [(String, Patient)])
  func `a mistake in a charge is found`(code: String, patient: Patient) throws {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == code)
  }

  /// × 1.6 until day 10, of 0.0295 USD: 4.72; on day 5 of 0.02 USD: 5 steps of 0.7, or 4.571… credits of 0.007 USD.
  @Test(
    arguments: [
      (10, "4.8", "previous_multiplier"), (5, "3.5", "previous_increment"),
      (5, "4.6", "previous_credit_value"),
    ] as [(Int32, String, String)])
  func `what counted before a change is reported from its first instant on`(
    day: Int32, credits: String, code: String
  ) throws {
    let patient = Patient(started: at(day), quantities: Self.output, credits: credits)
    #expect(try DiagnosisBooks.diagnose(patient)?.codes == code)
  }

  /// `DiagnosisBooks` holds one against the other; 0.05 is half a step.
  @Test(arguments: ["pro", "team", "free", "vip"] as [Name])
  func `leaving out what cannot give the recorded credits changes no diagnosis`(tier: Name) throws {
    let ways = [
      Patient(quantities: Self.output), Patient(isBYOK: true, quantities: Self.output),
      Patient(status: .failed, quantities: Self.output),
      Patient(quantities: Self.output, multiplier: Multiplier(millionths: 1_700_000)),
      Patient(isBYOK: true, quantities: Self.output, multiplier: Multiplier(millionths: 1_700_000)),
      Patient(model: "luna", quantities: [.input: 11_816, .output: 114]),
      Patient(cost: "0.002577"), Patient(cost: "0.0295", credits: nil),
    ]
    var found: Set<String> = []
    for way in ways {
      for halves in stride(from: 0, through: 240, by: 3) {
        var patient = way
        patient.tier = tier
        patient.credits = "\(halves / 20).\(halves % 20 * 5 / 10)\(halves % 20 * 5 % 10)"
        if let diagnosis = try DiagnosisBooks.diagnose(patient) { found.insert(diagnosis.codes) }
      }
    }
    // A test of rows that nothing fits would show nothing.
    #expect(found.count > 10)
  }

  @Test func `the evidence names the row of the other multiplier`() throws {
    let diagnosis = try #require(
      try DiagnosisBooks.diagnose(Patient(quantities: Self.output, credits: "4.8")))
    #expect(diagnosis.evidence == "4.8 credits of 0.0295 USD by multipliers.csv:2")
  }
}
