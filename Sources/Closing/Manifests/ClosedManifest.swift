import Ledger
import Parsing
import Platform
import Workspace

/// The manifest of a close, read: what went into the closed run and what came out.
package struct ClosedManifest: Sendable {
  /// The version of Assay that closed the month.
  package let version: String
  /// The name of the workspace in reports.
  package let workspace: String
  /// The closed month.
  package let month: Month
  /// The instant up to which the rows of books were known.
  package let knownAt: Instant
  /// That instant as the manifest states it.
  package let knownAtText: String
  /// The settings in force, as JSON.
  package let settings: [UInt8]
  /// The forecast of the next month; nil without one.
  package let forecast: ForecastAtClose?
  /// The files that were read, by the bytes of their paths in the workspace.
  package let inputs: [WrittenFile]
  /// The files that were written, by the bytes of their paths in the folder.
  package let outputs: [WrittenFile]

  /// Reads a manifest; refuses one that is not of a month, or has paths that leave its folder.
  package init(_ bytes: [UInt8]) throws(ClosedManifestFault) {
    let document: JSONValue
    do throws(JSONFault) {
      document = try JSONReader.read(bytes, allowsComments: false)
    } catch {
      throw .json(error)
    }
    func text(_ key: String) throws(ClosedManifestFault) -> String {
      guard let text = document[key]?.text else { throw .member(key) }
      return text
    }
    version = try text("assay")
    workspace = try text("workspace")
    guard let from = document["period"]?["from"]?.text.flatMap({ Day($0) }),
      let to = document["period"]?["to"]?.text.flatMap({ Day($0) }),
      from.month.period == Period(from: from, to: to)
    else { throw .period }
    month = from.month
    knownAtText = try text("as_known_at")
    guard let instant = Instant(dayOrInstant: knownAtText) else { throw .member("as_known_at") }
    knownAt = instant
    guard let stated = document["settings"], case .object = stated.content else {
      throw .member("settings")
    }
    forecast = ForecastAtClose(document["forecast"])
    settings = Array(JSONText(stated).text.utf8)
    inputs = try ClosedManifest.files("inputs", of: document)
    outputs = try ClosedManifest.files("outputs", of: document)
  }

  private static func files(
    _ key: String, of document: JSONValue
  ) throws(ClosedManifestFault) -> [WrittenFile] {
    guard let list = document[key], case .array(let items) = list.content else {
      throw .member(key)
    }
    var files: [WrittenFile] = []
    for item in items {
      guard let path = item["path"]?.text, case .number(let size)? = item["bytes"]?.content,
        let bytes = Int64(size), bytes >= 0, let digest = item["sha256"]?.text,
        isDigest(digest)
      else { throw .member(key) }
      if !WorkspacePath.isInside(path) { throw .path(path) }
      files.append(WrittenFile(path: path, size: bytes, sha256: digest))
    }
    for (file, next) in zip(files, files.dropFirst()) where file.name == next.name {
      throw .repeated(file.path)
    }
    return files
  }

  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
