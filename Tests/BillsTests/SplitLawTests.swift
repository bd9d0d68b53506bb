import Bills
import Cube
import Ledger
import Support
import Testing

/// Laws of the split over random bills and ledgers; a case that breaks one is made as small as it still does.
struct SplitLawTests {
  @Test func `the laws hold for 10,000 random bills`() {
    var dice = Dice(seed: 62)
    for number in 0..<10_000 {
      let scene = RandomScene.make(&dice)
      guard let broken = brokenLaw(scene, seed: UInt64(number)) else { continue }
      let small = shrunk(scene) { brokenLaw($0, seed: UInt64(number)) == broken }
      Issue.record("\(broken)\n\(small.lines)\n\(small.rows)")
      return
    }
  }

  @Test func `a bill made from the ledger agrees, and one token or cent more is the first group`() {
    var dice = Dice(seed: 63)
    for number in 0..<2_000 {
      var scene = RandomScene.make(&dice)
      let choice = Int.random(in: 0..<100, using: &dice)
      scene.lines = RandomScene.lines(ofLedger: scene.rows)
      guard let broken = brokenAgreement(scene, choice) else { continue }
      let small = shrunk(scene) {
        var scene = $0
        scene.lines = RandomScene.lines(ofLedger: scene.rows)
        return brokenAgreement(scene, choice) == broken
      }
      Issue.record("\(number): \(broken)\n\(small.lines)\n\(small.rows)")
      return
    }
  }

  /// Returns the law that a split breaks; nil for none.
  private func brokenLaw(_ scene: SplitScene, seed: UInt64) -> String? {
    let split = scene.reconciliation
    for group in split.groups
    where group.parts.reduce(.zero, +) != group.billed - group.ledger {
      return "parts sum to the difference"
    }
    for sums in split.summaries {
      if sums.parts.reduce(sums.ledger.amount, { $0 + $1.amount }) != sums.billed.amount {
        return "ledger + parts = billed"
      }
      if sums.others.reduce(sums.billed.amount, { $0 + $1.figure.amount }) != sums.total {
        return "billed + kinds = total"
      }
    }
    let lines = scene.lines.reduce(Money.zero) { $0 + SplitScene.micro($1.amount) }
    if split.groups.reduce(.zero, { $0 + $1.billed }) != lines {
      return "the groups have every line"
    }
    if split.groups.map(\.difference.magnitude)
      != split.groups.map(\.difference.magnitude).sorted(by: >)
    {
      return "the largest difference is first"
    }
    var other = scene
    var dice = Dice(seed: seed)
    other.lines.shuffle(using: &dice)
    other.rows.shuffle(using: &dice)
    return split.groups.map(\.text) == other.reconciliation.groups.map(\.text)
      ? nil : "the order of lines and rows does not matter"
  }

  private func brokenAgreement(_ scene: SplitScene, _ choice: Int) -> String? {
    if scene.lines.isEmpty { return nil }
    let groups = scene.reconciliation.groups
    if groups.contains(where: { $0.difference != .zero || !$0.causes.isEmpty }) {
      return "a bill made from the ledger agrees"
    }
    let index = choice % scene.lines.count
    for isToken in [true, false] {
      var other = scene
      other.lines[index].amount += isToken ? 10 : 10_000
      if isToken { other.lines[index].quantity? += 1 }
      let line = other.lines[index]
      let first = other.reconciliation.groups.first
      if first?.model != line.model || first?.unitClass != line.unitClass
        || first?.period != other.period(line.day) || first?.difference == .zero
      {
        return isToken ? "a token more is first" : "a cent more is first"
      }
    }
    return nil
  }

  /// Leaves out lines and rows as long as the case still fails.
  private func shrunk(_ scene: SplitScene, stillFails: (SplitScene) -> Bool) -> SplitScene {
    var scene = scene
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for index in scene.lines.indices.reversed() {
        var less = scene
        less.lines.remove(at: index)
        if stillFails(less) { (scene, isSmaller) = (less, true) }
      }
      for index in scene.rows.indices.reversed() {
        var less = scene
        less.rows.remove(at: index)
        if stillFails(less) { (scene, isSmaller) = (less, true) }
      }
    }
    return scene
  }
}

/// Random bills of few days, models and classes: mostly the ledger's use, changed in the ways that vendors do.
enum RandomScene {
  private static let classes: [UnitClass] = [
    .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning,
  ]

