import Foundation
import Testing

/// Mutated ledgers, of which every row's verdict is known from the policy on bad input.
///
/// Each is read a second time by the careful path alone, and some by small blocks and more threads; all
/// bytes must be the same. `scripts/campaign` tries more of them, with very large cells as well.
struct FuzzTests {
  @Test func `every row of a mutated ledger gets the verdict of the policy`() throws {
    let folder = try Scratch()
    let runner = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = runner.deletingLastPathComponent().appending(path: "assay").path
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Fuzz/fuzz.py"),
      [program, "--count", "30", "--jobs", "2", "--quick", "--keep", folder.path("fuzz")])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("fuzz: 30 ledgers, "))
  }
}
