import Cube
import Ledger
import Support
import Testing

@Suite struct FactsOrderTests {
  /// Bytes 21 … 7A are ASCII, C3 A9 is é, 65 CC 81 is e with an accent, EF BF BD is U+FFFD and
  /// F0 9F 98 80 an emoji, which UTF-16 would put before U+FFFD.
  private static let bytewise: [Name] = [
    "", "!", "A", "Z", "a", "a!", "aa", "e", "e\u{301}", "f", "z", "é", "\u{FFFD}", "\u{1F600}",
  ]

  @Test func `facts are in the order of the bytes of their texts`() {
    var dice = Dice(seed: 10)
    let tiers = Facts(of: Self.bytewise.shuffled(using: &dice).map { CubeRow(tier: $0) })
    #expect(tiers.plain.map(\.dimensions.tier) == Self.bytewise)
    let models = Facts(of: Self.bytewise.shuffled(using: &dice).map { CubeRow(model: $0) })
    #expect(models.plain.map(\.dimensions.model) == Self.bytewise)
    let accounts = Facts(of: Self.bytewise.shuffled(using: &dice).map { CubeRow(account: $0) })
    #expect(accounts.plain.map(\.user.account) == Self.bytewise)
    let users = Facts(of: Self.bytewise.shuffled(using: &dice).map { CubeRow(user: $0) })
    #expect(users.plain.map(\.user.user) == Self.bytewise)
  }

  /// The day comes first, then each column before the next: tier, provider, model, status, own key,
  /// account, user.
  @Test func `columns are compared one after another`() {
    let sorted = [
      CubeRow(day: -1, tier: "z", provider: "z", model: "z", status: .partial, isBYOK: true),
      CubeRow(day: 0, tier: "a", provider: "z", model: "z", status: .partial, isBYOK: true),
      // "a" before "a!" though a comma would stand after the exclamation mark.
      CubeRow(day: 0, tier: "a!", provider: "a", model: "z", status: .partial, isBYOK: true),
      CubeRow(day: 0, tier: "a!", provider: "b", model: "a", status: .partial, isBYOK: true),
      CubeRow(day: 0, tier: "a!", provider: "b", model: "b", status: .cancelled, isBYOK: true),
      CubeRow(day: 0, tier: "a!", provider: "b", model: "b", status: .completed),
      CubeRow(day: 0, tier: "a!", provider: "b", model: "b", status: .failed),
      CubeRow(day: 0, tier: "a!", provider: "b", model: "b", status: .partial, account: "z"),
      CubeRow(
        day: 0, tier: "a!", provider: "b", model: "b", status: .partial, isBYOK: true,
        account: "a", user: "z"),
      CubeRow(
        day: 0, tier: "a!", provider: "b", model: "b", status: .partial, isBYOK: true,
        account: "b", user: "a"),
      CubeRow(
        day: 0, tier: "a!", provider: "b", model: "b", status: .partial, isBYOK: true,
        account: "b", user: "b"),
      CubeRow(day: 1, tier: "a"),
    ]
    var dice = Dice(seed: 11)
    let facts = Facts(of: sorted.shuffled(using: &dice)).plain
    #expect(facts.map(\.day) == sorted.map(\.day))
    #expect(facts.map(\.dimensions) == sorted.map(\.dimensions))
    #expect(facts.map(\.user) == sorted.map(\.userKey))
  }

  /// The plan became free within the day: two facts side by side for each user, one line.
  @Test func `facts that differ in their terms alone stand together and share a line`() {
    let facts = Facts(of: [
      CubeRow(user: "bob", isFree: true), CubeRow(user: "ann", isFree: true),
      CubeRow(tier: "q"), CubeRow(user: "ann"), CubeRow(user: "bob"),
    ])
    #expect(facts.plain.map(\.user.user) == ["ann", "ann", "bob", "bob", "ann"])
    #expect(facts.plain.map(\.dimensions.terms.isFree) == [false, true, false, true, false])
    #expect(facts.rows.map { facts.lineOfDimensions[Int($0.dimensions)] } == [0, 0, 0, 0, 2])
    #expect(facts.dimensions.count == 3)
  }

  @Test func `lines are the same for equal cells and differ for others`() {
    var dice = Dice(seed: 12)
    let facts = Facts(of: (0..<200).map { _ in dice.row() })
    for (left, leftLine) in zip(facts.dimensions, facts.lineOfDimensions) {
      for (right, rightLine) in zip(facts.dimensions, facts.lineOfDimensions) {
        #expect((left.cells == right.cells) == (leftLine == rightLine))
      }
    }
  }

  /// A target may be negative; no target is not the target of −0.000001 percent.
  @Test func `of two different terms one comes first`() {
    let millionths: [Int64?] = [nil, -2, -1, 0, 1]
    let terms = millionths.map { target in
      Terms(
        isFree: false, creditValue: .default,
        targetMargin: target.map(Percent.init(millionths:)))
    }
    for left in terms {
      for right in terms where left != right {
        #expect((left < right) != (right < left))
      }
    }
  }
}
