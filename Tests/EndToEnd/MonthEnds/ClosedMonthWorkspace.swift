import Foundation
import Testing

/// A small shop whose August is closed: two exports, one of them compressed, a price book, credits and settings.
struct ClosedMonthWorkspace {
  let folder: Scratch

  /// Makes the shop in the folder `name` and closes August.
  init(name: String = "shop") throws {
    folder = try Scratch()
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens\n"
    let august = (1...31).map { "b\($0),\(Self.day(8, $0))T10:00:00Z,u\($0 % 3),p,m,1500,300\n" }
    let july = (1...31).map { "a\($0),\(Self.day(7, $0))T10:00:00Z,u\($0 % 3),p,m,1000,200\n" }
    let september = "c1,2026-09-01T10:00:00Z,u1,p,m,1,1\n"
    try folder.write(name + "/ledger/august.csv", header + august.joined())
    try folder.write(name + "/ledger/september.csv", header + september)
    try folder.write(name + "/ledger/july.csv", header + july.joined())
    let packed = try Program.run(
      URL(filePath: "/bin/gzip"), ["-n", folder.path(name + "/ledger/july.csv")])
    #expect(packed.status == 0)
    try folder.write(
      name + "/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + "p,m,input,3,2026-01-01,2026-01-01\np,m,output,15,2026-01-01,2026-01-01\n")
    try folder.write(
      name + "/credits/events.csv",
      "event_id,at,account_id,kind,credits,source,paid_usd,reason\n"
        + "g1,2026-08-01T00:00:00Z,acme,grant,100,topup,1,\n"
        + "u1,2026-08-02T00:00:00Z,acme,adjust,-5,,,goodwill\n")
    try folder.write(
      name + "/assay.json", #"{ "time_zone": "Europe/Berlin", "watch": { "stale_days": 60 } }"#)
    let close = try Program.assay(
      "close", folder.path(name), "2026-08", "--by", "finance-lead", "--reason", "month end",
      "--at", "2026-09-03T09:00:00Z", "--accept", "unpriced,rejected,conflict,critical", "--quiet")
    #expect(close.status == 0, "\(close.errors)")
  }

  private static func day(_ month: Int, _ day: Int) -> String {
    "2026-0\(month)-" + (day < 10 ? "0" : "") + "\(day)"
  }

  /// Verifies August in `name`.
  func verify(
    _ more: String..., name: String = "shop", environment: [String: String] = [:]
  ) throws -> Program {
    try Program.assay(
      ["verify", folder.path(name), "2026-08"] + more, environment: environment)
  }

  /// Replaces a text in a file, verifies, and puts the file back.
  func verify(changing file: String, _ old: String, to new: String) throws -> Program {
    let path = "shop/" + file
    let bytes = try folder.text(path)
    let changed = bytes.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != bytes, "\(file) has no \(old)")
    try folder.write(path, changed)
    let run = try verify()
    try folder.write(path, bytes)
    return run
  }
}
