import Ledger
import Parsing
import Platform

/// The files of a run in a folder, as its manifest names them.
package struct RunFiles {
  private let manifest: String
  /// By name.
  private var digests: [String: String] = [:]

  /// Has none where no run of Assay left a manifest.
  package init(in folder: String) throws {
    manifest = folder + "/" + RunOutput.manifestName
    guard try Manifest.isOurs(in: folder) else { return }
    let text = try FileSystem.contents(of: manifest)
    do throws(JSONFault) {
      let value = try JSONReader.read(text, allowsComments: false)
      for file in value["outputs"]?.items ?? [] {
        if let path = file["path"]?.text { digests[path] = file["sha256"]?.text }
      }
    } catch {
      // A manifest that was spoilt proves nothing, so nothing is lost with the files that it named.
      digests = [:]
    }
  }

  /// True if digests of files that are written now would be compared.
  package var areSome: Bool { !digests.isEmpty }

  /// Returns what to know where files that were written are not those that the manifest proves.
  package func replaced(by written: [WrittenFile]) -> [Finding] {
    let names = written.map { (name: FileSystem.name(of: $0.path), digest: $0.sha256) }
      .filter { name, digest in digests[name].map { $0 != digest } ?? false }.map(\.name)
    if names.isEmpty { return [] }
    let (were, words) =
      names.count == 1
      ? ("was", "its digest") : ("were", "their digests")
    return [
      Finding(
        .note, at: Place(file: manifest), code: "out.replaced",
        message: "\(names.listed) \(were) replaced after this run, so \(words) in the"
          + " manifest no longer \(names.count == 1 ? "matches" : "match")",
        help: "run again, or write elsewhere: --output DIR")
    ]
  }
}
