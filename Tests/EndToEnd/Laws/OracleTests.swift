import Testing

/// The program against a second, slow calculation that was written from the specification alone.
struct OracleTests {
  /// `scripts/campaign` tries more seeds, and larger workspaces.
  @Test func `random workspaces give the oracle's bytes in every report`() throws {
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Oracle/compare.py"),
      [Program.builtProgram.path, "--seeds", "1-4"])
    #expect(run.output == "oracle: 8 runs, 0 differ\n", "\(run.output)\(run.errors)")
  }
}
