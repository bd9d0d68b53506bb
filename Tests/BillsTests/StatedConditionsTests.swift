import Bills
import Ledger
import Testing

/// Step 5, in millionths of a dollar; a token of input costs 2, in batch 1, in eu 3, over 1,000 4, in batch in eu 1.5.
struct StatedConditionsTests {
  typealias Stated = BilledCell.StatedDimensions

  private func line(
    _ amount: Int128, _ quantity: Int128, _ stated: Stated, tier: Name? = nil,
    context: Int64? = nil, region: Name? = nil
  ) -> SplitScene.Line {
    SplitScene.Line(
      day: 1, model: .known("a"), unitClass: .one(.input), amount: amount, quantity: quantity,
      stated: stated,
      conditions: BilledCell.Conditions(serviceTier: tier, context: context, region: region))
  }

  private func row(
    _ tokens: Int64, tier: Name = "standard", region: Name = .empty
  ) -> SplitScene.Row {
    SplitScene.Row(
      day: 1, model: "a", quantities: [.input: tokens], tier: tier, region: region)
  }

  /// 60 more at the ledger's 2 and 60 less at its 1.
  @Test func `the tier that a bill states explains a group`() {
    let scene = SplitScene(
      lines: [line(200, 100, .serviceTier, tier: "standard")],
      rows: [row(60, tier: "batch"), row(40)])
    #expect(scene.groups == ["01 a input: 140 band_or_service_tier 60 = 200 (tier:stated)"])
  }

  /// 100 more at the book's 3 and 100 less at 2.
  @Test func `the region that a bill states is a part of its own`() {
    let scene = SplitScene(lines: [line(300, 100, .region, region: "eu")], rows: [row(100)])
    #expect(scene.groups == ["01 a input: 200 region 100 = 300 (region:stated)"])
  }

  @Test func `the band that a bill states explains a group`() {
    let scene = SplitScene(lines: [line(400, 100, .context, context: 1000)], rows: [row(100)])
    #expect(
      scene.groups == ["01 a input: 200 band_or_service_tier 200 = 400 (context:stated)"])
  }

  /// No tier or region has another total.
  ///
  /// 50 × (2 + 1.5 − 3 − 1) = −25.
  @Test func `all stated dimensions are named where none differs by itself`() {
    let stated: Stated = [.serviceTier, .region]
    let scene = SplitScene(
      lines: [
        line(100, 50, stated, tier: "standard", region: ""),
        line(75, 50, stated, tier: "batch", region: "eu"),
      ],
      rows: [row(50, region: "eu"), row(50, tier: "batch")])
    #expect(
      scene.groups == ["01 a input: 200 band_or_service_tier -25 = 175 (tier+region:stated)"])
  }

  @Test func `a dimension that one line does not state is not used`() {
    let scene = SplitScene(
      lines: [line(100, 50, .serviceTier, tier: "standard"), line(100, 50, [])],
      rows: [row(100, tier: "batch")])
    #expect(scene.groups == ["01 a input: 100 band_or_service_tier 100 = 200 (tier:standard)"])
  }

  /// The ledger's average is 8 ÷ 3 in flex and in priority: 8 ÷ 3 + 8 ÷ 3 − 2 × 2 = 1.333…, where two rounded parts would
  /// give …334.
  @Test func `fractions are summed before they are rounded`() {
    let scene = SplitScene(
      lines: [
        line(0, 4, .serviceTier, tier: "flex"), line(0, 4, .serviceTier, tier: "priority"),
      ],
      rows: [
        row(1, tier: "flex"), row(2, tier: "flex", region: "eu"),
        row(1, tier: "priority"), row(2, tier: "priority", region: "eu"), row(2),
      ])
    #expect(
      scene.groups == [
        "01 a input: 20 band_or_service_tier 1.333333333333 price -21.333333333333 = 0 "
          + "(tier:stated)"
      ])
  }
}
