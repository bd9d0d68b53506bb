import Foundation
import Testing

/// `assay verify` proves what was not touched, and names every file that was.
struct VerifyTests {
  @Test func `one changed byte anywhere is found and named, and undone it is proved`() throws {
    let shop = try ClosedMonthWorkspace()
    let proved = try shop.verify()
    #expect(proved.status == 0, "\(proved.errors)\(proved.output)")
    #expect(proved.output.contains("2026-08, closed 2026-09-03 by finance-lead\n"))
    #expect(proved.output.contains("\n  Chain      1 row, unbroken\n"))
    #expect(proved.output.hasSuffix("Proved: 2026-08 matches its close.\n"))
    let changes: [(file: String, old: String, new: String, told: String)] = [
      ("ledger/august.csv", "b7,", "b8,", "ledger/august.csv: error: [verify.input] was changed"),
      ("prices/p.csv", "input,3,", "input,4,", "prices/p.csv: error: [verify.input] was changed"),
      (
        "credits/events.csv", ",-5,", ",-6,",
        "credits/events.csv: error: [verify.input] was changed"
      ),
      (
        "out/2026-08/facts.csv", ",1500,", ",1501,",
        "out/2026-08/facts.csv:2:"
      ),
      (
        "out/2026-08/report.html", "<title>", "<Title>",
        "out/2026-08/report.html: error: [verify.output] 1 byte differs"
      ),
      (
        "out/2026-08/manifest.json", "2026", "2027",
        "out/2026-08/manifest.json:5:17: error: [verify.output] 1 byte differs at line 5: it is "
      ),
      (
        "closes/2026-08-1.json", "2026", "2027",
        "closes/2026-08-1.json: error: [verify.chain] is not the manifest"
      ),
      (
        "closes/2026-08-1.row", "month", "Month",
        "closes/2026-08-1.row: error: [verify.chain] is not the line closes.csv:2"
      ),
      (
        "closes.csv", "month", "Month",
        "closes.csv:2: error: [verify.chain] this line was changed after it was written"
      ),
    ]
    for change in changes {
      let run = try shop.verify(changing: change.file, change.old, to: change.new)
      #expect(run.status == 3, "\(change.file): \(run.errors)")
      #expect(run.errors.contains(change.told), "\(change.file): \(run.errors)")
      #expect(run.output.contains("Not proved: 2026-08"), "\(change.file)")
    }
    let again = try shop.verify()
    #expect((again.status, again.errors, again.output) == (0, "", proved.output))
  }

