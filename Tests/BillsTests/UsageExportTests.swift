import Bills
import Ledger
import Testing

/// Quantities of a vendor's usage export for a bill that states none; amounts in millionths of a dollar.
struct UsageExportTests {
  typealias Line = SplitScene.Line

  /// 100 tokens of input and 10 of output: 300.
  private let rows = [
    SplitScene.Row(day: 1, model: "a", quantities: [.input: 100, .output: 10])
  ]

  private func line(
    _ unitClass: BilledClass, _ amount: Int128, _ quantity: Int128? = nil
  ) -> Line {
    Line(day: 1, model: .known("a"), unitClass: unitClass, amount: amount, quantity: quantity)
  }

  /// An export of the first of August with 120 tokens of input and 12 of output.
  private func export(
    day: Int = 1, model: Name = "a", format: String = "vendor-usage",
    cacheDetail: CacheDetail = .full
  ) -> BucketExport {
    let span = SplitScene().period(day)
    var quantities = Quantities()
    quantities[.input] = 120
    quantities[.output] = 12
    let key = UsageBucket.Key(
      format: format, span: span, provider: "acme", model: model, serviceTier: "", context: .any,
      region: "", project: "", user: "", apiKey: "", other: "")
    let bucket = UsageBucket(
      place: Place(file: "ledger/u.csv", line: 2), key: key, requests: nil,
      quantities: quantities, recordedCost: nil, cacheDetail: cacheDetail, obstacle: nil,
      notes: [])
    return BucketExport(
      file: "ledger/u.csv", format: format, providers: ["acme"], spans: [span], buckets: [bucket])
  }

  private func groups(_ lines: [Line], _ exports: [BucketExport]) -> [String] {
    let scene = SplitScene(lines: lines, rows: rows)
    var found = BucketQuantities(exports, books: SplitScene.books, use: scene.use)
    return DifferenceSplit.reconciliation(
      of: [found.completed(scene.bill)], use: scene.use, books: SplitScene.books,
      reportingZone: .utc
    ) { _ in [] }.groups.map(\.text).sorted()
  }

  /// 22 tokens more than 110, at 300 ÷ 110.
  @Test func `an export gives quantities to a bill without any`() {
    #expect(
      groups([line(.all, 360)], [export()])
        == ["01 a -: 300 quantity 60 = 360 (quantity:export)"])
  }

  /// 20 tokens of input at 2, 2 of output at 10.
  @Test func `each class has its own quantity`() {
    #expect(
      groups([line(.one(.input), 240), line(.one(.output), 120)], [export()]) == [
        "01 a input: 200 quantity 40 = 240 (quantity:export)",
        "01 a output: 100 quantity 20 = 120 (quantity:export)",
      ])
  }

  /// The bill has no line of output, and every line states a quantity: 0 is billed.
  @Test func `a group without lines has a quantity of 0`() {
    #expect(
      groups([line(.one(.input), 240)], [export()]) == [
        "01 a input: 200 quantity 40 = 240 (quantity:export)",
        "01 a output: 100 not_in_bill -100 = 0",
      ])
  }

  @Test func `the same usage in two files counts once`() {
    #expect(
      groups([line(.all, 360)], [export(), export()])
        == ["01 a -: 300 quantity 60 = 360 (quantity:export)"])
  }

  @Test func `an export of other periods, models or classes gives none`() {
    let without = ["01 a -: 300 unexplained 60 = 360"]
    #expect(groups([line(.all, 360)], [export(day: 2)]) == without)
    #expect(groups([line(.all, 360)], [export(model: "b")]) == without)
    #expect(groups([line(.all, 360)], [export(), export(day: 2)]) == without)
    #expect(groups([line(.all, 360)], [export(format: "litellm-daily-spend")]) == without)
    #expect(
      groups([line(.all, 360)], [export(cacheDetail: .none)])
        == ["01 a -: 300 quantity 60 = 360 (quantity:export)"])
    #expect(
      groups([line(.one(.input), 240), line(.one(.output), 100)], [export(cacheDetail: .none)])
        .first == "01 a input: 200 unexplained 40 = 240")
  }

  @Test func `a bill that states quantities keeps its own`() {
    #expect(
      groups([line(.one(.input), 200, 100), line(.one(.output), 100, 10)], [export()])
        == ["01 a input: 200 = 200", "01 a output: 100 = 100"])
  }
}
