import Ledger
import Support
import Testing

@Suite struct NearestTests {
  /// Counted by hand: `time_zome` is one letter off.
  @Test(
    arguments: [
      ("time_zome", ["time_zone", "charge"], "time_zone"),
      ("gpt-4.1-mni", ["gpt-4.1", "gpt-4.1-mini"], "gpt-4.1-mini"),
      ("outptu", ["output", "input"], "output"),
      ("inptu", ["output", "input"], "input"),
      ("chargers", ["charge"], "charge"),
      ("chargeable", ["charge"], nil),
      ("free", ["three"], nil),
      ("fre", ["free"], "free"),
      ("ab", ["abcd"], nil),
      ("model", ["modal", "model_"], nil),
      ("models", ["model", "model"], "model"),
      ("anything", [], nil),
    ] as [(String, [String], String?)])
  func `the one candidate within two letters is meant, within one for a short word`(
    word: String, candidates: [String], expected: String?
  ) {
    #expect(nearest(to: word, among: candidates) == expected)
  }

  /// The textbook's examples: kitten to sitting takes three, flaw to lawn two.
  @Test(
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2),
      ("output_token", "output_tokens", 1), ("ab", "ba", 1), ("tpokens", "tokens", 1),
      ("abcd", "badc", 2), ("é", "e", 1),
    ])
  func `the distance is the fewest insertions, deletions, replacements and exchanges of neighbours`(
    left: String, right: String, distance: Int
  ) {
    for (one, other) in [(left, right), (right, left)] {
      #expect(editDistance(one, other, within: distance) == distance)
      #expect(editDistance(one, other, within: distance + 2) == distance)
      #expect(editDistance(one, other, within: distance - 1) == nil)
    }
  }

  @Test func `the distance is what a plain recursion finds`() {
    var dice = Dice(seed: 8)
    for _ in 0..<200 {
      let words = (0..<2).map { _ in
        (0..<Int.random(in: 0...5, using: &dice)).map { _ in
          Character(["a", "b", "c"].randomElement(using: &dice) ?? "a")
        }
      }
      let distance = naive(words[0][...], words[1][...])
      for limit in 0...5 {
        let found = editDistance(String(words[0]), String(words[1]), within: limit)
        #expect(found == (distance <= limit ? distance : nil))
      }
    }
  }

  private func naive(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
    guard let first = left.first, let second = right.first else { return left.count + right.count }
    if first == second { return naive(left.dropFirst(), right.dropFirst()) }
    let simple = min(
      naive(left.dropFirst(), right), naive(left, right.dropFirst()),
      naive(left.dropFirst(), right.dropFirst()))
    guard left.count > 1, right.count > 1, left.prefix(2).elementsEqual(right.prefix(2).reversed())
    else { return 1 + simple }
    return 1 + min(simple, naive(left.dropFirst(2), right.dropFirst(2)))
  }
}