  @Test func `what was added since, and settings of today, are notes`() throws {
    let shop = try ClosedMonthWorkspace()
    let folder = shop.folder
    try folder.write(
      "shop/prices/p.csv",
      try folder.text("shop/prices/p.csv") + "p,m,input,4,2026-08-15,2026-09-20\n")
    try folder.write(
      "shop/ledger/august.csv",
      try folder.text("shop/ledger/august.csv") + "late,2026-08-30T10:00:00Z,u1,p,m,5,5\n")
    try folder.write(
      "shop/ledger/new.csv", try folder.text("shop/ledger/september.csv"))
    try folder.write("shop/assay.json", #"{ "watch": { "stale_days": 10 } }"#)
    let run = try shop.verify()
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    let words = run.output.replacing(#/\s+/#, with: " ")
    #expect(
      words.contains(
        "unchanged; ledger/august.csv grew by 1 row since, prices/p.csv grew by 1 row since"))
    #expect(
      run.errors.contains(
        "assay.json: note: [verify.settings] watch.stale_days is 10 now, was 60: no effect"))
    #expect(
      run.errors.contains(
        "assay.json: note: [verify.settings] time_zone is UTC now, was Europe/Berlin"))
  }

  /// A workspace that cannot be run today is no fault of a close.
  @Test func `a close is proved though the workspace has errors today`() throws {
    let shop = try ClosedMonthWorkspace()
    let prices = try shop.folder.text("shop/prices/p.csv")
    try shop.folder.write("shop/prices/p.csv", prices + "p,m,input,much,2026-08-15,2026-09-20\n")
    let broken = try shop.verify()
    #expect(broken.status == 0, "\(broken.errors)")
    #expect(broken.output.contains("Proved: 2026-08 matches its close.\n"))
    #expect(
      broken.output.contains("Since then: not known, as the workspace has errors now: assay check"))
    try shop.folder.write("shop/prices/p.csv", prices)
    try shop.folder.write("shop/assay.json", "{ \"time_zone\": ")
    let unread = try shop.verify()
    #expect(unread.status == 0, "\(unread.errors)")
    #expect(
      unread.errors.contains(
        "assay.json: note: [verify.settings] Assay cannot read the settings now: no effect on the close"
      ))
    #expect(!unread.errors.contains("time_zone is"), "\(unread.errors)")
  }

  @Test func `an input that became a link out of the ledger is not proved`() throws {
    let shop = try ClosedMonthWorkspace()
    let moved = try Program.shell(
      "cd '\(shop.folder.path("shop"))' && mv ledger/august.csv .. && ln -s ../../august.csv"
        + " ledger/august.csv")
    #expect(moved.status == 0, "\(moved.errors)")
    let run = try shop.verify()
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.contains("ledger/august.csv: error: [verify.rerun]"), "\(run.errors)")
  }

  @Test func `another folder, zone, locale and number of threads prove the same`() throws {
    let shop = try ClosedMonthWorkspace()
    let copied = try Program.shell(
      "mkdir '\(shop.folder.path("far away"))' && cd '\(shop.folder.path("shop"))' && cp -r"
        + " assay.json closes* credits ledger prices '\(shop.folder.path("far away"))'")
    #expect(copied.status == 0, "\(copied.errors)")
    let environment = ["TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"]
    for threads in ["1", "3"] {
      let run = try shop.verify(
        "--threads", threads, name: "far away", environment: environment)
      #expect(run.status == 0, "\(run.errors)\(run.output)")
      #expect(run.output.contains("out/2026-08/ does not exist: made again, the same bytes"))
    }
    // Nothing was written there.
    let names = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path("far away"))
    #expect(
      names.sorted() == [
        "assay.json", "closes", "closes.csv", "credits", "ledger", "prices",
      ])
  }

  @Test func `the temporary folder is empty at the end, also after a change`() throws {
    let shop = try ClosedMonthWorkspace()
    try FileManager.default.createDirectory(
      atPath: shop.folder.path("tmp"), withIntermediateDirectories: false)
    let environment = ["TMPDIR": shop.folder.path("tmp")]
    _ = try shop.verify(environment: environment)
    try shop.folder.write("shop/ledger/august.csv", "nonsense\n")
    let run = try shop.verify("--against", shop.folder.path("shop"), environment: environment)
    #expect(run.status == 3)
    #expect(!run.errors.contains(shop.folder.path("tmp")), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.path("tmp")) == [])
  }

  @Test func `a checkout of the close names the line, and packing again is reported`() throws {
    let (shop, then) = (try ClosedMonthWorkspace(), try ClosedMonthWorkspace())
    let other = then.folder.path("shop")
    let text = try shop.folder.text("shop/ledger/august.csv")
    try shop.folder.write(
      "shop/ledger/august.csv",
      text.replacing(
        "b7,2026-08-07T10:00:00Z,u1,p,m,1500", with: "b7,2026-08-07T10:00:00Z,u1,p,m,1600"))
    // The header and six rows come before it; "b7,2026-08-07T10:00:00Z,u1,p,m,1" has 32 bytes.
    let run = try shop.verify("--against", other)
    #expect(run.status == 3)
    #expect(
      run.errors.contains(
        "ledger/august.csv:8:33: error: [verify.input] line 8 was changed: input_tokens is 1600,"
          + " was 1500"), "\(run.errors)")
    try shop.folder.write("shop/ledger/august.csv", text)
    let packed = try Program.shell(
      "cd '\(shop.folder.path("shop/ledger"))' && gunzip july.csv.gz && gzip -n -1 july.csv")
    #expect(packed.status == 0)
    let again = try shop.verify("--against", other)
    #expect(again.status == 3)
    #expect(
      again.errors.contains("ledger/july.csv.gz: error: [verify.input] compressed again"),
      "\(again.errors)")
  }

  @Test func `line ends that were converted are reported as such`() throws {
    let shop = try ClosedMonthWorkspace()
    let text = try shop.folder.text("shop/prices/p.csv")
    try shop.folder.write("shop/prices/p.csv", text.replacing("\n", with: "\r\n"))
    let run = try shop.verify()
    #expect(run.status == 3)
    #expect(
      run.errors.contains("prices/p.csv: error: [verify.input] differs by CR only"),
      "\(run.errors)")
  }

  @Test func `without a period every close is proved, and an earlier line is held by the later`()
    throws
  {
    let shop = try ClosedMonthWorkspace()
    let root = shop.folder.path("shop")
    let words = ["--by", "finance-lead", "--reason", "more", "--at", "2026-10-02T00:00:00Z"]
    let restated = try Program.assay(
      ["close", "restate", root, "2026-08"] + words
        + ["--accept", "unpriced,rejected,conflict,critical", "--quiet"])
    #expect(restated.status == 0, "\(restated.errors)")
    let run = try Program.assay("verify", root, "--json")
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(answer["proved"] as? Bool == true)
    #expect(
      (answer["closes"] as? [[String: Any]])?.map { $0["state"] as? String } == [
        "restated", "closed",
      ])
    let text = try shop.folder.text("shop/closes.csv")
    try shop.folder.write(
      "shop/closes.csv", text.replacing("month end", with: "month END", maxReplacements: 1))
    let changed = try Program.assay("verify", root)
    #expect(changed.status == 3)
    #expect(changed.errors.contains("closes.csv:2: error: [verify.chain]"), "\(changed.errors)")
  }

  @Test func `a proof that cannot be tried ends with 1`() throws {
    let shop = try ClosedMonthWorkspace()
    let root = shop.folder.path("shop")
    let open = try Program.assay("verify", root, "2026-07")
    #expect(open.status == 1)
    #expect(open.errors.contains("[verify.period] 2026-07 is not closed, expected 2026-08"))
    try FileManager.default.removeItem(atPath: root + "/closes.csv")
    let none = try Program.assay("verify", root)
    #expect(none.status == 1)
    #expect(none.errors.contains("closes.csv: error: [verify.none] is missing"))
    // A close was killed before its line, or the lines were removed.
    for name in ["2026-08-1.json", "2026-08-1.row"] {
      #expect(
        none.errors.contains("closes/\(name): note: [verify.chain] no line"), "\(none.errors)")
    }
    #expect(try Program.assay("verify", root, "August 26").status == 64)
  }
}
