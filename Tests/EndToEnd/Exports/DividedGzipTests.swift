import Foundation
import Testing

/// Workers share a gzip file: each inflates what stands before its part again.
struct DividedGzipTests {
  private static let prices = "provider,model,unit_class,price_usd\np,m,input,1\n"

  /// 8,000 rows, of which each hundredth repeats one that stands 4,000 rows before it, with rows within quotes: 900
  /// kilobytes, so that parts begin within a later chunk of 256.
  private static let ledger = {
    var text = "request_id,request_started_at,user_id,provider,model,input_tokens,tier,note\n"
    for row in 0..<8_000 {
      let id = row >= 4_000 && row % 100 == 0 ? row - 4_000 : row
      let fake = "fake\(row),2026-07-01T00:00:00Z,u,p,m,999999,free,x"
      text += "r\(id),2026-07-01T00:00:00Z,u\(id % 7),p,m,\(id % 13),pro,\"\n\(fake)\n\"\n"
    }
    return Data(text.utf8)
  }()

  /// The length in the last trailer is that of the whole, of its last part, of nothing, or just wrong enough to cut
  /// after the end.
  @Test(arguments: ["one member", "three members", "an empty member at the end", "less alike rows"])
  func `it gives the same whoever reads which part`(kind: String) throws {
    let folder = try Scratch()
    let ledger = Self.ledger
    let (third, end) = (ledger.count / 3, ledger.count)
    let bytes =
      switch kind {
      case "one member": gzip(ledger)
      case "three members":
        gzip(ledger[..<third], ledger[third..<end - 900], ledger[(end - 900)...])
      case "an empty member at the end": gzip(ledger, Data())
      // Noise in a column that nobody reads keeps it from shrinking to an eighth.
      default: gzip(Self.noisy(ledger), Data())
      }
    try folder.write("ws/ledger/a.csv.gz", bytes)
    try folder.write("ws/prices/p.csv", Self.prices)
    for threads in ["1", "2", "5", "9"] {
      let run = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(threads), "--threads", threads, "--quiet")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try folder.files(in: threads) == folder.files(in: "1"), "\(threads) threads")
    }
    let summary = try folder.text("1/summary.csv")
    #expect(
      summary.contains("rows_read,8000\n") && summary.contains("rows_duplicate,40\n"), "\(summary)")
  }

  /// Its first row is no JSON: whoever reads rows tells of that.
  @Test func `a file that says that it grows too much is refused before its rows are read`() throws
  {
    let folder = try Scratch()
    let row =
      #"{"request_id":"r1","request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","#
      + #""model":"m","tier":"pro","input_tokens":1}"#
    let blanks = Data(repeating: 0x20, count: 20 << 20)
    try folder.write("ws/ledger/a.json.gz", gzip(Data("[\(row),x".utf8) + blanks + Data("]".utf8)))
    try folder.write("ws/prices/p.csv", Self.prices)
    let bomb = try Program.assay("check", folder.path("ws"))
    #expect(bomb.status == 1)
    #expect(bomb.errors.contains("[gz.bomb]") && !bomb.errors.contains("[json"), "\(bomb.errors)")
    let allowed = try Program.assay("check", folder.path("ws"), "--max-ratio", "2000")
    #expect(allowed.status == 1 && allowed.errors.contains("[json.syntax]"), "\(allowed.errors)")
  }

  @Test(arguments: [2, 4, 6])
  func `damage and a lost end are reported alike by any number of workers`(eighth: Int) throws {
    let folder = try Scratch()
    let whole = gzip(Self.noisy(Self.ledger))
    var damaged = whole
    damaged[whole.count / 8 * eighth] ^= 0x55
    for (name, bytes) in [("damaged", damaged), ("cut", whole[..<(whole.count / 8 * eighth)])] {
      try folder.write("\(name)/ledger/a.csv.gz", bytes)
      try folder.write("\(name)/prices/p.csv", Self.prices)
      let told = try ["1", "2", "5"].map {
        try Program.assay("check", folder.path(name), "--threads", $0).errors
      }
      #expect(told[0].contains("ledger/a.csv.gz: error: [gz.cut] "), "\(told[0])")
      #expect(Set(told).count == 1, "\(told)")
    }
  }

  /// The ledger with 24 letters of noise in the note of each row.
  private static func noisy(_ ledger: Data) -> Data {
    var state: UInt64 = 88
    var text = Data()
    for byte in ledger {
      text.append(byte)
      guard byte == UInt8(ascii: "x") else { continue }
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(UInt8(ascii: "a") + UInt8(state >> 60))
      }
    }
    return text
  }
}
