import Testing

/// The answers of `show` and `top` against a second, slow calculation that was written from docs/SHOW.md alone.
struct QuestionOracleTests {
  /// `scripts/campaign` tries more seeds.
  @Test func `random questions get the oracle's answers`() throws {
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Oracle/questions.py"),
      [Program.builtProgram.path, "--seeds", "2", "--questions", "20"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
