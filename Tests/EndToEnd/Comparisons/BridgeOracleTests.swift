import Testing

/// The comparison of two periods against a second, slow calculation that was written from the specification alone.
struct BridgeOracleTests {
  /// `scripts/campaign` tries more seeds.
  @Test func `random workspaces give the oracle's bytes in every file of a comparison`() throws {
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Oracle/bridges.py"),
      [Program.builtProgram.path, "--seeds", "1-2"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
