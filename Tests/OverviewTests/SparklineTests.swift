import Ledger
import Overview
import Testing

struct SparklineTests {
  @Test func `bars grow from nothing to the largest value`() {
    let values = [0, 1, 4, 8].map { Money(attodollars: $0 * 1_000_000_000_000_000_000) }
    #expect(Sparkline.text(values) == "▁▂▅█")
    #expect(Sparkline.text([.zero, .zero]) == "▁▁")
  }
}
