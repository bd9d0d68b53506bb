import Bills
import Intake
import Ledger
import Testing

/// Bills that a mapping of the settings reads: all expected values were worked out by hand.
struct MappedBillTests {
  @Test func `decimal commas, grouping, kinds and months are as the mapping says`() {
    var mapping = BillMapping()
    mapping.columns = [
      .period: ["Monat"], .description: ["Posten"], .amount: ["Betrag"], .kind: ["Art"],
      .model: ["Modell"], .unitClass: ["Klasse"], .quantity: ["Menge"],
    ]
    mapping.constants = [.vendor: "openai"]
    mapping.values = [.kind: ["MwSt": "tax", "*": "usage"]]
    mapping.unitPowers = [.quantity: 3]
    mapping.numbers.hasDecimalComma = true
    mapping.numbers.grouping = "."
    mapping.numbers.signs = ["$"]
    let text = """
      Monat;Posten;Betrag;Art;Modell;Klasse;Menge
      2026-08;Token;1.234,50 $;Nutzung;GPT 5.6 Terra;input;1.500,5
      2026-08;Steuer;234,555 $;MwSt;;;

      """
    let outcome = BillDesk.assemble([BillDesk.input("r.csv", text, mapping: mapping)])
    #expect(
      outcome.texts == [
        "usage | gpt-5.6-terra | input | 1500500 | 1234.5 USD | yes",
        "tax | - |  | - | 234.555 USD | yes",
      ])
    #expect(
      outcome.lines[0].period
        == Validity(from: BillDesk.instant("2026-08-01"), to: BillDesk.instant("2026-09-01")))
    // 3 decimals are the most of the file.
    #expect(outcome.lines[0].toleranceText == "0.0005")
    #expect(outcome.codes == [])
  }

  @Test func `cents, a pattern of days, and a zone of the settings`() {
    var mapping = BillMapping()
    mapping.columns = [.period: ["d"], .amount: ["c"]]
    mapping.constants = [.vendor: "x-ai"]
    mapping.unitPowers = [.amount: -2]
    mapping.times = TimeForm.shape("dd.MM.yyyy").map { TimeForm(shape: $0, zone: nil) }
    let input = BillDesk.input("r.csv", "d,c\n08.03.2026,123.45\n", mapping: mapping) {
      $0.zone = BillDesk.losAngeles
    }
    let line = BillDesk.assemble([input]).lines[0]
    #expect(line.vendor == "xai")
    #expect(line.amount?.attodollars == 1_234_500_000_000_000_000)
    // Clocks are put forward on 8 March 2026: the day has 23 hours.
    #expect(
      line.period
        == Validity(
          from: BillDesk.instant("2026-03-08T08:00:00Z"),
          to: BillDesk.instant("2026-03-09T07:00:00Z")))
  }

  @Test func `a mapping of a column that is not there is refused`() {
    var mapping = BillMapping()
    mapping.columns = [.period: ["day"], .amount: ["c"]]
    mapping.constants = [.vendor: "openai"]
    #expect(
      BillDesk.assemble([BillDesk.input("r.csv", "d,c\n2026-08-03,1\n", mapping: mapping)]).codes
        == ["csv.missing"])
  }

  @Test func `a word that is no kind refuses the bill`() {
    var mapping = BillMapping()
    mapping.columns = [.period: ["d"], .amount: ["c"], .kind: ["k"]]
    mapping.constants = [.vendor: "openai"]
    #expect(
      BillDesk.assemble([
        BillDesk.input("r.csv", "d,c,k\n2026-08-03,1,rebate\n", mapping: mapping)
      ]).codes == ["value.word"])
  }

  @Test func `a mapping lacks what no column and no constant gives`() {
    var mapping = BillMapping()
    mapping.columns = [.periodStart: ["d"]]
    #expect(mapping.lacking == ["vendor", "period, or period_start and period_end", "amount"])
  }
}