  static func make(_ dice: inout Dice) -> SplitScene {
    var scene = SplitScene()
    for _ in 0..<Int.random(in: 0...5, using: &dice) { scene.rows.append(row(&dice)) }
    let isTotal = Int.random(in: 0..<6, using: &dice) == 0
    let hasQuantities = Int.random(in: 0..<3, using: &dice) > 0
    scene.lines = lines(ofLedger: scene.rows).filter { _ in Int.random(in: 0..<8, using: &dice) > 0
    }
    for index in scene.lines.indices {
      change(&scene.lines[index], &dice)
      if isTotal { scene.lines[index].unitClass = .all }
      if !hasQuantities { scene.lines[index].quantity = nil }
    }
    for _ in 0..<Int.random(in: 0...1, using: &dice) { scene.lines.append(line(&dice)) }
    let month = SplitScene.day(1).month
    scene.others = [BillKind.credit, .tax].map {
      Bill.OtherSum(
        month: month, kind: $0, lines: 1,
        amount: SplitScene.micro(Int128(Int.random(in: -99...99, using: &dice))))
    }
    if Int.random(in: 0..<4, using: &dice) == 0 {
      scene.vendorZones = [
        ReportingZone(
          name: "Asia/Shanghai", offsets: [.init(from: .distantPast, secondsEast: 28_800)])
      ]
    }
    return scene
  }

  /// Lines of what counts, one per row and class; reasoning is output where none is billed by itself.
  static func lines(ofLedger rows: [SplitScene.Row]) -> [SplitScene.Line] {
    rows.filter { $0.standing == .counted && !$0.isBYOK }.flatMap { row in
      row.quantities.sorted { $0.key.rawValue < $1.key.rawValue }.map { unitClass, quantity in
        let base = row.isUnpriced ? 0 : SplitScene.list[unitClass, default: 0]
        let price = SplitScene.price(
          base, tier: row.tier, region: row.region, context: row.context)
        return SplitScene.Line(
          day: row.day, model: .known(row.model),
          unitClass: .one(unitClass == .reasoning ? .output : unitClass),
          amount: price * Int128(quantity) / SplitScene.micro(1).attodollars,
          quantity: Int128(quantity), stated: .serviceTier,
          conditions: BilledCell.Conditions(serviceTier: row.tier, context: nil, region: nil))
      }
    }
  }

  private static func row(_ dice: inout Dice) -> SplitScene.Row {
    var row = SplitScene.Row(
      day: Int.random(in: 1...3, using: &dice), model: Bool.random(using: &dice) ? "a" : "b",
      quantities: [:])
    for _ in 0..<Int.random(in: 1...3, using: &dice) {
      // Even, so that one and a half times a price is whole.
      row.quantities[pick(classes, &dice)] = 4 * Int64.random(in: 1...30, using: &dice)
    }
    row.hour = Int.random(in: 0..<24, using: &dice)
    if Int.random(in: 0..<6, using: &dice) == 0 { row.endDay = row.day + 1 }
    row.tier = Int.random(in: 0..<3, using: &dice) == 0 ? "batch" : "standard"
    row.region = Int.random(in: 0..<5, using: &dice) == 0 ? "eu" : ""
    row.context = Int.random(in: 0..<5, using: &dice) == 0 ? 1000 : 0
    row.status = pick([.completed, .completed, .completed, .failed, .cancelled], &dice)
    row.isBYOK = Int.random(in: 0..<8, using: &dice) == 0
    row.standing = pick([.counted, .counted, .counted, .counted, .duplicate, .conflict], &dice)
    row.isUnpriced = Int.random(in: 0..<12, using: &dice) == 0
    return row
  }

  private static func change(_ line: inout SplitScene.Line, _ dice: inout Dice) {
    switch Int.random(in: 0..<12, using: &dice) {
    case 0: line.amount += 7
    case 1: line.quantity? += 4
    case 2: line.amount *= 2
    case 3: line.unitClass = .one(.cacheRead)
    case 4: line.model = .unmapped("Z")
    case 5: line.day = Int.random(in: 1...3, using: &dice)
    case 6: line.tolerance = 5
    case 7: line.stated = []
    case 8: line.unitClass = .cacheWrite
    case 9: line.model = .known("c")
    default: break
    }
  }

  private static func line(_ dice: inout Dice) -> SplitScene.Line {
    SplitScene.Line(
      day: Int.random(in: 1...3, using: &dice),
      model: pick([.known("a"), .all, .unmapped("Z")], &dice),
      unitClass: pick([.all, .unknown, .one(.input), .one(.reasoning)], &dice),
      amount: Int128(Int.random(in: -50...500, using: &dice)),
      quantity: Bool.random(using: &dice) ? Int128(Int.random(in: 0...99, using: &dice)) : nil)
  }

  private static func pick<Value>(_ values: [Value], _ dice: inout Dice) -> Value {
    values[Int.random(in: 0..<values.count, using: &dice)]
  }
}
