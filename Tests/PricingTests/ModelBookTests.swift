import Ledger
import Pricing
import Support
import Testing

@Suite struct ModelBookTests {
  /// The row of models.csv from day 10 to day 20, if there is one.
  enum Stated: Hashable {
    case noRow
    case blank
    case stated(ModelClass)
  }

  @Test(
    arguments: [
      ("llama:free", .noRow, 15, .free),
      ("llama:free", .blank, 15, .free),
      ("llama:free", .stated(.premium), 15, .premium),
      ("llama:free", .stated(.premium), 9, .free),
      ("llama:free", .stated(.premium), 20, .free),
      (":free", .noRow, 15, .free),
      ("llama", .noRow, 15, nil),
      ("llama", .blank, 15, nil),
      ("llama", .stated(.budget), 9, nil),
      ("llama", .stated(.budget), 10, .budget),
      ("llama", .stated(.budget), 20, nil),
      ("llama:FREE", .noRow, 15, nil),
      ("llama:free-tier", .noRow, 15, nil),
      ("llamafree", .noRow, 15, nil),
      ("free", .noRow, 15, nil),
    ] as [(Name, Stated, Int32, ModelClass?)])
  func `a name that ends in :free is a free model only where the book says nothing`(
    name: Name, stated: Stated, day: Int32, expected: ModelClass?
  ) {
    var faults: Faults = []
    let book = ModelBook(rows(name, stated), knownAt: nil, faults: &faults)
    let key = ModelKey(provider: "openrouter", model: name)
    #expect(book.modelClass(of: key, at: at(day)) == expected)
  }

  @Test func `a class is that of the provider's own model`() {
    var faults: Faults = []
    let book = ModelBook(rows("llama", .stated(.standard)), knownAt: nil, faults: &faults)
    #expect(book.modelClass(of: ModelKey(provider: "groq", model: "llama"), at: at(15)) == nil)
  }

  @Test func `two descriptions of a model at once are an error`() {
    var faults: Faults = []
    let description = ModelDescription(
      key: ModelKey(provider: "openrouter", model: "llama"), modelClass: .budget)
    let rows = [row(description, from: 10, to: 20), row(description, line: 2, from: 19)]
    _ = ModelBook(rows, knownAt: nil, faults: &faults)
    let fault = BookFault.overlap(
      other: line(1), what: "model openrouter llama", from: at(19),
      during: Validity(from: at(10), to: at(20)))
    #expect(noted(faults) == [Noted(fault: fault, line: 2)])
  }

  private func rows(_ name: Name, _ stated: Stated) -> [DatedRow<ModelDescription>] {
    let modelClass: ModelClass?
    switch stated {
    case .noRow: return []
    case .blank: modelClass = nil
    case .stated(let value): modelClass = value
    }
    return [
      row(
        ModelDescription(
          key: ModelKey(provider: "openrouter", model: name), modelClass: modelClass), from: 10,
        to: 20)
    ]
  }
}
