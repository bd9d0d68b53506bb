import Support

extension Dice {
  /// Returns true with the chance 1 in `of`.
  mutating func hits(oneIn of: Int) -> Bool { Int.random(in: 0..<of, using: &self) == 0 }

  /// One of `choices`, of which there is at least one.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &self)]
  }
}
