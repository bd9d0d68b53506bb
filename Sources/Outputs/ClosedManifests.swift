import Closing
import Ledger
import Platform

/// Reads the manifests of closes.
enum ClosedManifests {
  /// Returns the manifest of a close; refuses one that is missing or is not the closed one.
  static func read(_ row: CloseRow, in root: String) throws -> ClosedManifest {
    let path = root + "/" + row.manifest
    func refusal(_ message: String) -> RunRefusal {
      RunRefusal(findings: [
        Finding(
          .error, at: Place(file: row.manifest), code: "close.form", message: message,
          help: "restore the file as it was: git checkout -- \(row.manifest)")
      ])
    }
    guard case .file? = try FileSystem.kind(of: path) else {
      throw refusal("the manifest is missing")
    }
    let bytes = try FileSystem.contents(of: path)
    guard SHA256.text(of: bytes) == row.manifestSHA256 else {
      throw refusal("the manifest was changed after the close")
    }
    do throws(ClosedManifestFault) { return try ClosedManifest(bytes) } catch {
      throw RunRefusal(findings: [error.finding(in: row.manifest)])
    }
  }
}
