import Support

extension Dice {
  /// Whether one of `of` chances was hit.
  mutating func hits(oneIn of: Int) -> Bool { Int.random(in: 0..<of, using: &self) == 0 }

  /// One of `choices`, of which there is at least one.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &self)]
  }
}
