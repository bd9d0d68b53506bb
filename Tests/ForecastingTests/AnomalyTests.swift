import Support
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

  /// 1, give or take noise of two in a hundred.
  private func noise(_ step: Int, _ seed: UInt64) -> Double {
    // Sums of three even numbers are about a bell, with a deviation of a half.
    var dice = Dice(seed: seed &* 1000 &+ UInt64(step))
    let sum = (0..<3).reduce(0.0) { sum, _ in sum + Double.random(in: -0.5..<0.5, using: &dice) }
    return 1 + 0.04 * sum
  }

  /// 100 a day, and on every other Thursday so many times as much, give or take noise of two in a hundred.
  private func fortnights(_ count: Int, _ seed: UInt64, factor: Double) -> [Double] {
    (0..<count).map { 100 * ($0 % 14 == 3 ? factor : 1) * noise($0, seed) }
  }

  @Test(arguments: [45, 97, 98, 200], [1.5, 3, 20, 0.1])
  func `a weekday that is busy every other week has nothing odd`(count: Int, factor: Double) {
    for seed in 1...10 as ClosedRange<UInt64> {
      let found = Anomalies.found(in: fortnights(count, seed, factor: factor), season: 7)
      #expect(found.isEmpty, "\(seed): \(found)")
    }
  }

  /// Days 45 and 52 are Thursdays of 300 and of 100: 1,200 and 400 are nearer to the first, 30 and 10 to the second.
  @Test func `the nearer level of a weekday is what is expected of an anomaly`() throws {
    for (day, factor, usual) in [(45, 4.0, 300.0), (52, 4, 300), (45, 0.1, 100), (52, 0.1, 100)] {
      var history = fortnights(98, 1, factor: 3)
      history[day] *= factor
      let found = Anomalies.found(in: history, season: 7)
      #expect(found.map(\.step) == [day], "\(factor): \(found)")
      let odd = try #require(found.first)
      #expect((odd.expected / usual - 1).magnitude < 0.1, "\(factor): \(found)")
    }
  }

  @Test func `three busy weekdays of ten are odd`() {
    var history = fortnights(70, 1, factor: 1)
    for day in [10, 31, 52] { history[day] *= 3 }
    #expect(Anomalies.found(in: history, season: 7).map(\.step) == [10, 31, 52])
  }

  /// 100 on five days of seven, or twice as much after two months, give or take ten in a hundred; nothing on the others.
  private func workdays(_ seed: UInt64, rise: Double) -> [Double] {
    (0..<119).map { step in
      let chance = 1 + 5 * (noise(step, seed) - 1)
      return step % 7 < 5 ? (100 + rise * Double(step)) * chance : 0
    }
  }

  @Test(arguments: [0, 1.6])
  func `days off have nothing odd, nor make others odd`(rise: Double) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = Anomalies.found(in: workdays(seed, rise: rise), season: 7)
      #expect(found.isEmpty, "\(rise) \(seed): \(found)")
    }
  }

  @Test func `a workday without anything and a day off with much are odd`() {
    var history = workdays(1, rise: 0)
    history[30] = 0
    history[40] = 60
    let found = Anomalies.found(in: history, season: 7)
    #expect(found.map(\.step) == [30, 40])
    #expect(found.map { $0.score > 0 } == [false, true])
    #expect(found[1].expected == 0 && found[1].low == 0 && found[1].high < 60)
  }

  /// Fewer than seven uses from one to the next.
  @Test(arguments: [(20, [9, 14, 17]), (40, [7, 13, 19, 25, 31, 37])])
  func `steps without anything are odd where most have something`(count: Int, without: [Int]) {
    for seed in 1...10 as ClosedRange<UInt64> {
      let history = (0..<count).map { without.contains($0) ? 0 : 100 * noise($0, seed) }
      let found = Anomalies.found(in: history, season: 7)
      #expect(found.map(\.step) == without, "\(seed): \(found)")
    }
  }

  /// 4, 5 and 6 in turn, so many steps apart.
  private func uses(every pause: Int) -> [Double] {
    (0..<150).map { step -> Double in step % pause == 0 ? Double(4 + step / pause % 3) : 0 }
  }

  /// So many steps from one use to the next, each use four to six; of a pause of a step or two in five none is odd either.
  @Test(arguments: [2, 5, 10, 30])
  func `pauses are not odd where they are many`(pause: Int) {
    let history = uses(every: pause)
    #expect(Anomalies.found(in: history, season: 7).isEmpty)
    let most: [Double] = (0..<150).map { step in [4, 0, 4, 4, 0, 4, 4, 0, 0, 4, 4][step % 11] }
    #expect(Anomalies.found(in: most, season: 7).isEmpty)
  }

  @Test func `a use is compared with the other uses`() {
    var history = uses(every: 5)
    history[75] = 50
    let found = Anomalies.found(in: history, season: 7)
    #expect(found.map(\.step) == [75])
    #expect(found.allSatisfy { (3...7).contains($0.expected) })
  }

  @Test func `a use that stops is a level, not many pauses`() {
    let found = Anomalies.found(in: (0..<100).map { $0 < 60 ? 100 : 0 }, season: 7)
    #expect(found.map(\.step) == [60] && found.map(\.kind) == [.shift])
  }

  /// The steps of a history, without noise.
  private static let slopes: [(name: String, value: @Sendable (Int) -> Double)] = [
    ("flat", { _ in 100 }), ("2 a step", { 100 + 2 * Double($0) }),
    ("half a step", { 100 + 0.5 * Double($0) }), ("falling", { 400 - 2 * Double($0) }),
    ("1 % a step", { 100 * ExponentialFunction.value(0.00995 * Double($0)) }),
  ]

  private func shifts(_ history: [Double]) -> [Int] {
    Anomalies.found(in: history, season: 7).filter { $0.kind == .shift }.map(\.step)
  }

  @Test(arguments: slopes.indices)
  func `growth is no level shift`(number: Int) {
    let (name, value) = Self.slopes[number]
    for seed in 1...20 as ClosedRange<UInt64> {
      #expect(shifts((0..<120).map { value($0) * noise($0, seed) }) == [], "\(name) \(seed)")
    }
    #expect(shifts((0..<150).map(value)) == [], "\(name)")
  }

  /// So much a step more than a start of 100; 50 days of it are bent on a logarithmic scale.
  @Test(arguments: [5, 10, 20, 50, 100, 1000] as [Double])
  func `a straight rise from a small start has nothing odd`(rise: Double) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let history = (0..<120).map { (100 + rise * Double($0)) * noise($0, seed) }
      let found = Anomalies.found(in: history, season: 7)
      #expect(found.isEmpty, "\(rise) \(seed): \(found)")
    }
  }

  @Test func `a straight rise without noise has nothing odd, but what leaves it`() {
    var history = (0..<120).map { Double(5 + 3 * $0) }
    #expect(Anomalies.found(in: history, season: 7).isEmpty)
    #expect(Anomalies.found(in: (1...60).map { Double(10 * $0) }, season: 7).isEmpty)
    history[3] = 56
    #expect(Anomalies.found(in: history, season: 7).map(\.step) == [3])
  }

  @Test func `growth in whole units is no level shift`() {
    #expect(shifts((0..<150).map { Double(5 + $0 / 2) }) == [])
  }

  @Test(arguments: slopes.indices, [0.6, 1.6])
  func `a level that changes on a slope is the one shift`(number: Int, factor: Double) {
    let (name, value) = Self.slopes[number]
    for seed in 1...10 as ClosedRange<UInt64> {
      let steps = shifts(
        (0..<120).map { value($0) * noise($0, seed) * ($0 < 60 ? 1 : factor) })
      #expect(steps.count == 1 && steps.allSatisfy((57...63).contains), "\(name) \(seed): \(steps)")
    }
  }

  /// So much larger than the last, each value is far from two flat levels.
  @Test(arguments: [0.03, 0.05], [0.6, 1.5, 2])
  func `a level that changes on a steep slope is the one shift`(rate: Double, factor: Double) {
    let history = (0..<120).map {
      100 * ExponentialFunction.value(rate * Double($0)) * ($0 < 60 ? 1 : factor)
    }
    #expect(Anomalies.found(in: history, season: 1).map(\.step) == [60])
    for seed in 1...10 as ClosedRange<UInt64> {
      let found = Anomalies.found(
        in: history.indices.map { history[$0] * noise($0, seed) }, season: 1)
      let steps = found.filter { $0.kind == .shift }.map(\.step)
      #expect(steps == [60], "\(seed): \(found)")
    }
  }

  /// Growth up to step 60 with a step in it, and a smaller one after it.
  ///
  /// Seven values of growth make up for 0.7: as a step it does not last.
  @Test(arguments: [0.7, 1.4])
  func `a step that is none hides no other`(factor: Double) {
    let history = (0..<160).map { step -> Double in
      let growth = 100 * ExponentialFunction.value(0.05 * Double(min(step, 60)))
      let level = (step < 36 ? 1 : factor) * (step < 120 ? 1 : 0.94)
      return growth * level * (step % 2 == 0 ? 1.01 : 0.99)
    }
    let found = Anomalies.found(in: history, season: 1).filter { $0.kind == .shift }
    #expect(found.map(\.step) == (factor < 1 ? [120] : [36, 120]))
  }

  @Test(arguments: 8...13, [0.5, 2] as [Double])
  func `a level of a few days begins and ends on its days`(length: Int, factor: Double) {
    let found = Anomalies.found(
      in: (0..<140).map { (60..<60 + length).contains($0) ? 100 * factor : 100 }, season: 7)
    #expect(found.map(\.step) == [60, 60 + length])
    #expect(found.map(\.kind) == [.shift, .shift])
  }

  @Test(arguments: [0.03, 0.05])
  func `what fits growth is no spike, also at its ends`(rate: Double) {
    let growth = (0..<84).map { 4 * ExponentialFunction.value(rate * Double($0)) }
    #expect(Anomalies.found(in: growth, season: 7).isEmpty)
    // Three times as large, the last three days are not what came before.
    let odd = growth.enumerated().map { $0.offset < 81 ? $0.element : 3 * $0.element }
    #expect(Anomalies.found(in: odd, season: 7).map(\.step) == [81, 82, 83])
  }

  @Test func `a few anomalies at the end are compared with what was before`() {
    // Of the last day the running median is of odd days, too.
    let history = [Double](repeating: 100, count: 80) + [Double](repeating: 3, count: 4)
    let found = Anomalies.found(in: history, season: 7)
    #expect(found.map(\.step) == [80, 81, 82, 83])
    #expect(found.prefix(3).allSatisfy { (99...101).contains($0.expected) }, "\(found)")
  }

  @Test func `growth in whole requests has nothing odd`() {
    let growth = (0..<84).map { (4 * ExponentialFunction.value(0.0392 * Double($0))).rounded() }
    #expect(Anomalies.found(in: growth, season: 7).isEmpty)
  }

  /// A weekly series whose last four days are a 25th, or three times, of what they were: nobody knows yet whether it stays.
  @Test(arguments: [0.04, 3] as [Double])
  func `four anomalies at the end are not ironed out of a forecast`(factor: Double) {
    let usual = (0..<84).map { ($0 % 7 < 2 ? 40.0 : 100) * noise($0, 1) }
    let history = usual.enumerated().map { $0.offset < 80 ? $0.element : factor * $0.element }
    let means = [usual, history].map {
      RollingForecast(history: $0, season: 7, horizon: 14).mean.reduce(0, +)
    }
    // Half way to the new level, or more.
    #expect((means[1] / means[0] - factor).magnitude < (1 - factor).magnitude / 2)
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
