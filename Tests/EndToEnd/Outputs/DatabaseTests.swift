import Foundation
import Testing

/// `assay.db` holds what the reports say, and is the old or the new one whatever happens.
struct DatabaseTests {
  /// The tables that hold the rows of a file of the output folder.
  private static let filesOfTables = [
    "fact": "facts.csv", "exception": "exceptions.csv", "reject": "rejects.csv",
    "summary": "summary.csv", "reconciliation": "reconciliation.csv",
    "negative_margin": "negative-margin.csv",
  ]

  @Test func `every row of a report is in its table, value by value`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "ws/ledger/z.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens,byok\n"
        + "z1,2026-07-01T00:00:00Z,u,openai,gpt-5.6-luna,pro,x,\n"
        + "z2,2026-07-01T00:00:00Z,u,openai,gpt-5.6-luna,pro,7,true\n")
    try compare(Self.filesOfTables, in: folder)
  }

  /// A reservation settled twice, a coupon that no book has, and a plan that no book has.
  @Test func `every row about credits is in its table, value by value`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "ws/credits/a.csv",
      """
      event_id,at,account_id,kind,credits,reservation_id,request_id,source,expires_at,coupon_code,plan
      e1,2026-08-01T00:00:00Z,=acc,grant,100.000001,,,bonus,2026-11-01T00:00:00Z,,
      e2,2026-08-01T01:00:00Z,=acc,reserve,5,rv,,,2026-08-01T02:00:00Z,,
      e3,2026-08-01T01:10:00Z,=acc,settle,2,rv,r1,,,,
      e4,2026-08-01T01:10:04Z,=acc,settle,2,rv,r1,,,,
      e5,2026-08-02T00:00:00Z,=acc,redeem,3,,,,,LOST,
      e6,2026-08-03T00:00:00.5Z,=acc,plan_change,,,,,,,unheard

      """)
    try compare(
      [
        "audit_finding": "audit-findings.csv", "credit_balance": "credit-balances.csv",
        "credit_grant": "grants.csv", "reservation": "reservations.csv",
        "coupon_use": "coupons-report.csv", "plan_change": "plan-changes.csv",
      ], in: folder)
    let equation = try Answer(folder.path("ws/assay.db"), "SELECT missing FROM credit_equation")
    #expect(equation.rows == [["0"]])
  }

  /// Runs, and compares the rows of files of the output folder with those of their tables.
  private func compare(_ filesOfTables: [String: String], in folder: Scratch) throws {
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    for (table, file) in filesOfTables {
      let expected = try Reader.rows(of: folder.text("ws/out/" + file))
      let answer = try Answer(folder.path("ws/assay.db"), "SELECT * FROM \(table)")
      #expect(answer.rows.count == expected.rows.count, "\(table)")
      #expect(!expected.rows.isEmpty, "\(table)")
      // A column that came later stands at the end of both, among others of the table.
      let places = expected.columns.map { answer.columns.firstIndex(of: $0) ?? -1 }
      #expect(!places.contains(-1) && places == places.sorted(), "\(table)")
      for (found, row) in zip(answer.rows, expected.rows) {
        let stored = places.map { place in
          answer.columns[place] == "byok"
            ? (found[place] == "1" ? "true" : "false") : found[place] ?? ""
        }
        // A CSV has an apostrophe before what a spreadsheet would run.
        let written = row.map { $0.hasPrefix("'=") ? String($0.dropFirst()) : $0 }
        #expect(stored == written, "\(table)")
        if stored != written { break }
      }
    }
  }

  /// Lines of facts.csv count from 1; the header is none.
  @Test func `only lines with a figure that few have stand in fact_rare`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let rare = try Answer(folder.path("ws/assay.db"), "SELECT * FROM fact_rare")
    let columns = rare.columns.dropFirst()
    let facts = rows(ofCSV: try folder.text("ws/out/facts.csv"))
    let expected = facts.enumerated().filter { _, fact in columns.contains { fact[$0] != "0" } }
    #expect(columns.contains("images") && !expected.isEmpty && expected.count < facts.count / 2)
    #expect(rare.named.map { $0["id"] } == expected.map { "\($0.offset + 1)" })
    for (row, fact) in zip(rare.named, expected) {
      for column in columns { #expect(row[column] == fact.element[column]) }
    }
  }

  /// Joined or coalesced columns have no affinity of their own, and would compare as text.
  @Test func `a figure of fact compares with numbers and texts`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "ws/ledger/z.csv",
      "request_id,request_started_at,user_id,provider,model,tier,images,searches,seconds\n"
        + "z1,2026-07-01T00:00:00Z,u,openai,gpt-5.6-luna,pro,2,3,0.5\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let facts = rows(ofCSV: try folder.text("ws/out/facts.csv"))
    for (column, condition, isZero) in [
      ("seconds", "> 0", false), ("images", "= '0'", true), ("unpriced", "<> '0'", false),
      ("searches", ">= 1", false), ("notional_cost_usd", "> 0", false),
      ("recorded_credits", "> 0", false),
    ] {
      let expected = facts.count { (Double($0[column] ?? "") == 0) == isZero }
      #expect(0 < expected && expected < facts.count, "\(column)")
      let found = try Answer(
        folder.path("ws/assay.db"), "SELECT count(*) FROM fact WHERE \(column) \(condition)")
      #expect(found.rows == [["\(expected)"]], "\(column)")
    }
  }

  @Test func `daily adds up to the summary, and its views to its reports`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let sums = try Answer(
      database,
      """
      SELECT sum(requests), round(total(vendor_cost_usd), 8), round(total(revenue_usd), 8),
        round(total(free_tier_loss_usd), 8) FROM daily
      """)
    // The stated figures of the sample; 19,970 rated and 10 unpriced requests.
    #expect(sums.rows == [["19980", "217.66739799", "262.916", "4.11438732"]])
    #expect(
      try Answer(database, "SELECT missing FROM row_equation").rows == [["0"]])
    let months = try Answer(
      database,
      "SELECT month, tier, requests, revenue_usd FROM margin_by_tier_month ORDER BY month, tier")
    let revenue = rows(ofCSV: try folder.text("ws/out/revenue.csv"))
    #expect(months.rows.count == revenue.count)
    for (month, row) in zip(months.named, revenue) {
      #expect(month["month"] == row["month"] && month["tier"] == row["tier"])
      #expect(month["requests"] == row["requests"])
      #expect(Double(month["revenue_usd"] ?? "") == Double(row["revenue_usd"] ?? ""))
    }
    let tiers = try Answer(
      database,
      """
      SELECT tier, round(100 * total(target_margin_usd) / nullif(total(targeted_revenue_usd), 0), 4)
      FROM daily GROUP BY tier
      """)
    let margins = rows(ofCSV: try folder.text("ws/out/margin-by-tier.csv"))
    for (tier, row) in zip(tiers.rows, margins) {
      #expect(tier[0] == row["tier"])
      #expect(tier[1].flatMap(Double.init) == Double(row["target_margin_percent"] ?? ""))
    }
    let users = try Answer(
      database, "SELECT user, free_tier_loss_usd, share_percent FROM worst_free_users")
    let losses = rows(ofCSV: try folder.text("ws/out/free-tier-loss-by-user.csv"))
    #expect(users.rows.count == losses.count)
    for (user, row) in zip(users.rows, losses) {
      #expect(
        user[0] == row["user"] && user[2].flatMap(Double.init) == Double(row["share_percent"] ?? "")
      )
    }
  }

  @Test func `every cell of every book is in its table as it is written`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("ws/aliases.csv", "alias,model,provider\nluna,gpt-5.6-luna,openai\n")
    try folder.write("ws/models.csv", "provider,model,class\nopenai,gpt-5.6-luna,budget\n")
    try folder.write("ws/fx.csv", "day,currency,usd_per_unit\n2026-07-01,EUR,1.10\n")
    try folder.write(
      "ws/accounts.csv",
      "account_id,plan,effective_from,effective_to,organisation_id,role,opened_at,closed_at,pool,"
        + "byok_providers,tax_percent,recorded_at\n"
        + "a1,pro,2026-01-01,,o1,admin,2026-01-02,2026-12-01,before_own,openai;google,19.0,2026-01-03\n"
    )
    try folder.write(
      "ws/coupons.csv",
      "code,kind,value,valid_from,expires_at,max_uses,per_user_limit,plans,months,deactivated_at,"
        + "created_by,description,recorded_at\n"
        + "TEN,percentage_discount,10.0,2026-01-01,2026-12-01,100,2,pro,3,2026-11-01,ann,"
        + "\"Ten, not more\",2025-12-01\n")
    try folder.write(
      "ws/topups.csv",
      "package,credits,price_usd,valid_days,effective_from,effective_to,plans,recorded_at\n"
        + "small,100,9.90,365,2026-01-01,2026-12-01,pro,2025-12-01\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let books = [
      "price": "prices/vendors.csv", "derivation": "derivations.csv", "plan": "plans.csv",
      "multiplier": "multipliers.csv", "alias": "aliases.csv", "model": "models.csv",
      "fx": "fx.csv", "account": "accounts.csv", "coupon": "coupons.csv", "topup": "topups.csv",
    ]
    for (table, file) in books {
      let stored = try Answer(folder.path("ws/assay.db"), "SELECT * FROM \(table)").named
      let written = rows(ofCSV: try folder.text("ws/" + file))
      #expect(stored.count == written.count, "\(table)")
      for (index, (stored, written)) in zip(stored, written).enumerated() {
        #expect(stored["file"] == file && stored["line"] == "\(index + 2)", "\(table)")
        for (column, cell) in written { #expect(stored[column] == cell, "\(table).\(column)") }
      }
    }
    let files = try Answer(
      folder.path("ws/assay.db"), "SELECT kind, count(*) FROM input_file GROUP BY kind")
    #expect(files.rows == [["book", "10"], ["ledger", "3"], ["settings", "1"]])
  }

  @Test func `the same run gives the same bytes, whatever the threads`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    var databases: Set<Data> = []
    for options in [[], ["--threads", "1"], ["--threads", "7", "--block-bytes", "777"]] {
      _ = try Program.assay(["run", folder.path("ws"), "--quiet"] + options)
      databases.insert(try Data(contentsOf: URL(filePath: folder.path("ws/assay.db"))))
    }
    #expect(databases.count == 1)
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--period", "2026-08")
    let run = try Answer(
      folder.path("ws/assay.db"), "SELECT period_from, period_to, first_day, last_day FROM run")
    #expect(run.rows == [["2026-08-01", "2026-09-01", "2026-07-01", "2026-09-30"]])
  }

  @Test func `what is damaged or was left by a crash is made again, and check only says so`() throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let whole = try folder.files(in: "ws")
    let damages: [(file: String, bytes: Data, message: String)] = [
      (
        "assay.db", (whole["assay.db"] ?? Data()).prefix(8192), "[db.rebuilt] damaged (8192 bytes, "
      ),
      ("assay.db-journal", Data("x".utf8), "[db.recovered] a program is writing it, or was killed"),
      ("assay.db-wal", Data("x".utf8), "[db.recovered] a program is writing it, or was killed"),
    ]
    for damage in damages {
      try folder.write("ws/" + damage.file, damage.bytes)
      let damaged = try folder.files(in: "ws")
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("assay.db: note: " + damage.message), "\(check.errors)")
      #expect(try folder.files(in: "ws") == damaged)
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.errors.contains("assay.db: note: " + damage.message), "\(run.errors)")
      #expect(try folder.files(in: "ws") == whole, "\(damage.file)")
    }
  }

  @Test func `what a dead run left is swept, and a failing run leaves the database as it was`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let whole = try folder.files(in: "ws")
    try folder.write("ws/.assay-tmp.assay.db", "half")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(try folder.files(in: "ws") == whole)
    try folder.write("ws/prices/more.csv", "provider,model,unit_class,price_usd\np,m,input,x\n")
    let refused = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(refused.status == 1)
    #expect(try folder.files(in: "ws")["assay.db"] == whole["assay.db"])
  }
}

/// Reads CSV files with any quoting.
private enum Reader {
  static func rows(of text: String) throws -> (columns: [String], rows: [[String]]) {
    var records: [[String]] = [[""]]
    var isQuoted = false
    var isQuoteSeen = false
    for character in text {
      let last = records.count - 1
      switch character {
      case "\"":
        // Two quotes within quotes are one.
        if isQuoteSeen && !isQuoted { records[last][records[last].count - 1].append("\"") }
        isQuoted.toggle()
        isQuoteSeen = !isQuoted
        continue
      case "," where !isQuoted: records[last].append("")
      case "\n" where !isQuoted: records.append([""])
      default: records[last][records[last].count - 1].append(character)
      }
      isQuoteSeen = false
    }
    records.removeLast()
    return (records.removeFirst(), records)
  }
}
