import Closing
import Ledger
import Testing

/// The manifest of a close, read.
struct ClosedManifestTests {
  private static let digest = ChainScene.manifests[0]
  private static let text = """
    {
      "assay": "0.1.0", "workspace": "acme",
      "period": {"from": "2026-08-01", "to": "2026-09-01"},
      "as_known_at": "2026-09-03T08:00:00Z",
      "settings": {"time_zone": "UTC", "charge": []},
      "inputs": [
        {"path": "assay.json", "bytes": 12, "sha256": "\(digest)"},
        {"path": "ledger/a.csv", "bytes": 0, "sha256": "\(digest)"}
      ],
      "outputs": [{"path": "facts.csv", "bytes": 9, "sha256": "\(digest)"}]
    }
    """

  private func read(_ old: String, _ new: String) -> Result<ClosedManifest, ClosedManifestFault> {
    let text = Self.text.replacing(old, with: new, maxReplacements: 1)
    do throws(ClosedManifestFault) {
      return .success(try ClosedManifest(Array(text.utf8)))
    } catch { return .failure(error) }
  }

  @Test func `a manifest has version, month, instant, settings and files`() throws {
    let manifest = try ClosedManifest(Array(Self.text.utf8))
    #expect([manifest.version, manifest.workspace] == ["0.1.0", "acme"])
    #expect(manifest.month == Month(year: 2026, month: 8))
    #expect(manifest.knownAt.rfc3339 == "2026-09-03T08:00:00Z")
    #expect(manifest.inputs.map(\.path) == ["assay.json", "ledger/a.csv"])
    #expect(manifest.inputs.map(\.size) == [12, 0])
    #expect(manifest.outputs.map(\.sha256) == [Self.digest])
    #expect(
      String(decoding: manifest.settings, as: UTF8.self)
        == "{\n  \"time_zone\": \"UTC\",\n  \"charge\": []\n}\n")
  }

  @Test(
    arguments: ["/etc/passwd", "../a.csv", "ledger/../../a.csv", "a//b", "./a", "", "a/"])
  func `a path that may leave the workspace is refused`(path: String) {
    guard case .failure(let fault) = read("ledger/a.csv", path) else {
      Issue.record("\(path) was accepted")
      return
    }
    #expect(fault == .path(path))
    let finding = fault.finding(in: "closes/2026-08-1.json")
    #expect(finding.place.file == "closes/2026-08-1.json" && finding.code == "close.form")
    #expect(
      finding.message == "path \"\(path)\" is outside the workspace, expected a path inside it")
  }

  @Test func `other documents are refused with the member that is wrong`() {
    let cases: [(String, String, ClosedManifestFault)] = [
      ("\"assay\"", "\"essay\"", .member("assay")),
      ("\"to\": \"2026-09-01\"", "\"to\": \"2026-10-01\"", .period),
      ("\"to\": \"2026-09-01\"", "\"to\": null", .period),
      ("2026-09-03T08", "2026-09-03 at 08", .member("as_known_at")),
      ("{\"time_zone\": \"UTC\", \"charge\": []}", "[]", .member("settings")),
      ("\"bytes\": 12", "\"bytes\": -1", .member("inputs")),
      (Self.digest, "short", .member("inputs")),
      ("ledger/a.csv", "assay.json", .repeated("assay.json")),
    ]
    for (old, new, fault) in cases {
      guard case .failure(fault) = read(old, new) else {
        Issue.record("\(old) as \(new) is not \(fault)")
        continue
      }
    }
  }
}
