import Foundation
import Testing

/// An unknown value is a figure in no medium, and a total with an unknown part says so.
///
/// Parts of the sample, without and with its credit events, from which books, rates, plans or columns were taken away;
/// `unknown_figures.py` tries any number of them.
struct UnknownLawTests {
  @Test(arguments: [(1, false), (3, false), (13, true)])
  func `no medium shows a figure of which nothing is known`(
    seed: Int, hasCredits: Bool
  ) throws {
    let folder = try Scratch()
    let sample = hasCredits ? Program.repository.appending(path: "sample-data") : Program.quarter
    let run = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/unknown_figures.py"),
      [
        Program.builtProgram.path, sample.path,
        folder.path(""), "\(seed)", "2",
      ], oracle: true)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    // Without credit events there is one more, where nothing is sold.
    #expect(run.output == "\(hasCredits ? 2 : 3) workspaces, 0 break the law\n")
  }
}
