/// Four lines of `closes.csv`, with hashes computed by Python's hashlib.
enum ChainScene {
  static let header =
    "sequence,kind,period,number,at,by,reason,accepted,manifest,manifest_sha256,restates,previous_sha256,row_sha256"
  static let zeros = String(repeating: "0", count: 64)
  /// The SHA-256 of "one", "two" and "three", which stand for manifests.
  static let manifests = [
    "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
    "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
    "8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f",
  ]
  static let hashes = [
    "9c2206fbdfc163b60f23ee9ba6629d12a04d30f7b32d77e603126a6f618ba4c0",
    "c85e9ca466853cdebfa4a92152e49edd07a5828135b646dd7a850945008441fe",
    "b35903c8d88abc81452817e707b23e2f7ed9932058694c348be1a1628bddabf9",
    "8a6445e686cc81d5dcf4141c26078dc1c2ffd7922bf250cb71ceb908c29dc66a",
  ]
  static let lines = [
    "1,close,2026-08,1,2026-09-03T00:00:00Z,finance-lead,month end,unpriced;critical,"
      + "closes/2026-08-1.json,\(manifests[0]),,\(zeros),\(hashes[0])",
    "2,approve,2026-08,1,2026-09-04T09:30:00Z,controller,,,,,,\(hashes[0]),\(hashes[1])",
    "3,restate,2026-08,2,2026-10-05T00:00:00Z,finance-lead,\"price correction, of 10 September\",,"
      + "closes/2026-08-2.json,\(manifests[1]),1,\(hashes[1]),\(hashes[2])",
    "4,close,2026-09,1,2026-10-05T00:00:00Z,\"'=lead\",\"said \"\"yes\"\"\",,"
      + "closes/2026-09-1.json,\(manifests[2]),,\(hashes[2]),\(hashes[3])",
  ]

  /// Returns the bytes of a file with the header and `lines`.
  static func bytes(_ lines: [String] = lines, header: String = header) -> [UInt8] {
    Array(([header] + lines).map { $0 + "\n" }.joined().utf8)
  }
}
