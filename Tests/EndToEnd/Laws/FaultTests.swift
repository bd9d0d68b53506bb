import Foundation
import Testing

/// Kills, errors of the system, and worlds that are not as they should be.
///
/// This is the short form; `scripts/faults` runs the long one.
struct FaultTests {
  @Test func `whatever happens to a run, the workspace is the old or the new one`() throws {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "assay")
    let run = try Program.python(
      Program.repository.appending(path: "Tests/Faults/faults.py"),
      ["--program", program.path, "--short"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
