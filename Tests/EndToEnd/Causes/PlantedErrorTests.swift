import Foundation
import Testing

/// Errors of every code, planted in random ledgers by a script that knows the rules and not the program.
///
/// `scripts/campaign` tries more seeds; here some are, with shares from 0.1 % to half of the rows.
struct PlantedErrorTests {
  @Test func `every planted error is named, and no row that is right is accused`() throws {
    let runner = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = runner.deletingLastPathComponent().appending(path: "assay").path
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Oracle/plant.py"),
      [program, "--seeds", "1-4", "--rows", "300"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("plant: "))
    #expect(run.output.hasSuffix("0 rows accused or overlooked\n"))
  }
}
