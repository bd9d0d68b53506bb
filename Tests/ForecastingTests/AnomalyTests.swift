import Testing

@testable import Forecasting

@Suite struct AnomalyTests {
  private func wave(_ count: Int) -> [Double] {
    // A week, and a ripple of 3 % that is no noise but keeps the usual deviation above 0.
    (0..<count).map { (($0 % 7) < 5 ? 100.0 : 50) * ($0 % 2 == 0 ? 1.03 : 0.97) }
  }

  @Test func `a series that only has its season has nothing odd`() {
    #expect(Anomalies.found(in: wave(90), season: 7).isEmpty)
  }

  @Test func `a day four times as large is a spike with what was expected`() throws {
    var history = wave(90)
    history[40] *= 4
    let found = Anomalies.found(in: history, season: 7)
    #expect(found.map(\.step) == [40])
    let spike = try #require(found.first)
    #expect(spike.kind == .spike && spike.score > 0)
    #expect((spike.expected / wave(90)[40] - 1).magnitude < 0.1)
    #expect(spike.low < spike.expected && spike.expected < spike.high)
    #expect(spike.high < spike.value)
  }

  @Test func `a day of a fifth is below what was expected`() throws {
    var history = wave(90)
    history[50] *= 0.2
    let spike = try #require(Anomalies.found(in: history, season: 7).first)
    #expect(spike.step == 50 && spike.score < 0)
  }

  @Test func `a level that stays is one shift and no spikes`() throws {
    let history = wave(90).enumerated().map { $0.offset < 60 ? $0.element : 2 * $0.element }
    let found = Anomalies.found(in: history, season: 7)
    #expect(found.map(\.kind) == [.shift])
    let step = try #require(found.first?.step)
    #expect((57...63).contains(step))
  }

  @Test(arguments: [[], [1], [1, 2, 3]] as [[Double]])
  func `too few values have nothing odd`(history: [Double]) {
    #expect(Anomalies.found(in: history, season: 7).isEmpty)
  }

  @Test func `a running median is that of the neighbours that there are`() {
    // Windows: 5 1 → 3; 5 1 9 → 5; 1 9 2 → 2; 9 2 → 5.5.
    #expect(Median.running([5, 1, 9, 2], half: 1) == [3, 5, 2, 5.5])
  }
}
