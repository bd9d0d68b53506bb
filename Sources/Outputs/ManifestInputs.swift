import Ledger
import Parsing
import Platform
import Workspace

/// The inputs that the manifest of an earlier run names.
enum ManifestInputs {
  /// Refuses a folder with the reports of a run whose books, or the other files given, differ from those now.
  ///
  /// - Parameter others: digests files besides the books; it is not called without a manifest.
  static func refuseOthers(
    in folder: String, now workspace: Workspace, beside others: () throws -> [WrittenFile]
  ) throws {
    guard try Manifest.isOurs(in: folder) else { return }
    let manifest = folder + "/" + RunOutput.manifestName
    var then: [String: String] = [:]
    let bytes = try FileSystem.contents(of: manifest)
    do throws(JSONFault) {
      let value = try JSONReader.read(bytes, allowsComments: false)
      for file in value["inputs"]?.items ?? [] {
        if let path = file["path"]?.text { then[path] = file["sha256"]?.text }
      }
    } catch {
      // A manifest that was spoilt proves nothing that could be lost.
      return
    }
    let now = try others() + workspace.bookFiles + workspace.bucketFiles
    guard
      let first = now.map(\.path).filter({ path in
        now.contains { $0.path == path && then[path] != $0.sha256 }
      }).sorted().first
    else { return }
    throw RunRefusal(findings: [
      Finding(
        .error, at: Place(file: manifest), code: "out.changed",
        message: "the inputs changed after this report was made: \(first) differs",
        help: "run again: " + TypedCommand.text("run", in: workspace.root, [])
          + "; or write elsewhere: --output DIR")
    ])
  }
}
