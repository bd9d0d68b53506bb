import Ledger
import Testing

@testable import Pricing

/// Regular expressions of aliases: what they fit, how much of a name, and which are refused.
@Suite struct NamePatternTests {
  private func length(_ pattern: Name, _ name: Name) throws -> Int? {
    let isMade = Alias.isRegex(pattern)
    try #require(isMade)
    let alias = Alias(provider: "p", alias: pattern, model: "m", match: .regex)
    return alias.matchedLength(in: name)
  }

  @Test(
    arguments: [
      ("^gpt-5\\.6-luna-\\d{4}-\\d{2}-\\d{2}$", "gpt-5.6-luna-2026-06-26", 23),
      ("^gpt-5\\.6-luna-\\d{4}-\\d{2}-\\d{2}$", "gpt-5.6-luna-2026", nil),
      ("^o[134]", "o3-mini", 2), ("^o[134]", "gpt-4o", nil),
      ("(?:mi|code|dev|magi|mini)stral", "open-ministral-8b", 9), ("a|ab", "xab", 2),
    ] as [(Name, Name, Int?)])
  func `a pattern accounts for the bytes of its longest match`(
    pattern: Name, name: Name, expected: Int?
  ) throws {
    #expect(try length(pattern, name) == expected)
  }

  /// An engine that goes back over its steps would try each of 2⁴⁴ ways to share the letters out.
  @Test func `no pattern takes for ever`() throws {
    let name = Name(String(repeating: "a", count: 44) + "b")
    #expect(try length("(a+)+$", name) == nil)
    #expect(try length("^(a|aa)+$", name) == nil)
  }

  @Test(arguments: ["(a)\\1", "(", "[", "(?R)a", "(a)?(?(1)b|c)", "\\C"] as [Name])
  func `what an automaton cannot match is refused`(pattern: Name) {
    #expect(!Alias.isRegex(pattern))
  }
}
