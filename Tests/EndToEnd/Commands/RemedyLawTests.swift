import Foundation
import Testing

/// Applies every help line to a copy of the input that got it.
struct RemedyLawTests {
  /// The inputs, one or more for every code of a finding in the sources, are in `Tests/Remedies/inputs.py`.
  ///
  /// What is done is read from the help that is printed, by the patterns of `Tests/Remedies/followed_remedies.py`; what only the
  /// place where a file comes from can do is listed in `inputs.py` as well.
  @Test func `every help makes its finding go and brings no other`() throws {
    let laws = Program.repository.appending(path: "Tests/Remedies/check_remedies.py")
    let run = try Program.python(
      laws, [Program.builtProgram.path, Program.repository.appending(path: "Sources").path])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
