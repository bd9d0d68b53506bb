import Ledger
import Testing

@testable import HTMLReport

/// The tables in the data of the page, as its script unpacks them.
struct TableDataTests {
  private func json(_ rows: [(places: [Int], figures: [Int128])]) -> String {
    var packed = CompactTableText()
    for row in rows {
      for place in row.places { packed.addPlace(place) }
      for figure in row.figures { packed.addFigure(figure) }
      packed.endRow()
    }
    return packed.json
  }

  @Test func `places of the row above are blank, and zeros too`() {
    let rows: [([Int], [Int128])] = [
      ([0, 3], [12, 0, -5]), ([0, 4], [0, 7, 0]), ([1, 4], [0, 0, 0]),
    ]
    #expect(json(rows) == "\"0,3,12,,-5;,4,,7;1,;\"")
  }

  @Test func `figures keep all their digits`() {
    let figures: [Int128] = [
      Int128(UInt64.max), Int128(UInt64.max) + 1, -(Int128(UInt64.max) + 1), 1,
    ]
    #expect(
      json([([0], figures)])
        == "\"0,18446744073709551615,18446744073709551616,-18446744073709551616,1;\"")
  }

  @Test func `a table without rows is an empty text`() { #expect(json([]) == "\"\"") }

  /// 0.000125 USD needs six decimals, and cents stay cents beside it.
  @Test func `amounts are whole numbers of the least decimal that holds them all`() {
    var scale = AmountScale()
    #expect(scale.decimals == 2)
    for microdollars in [250_000, 125, 10_000] as [Int128] {
      scale.fit(attodollars: microdollars * powerOfTen(12))
    }
    #expect(scale.decimals == 6)
    #expect(scale.units(250_000 * powerOfTen(12)) == 250_000)
  }

  @Test func `a name can neither end its text nor its element`() {
    #expect(
      PageJSONText.string("</script>\"\\&\u{1}") == #""\u003C/script\u003E\"\\\u0026[U+0001]""#)
  }
}
