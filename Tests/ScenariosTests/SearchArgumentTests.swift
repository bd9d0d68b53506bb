import Ledger
import Scenarios
import Support
import Terminal
import Testing

/// The values of `--search`.
struct SearchArgumentTests {
  private let reader = ChangeReader(books: TestBooks().books)

  @Test(
    arguments: [
      ("tier:pro 1.2..1.4 step 0.1", [1_200_000, 1_300_000, 1_400_000]),
      // The last step goes no further than the end.
      ("tier:pro 1..1.5 step 0.2", [1_000_000, 1_200_000, 1_400_000]),
      ("tier:pro 2..2 step 1", [2_000_000]),
      ("budget:free 0..50 step 25", [0, 25_000_000, 50_000_000]),
    ] as [(String, [Int128])])
  func `every value from the start to the end is tried`(
    _ text: String, _ millionths: [Int128]
  ) throws {
    let search = try SearchArgument.read(text, reader, besides: [])
    #expect(search.values == millionths)
    #expect(search.scenarios.count == millionths.count)
    #expect(search.scale == 6)
  }

  @Test(arguments: [
    "", "tier:pro", "tier:pro 1..2", "tier:pro 1..2 by 1", "tier:pro 2..1 step 1",
    "tier:pro 1..2 step 0", "tier:pro 1.2 step 1", "pro 1..2 step 1", "tier: 1..2 step 1",
    "tier:pro 0..1000000000 step 1", "tier:pro x..2 step 1",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(throws: UsageFault.self) { try SearchArgument.read(text, reader, besides: []) }
  }

  @Test func `a search is named by its setting and value`() throws {
    let search = try SearchArgument.read("tier:pro 1.5..2 step 0.5", reader, besides: [])
    #expect(search.subject == "tier:pro")
    #expect(search.scenarios.map(\.name) == ["tier:pro 1.5", "tier:pro 2"])
    #expect(search.scope?.tier == "pro")
  }
}
