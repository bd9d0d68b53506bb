import Foundation
import Testing

/// Time zones come from the database of the machine, whatever stands in the environment of a run.
struct ZoneTests {
  private static let header =
    ",request_started_at,user_id,provider,model,input_tokens\n"

  /// The settings for exports with local times.
  private static func mapping(zone: String) -> String {
    let own = ["request_started_at", "user_id", "provider", "model", "input_tokens"]
    let columns = [#""request_id": "id""#] + own.map { #""\#($0)": "\#($0)""# }
    return #"{ "mappings": { "ledger/a.csv": { "columns": { "#
      + columns.joined(separator: ", ")
      + #" }, "time_format": "dd.MM.yyyy HH:mm", "time_zone": "\#(zone)" } } }"#
  }

  private func workspace(_ settings: String, time: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    let id = settings.contains("mappings") ? "id" : "request_id"
    try folder.write("ws/ledger/a.csv", id + Self.header + "r1,\(time),u,p,m,5\n")
    try folder.write("ws/assay.json", settings)
    return folder
  }

  /// Berlin is two hours ahead in summer: its 1 August begins at 22:00 of 31 July in UTC.
  @Test(arguments: [
    (#"{ "time_zone": "Europe/Berlin" }"#, "2026-07-31T22:30:00Z", "2026-08-01"),
    (mapping(zone: "Europe/Berlin"), "01.08.2026 00:30", "2026-07-31"),
  ])
  func `a zone is that of the machine's database, wherever the environment says it is`(
    settings: String, time: String, day: String
  ) throws {
    let folder = try workspace(settings, time: time)
    for place in ["/nonexistent", ""] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet"], environment: place.isEmpty ? [:] : ["TZDIR": place])
      #expect(run.status == 0, "\(run.errors)")
      let facts = rows(ofCSV: try folder.text("ws/out/facts.csv"))
      #expect(facts.map { $0["day"] } == [day], "TZDIR=\(place)")
    }
  }

  /// `localtime` and `posixrules` are what somebody chose for the machine; `right/` counts leap seconds.
  @Test(arguments: [
    ("leapseconds", false), ("tzdata.zi", false), ("Europe", false), ("localtime", false),
    ("posixrules", false), ("right/Europe/Berlin", false), ("Europe/Berlin", true),
    ("Etc/GMT+5", true), ("EST5EDT", true),
  ])
  func `only what the database has as a zone is one`(name: String, isZone: Bool) throws {
    for settings in [#"{ "time_zone": "\#(name)" }"#, Self.mapping(zone: name)] {
      let time = settings.contains("mappings") ? "31.07.2026 22:30" : "2026-07-31T22:30:00Z"
      let folder = try workspace(settings, time: time)
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.status == (isZone ? 0 : 1), "\(check.errors)")
      #expect(check.errors.contains("error: [cfg.zone]") != isZone, "\(check.errors)")
    }
  }

  /// Half past midnight of 1 August in Berlin is 31 July in UTC, and for books and settings.
  @Test(arguments: [
    ("2026-07-31T22:30:00Z", true), ("2026-08-01T00:00:00Z", false),
    ("2026-07-31T21:59:59Z", false),
  ])
  func `explain says of a request between two midnights which one books mean`(
    time: String, isBetween: Bool
  ) throws {
    let folder = try workspace(#"{ "time_zone": "Europe/Berlin" }"#, time: time)
    let explain = try Program.assay(["explain", "r1"], in: folder.path("ws"))
    let words =
      "Reports count it on 2026-08-01 (Europe/Berlin); books and settings apply as of 2026-07-31"
    #expect(
      explain.output.replacing("\n  ", with: " ").contains(words) == isBetween, "\(explain.output)")
    let settings = try String(
      contentsOf: Program.repository.appending(path: "docs/SETTINGS.md"), encoding: .utf8)
    #expect(settings.contains("begins at midnight UTC"))
  }
}
