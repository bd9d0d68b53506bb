import Outputs
import Support
import Testing
import Workspace

/// Places where Assay must not write.
struct OutputGuardTests {
  private let folder: Scratch
  private var workspace: String { folder.path("ws") }

  init() throws {
    folder = try Scratch()
    try folder.write("ws/ledger/a.csv", "a\n")
    try folder.write("ws/notes.txt", "mine\n")
    try folder.write("ws/ours.csv", "a,b\n1,2\n")
    try folder.write("ws/theirs/summary.csv", "mine\n")
    try folder.write("ws/earlier/summary.csv", "measure,value\n")
    try folder.write("ws/earlier/manifest.json", "{\n  \"assay\": \"0.1.0\"\n}\n")
  }

  private func guarded(isForced: Bool = false) -> OutputGuard {
    OutputGuard(workspace: workspace, isForced: isForced)
  }

  @Test func `a folder of somebody else's files is refused, one of an earlier run is not`() throws {
    try guarded().check(reports: workspace + "/new/deep", OptionalOutputs())
    try guarded().check(reports: workspace + "/earlier", OptionalOutputs())
    let theirs = workspace + "/theirs"
    #expect(throws: OutputFault.foreign(theirs + "/summary.csv")) {
      try guarded().check(reports: theirs, OptionalOutputs())
    }
    try guarded(isForced: true).check(reports: theirs, OptionalOutputs())
  }

  /// Not even where foreign files may be replaced.
  @Test(arguments: ["ledger", "ledger/out", "prices", "", "assay.json", "assay.db"])
  func `what a workspace consists of is never written`(_ name: String) {
    let path = name.isEmpty ? workspace : workspace + "/" + name
    #expect(throws: OutputFault.truth(path)) {
      try guarded(isForced: true).check(reports: path, OptionalOutputs())
    }
  }

  @Test func `a folder above the workspace is refused`() {
    let above = folder.path("")
    #expect(throws: OutputFault.aboveWorkspace(above)) {
      try guarded().check(reports: above, OptionalOutputs())
    }
  }

  @Test func `a single file may take the place of one that begins as it will`() throws {
    try guarded().check(file: workspace + "/ours.csv", header: "a,b", option: nil)
    let notes = workspace + "/notes.txt"
    #expect(throws: OutputFault.foreign(notes)) {
      try guarded().check(file: notes, header: "a,b", option: nil)
    }
    #expect(throws: OutputFault.notAFile(workspace + "/theirs", option: "--rated rated.csv")) {
      try guarded().check(
        file: workspace + "/theirs", header: "a,b", option: "--rated rated.csv")
    }
  }
}
