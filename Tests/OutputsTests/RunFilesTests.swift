import Ledger
import Outputs
import Platform
import Support
import Testing

/// Messages where files replace those that a manifest proves.
struct RunFilesTests {
  private static let digest = String(repeating: "a", count: 64)

  private func names(_ manifest: String, written: [(String, String)]) throws -> [String] {
    let folder = try Scratch()
    try folder.write("manifest.json", manifest)
    let files = try RunFiles(in: folder.path(""))
    return files.replaced(
      by: written.map { WrittenFile(path: $0, size: 1, sha256: String(repeating: $1, count: 64)) }
    ).map(\.message)
  }

  private static let manifest = """
    {"assay":"0.1.0","outputs":[{"path":"price-watch.csv","bytes":1,"sha256":"\(digest)"},
    {"path":"price-checks.csv","bytes":1,"sha256":"\(digest)"}]}
    """

  @Test func `a file with other bytes no longer fits its digest`() throws {
    let one = try names(Self.manifest, written: [("price-watch.csv", "b"), ("new.csv", "b")])
    #expect(
      one == [
        "price-watch.csv was replaced after this run, so its digest in the manifest no longer matches"
      ]
    )
    let two = try names(
      Self.manifest, written: [("price-watch.csv", "b"), ("price-checks.csv", "c")])
    #expect(
      two == [
        "price-watch.csv and price-checks.csv were replaced after this run, so their digests in the"
          + " manifest no longer match"
      ])
  }

  @Test func `the same bytes, and what no manifest of Assay names, are nothing to say`() throws {
    #expect(try names(Self.manifest, written: [("price-watch.csv", "a")]) == [])
    #expect(try names("{\"other\":1}", written: [("price-watch.csv", "b")]) == [])
    #expect(try names("{\"assay\":\"0.1.0\",", written: [("price-watch.csv", "b")]) == [])
  }
}
