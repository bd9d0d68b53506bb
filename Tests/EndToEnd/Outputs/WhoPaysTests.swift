import Foundation
import Testing

/// Who pays for what, by the books: refunds of users who paid, and accounts of which a book knows more than the ledger.
struct WhoPaysTests {
  private static let header =
    "request_id,request_started_at,account_id,user_id,tier,provider,model,input_tokens,credits_deducted\n"

  /// Requests of 1 USD, which are 150 credits each.
  private static func workspace(_ rows: [String], _ files: [String: String] = [:]) throws -> Scratch
  {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{"materiality":{"usd":"0","percent":"0"}}"#)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\nfree,true\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
    let lines = rows.enumerated().map { "r\($0),2026-08-20T10:00:00Z,\($1)\n" }
    try folder.write("ws/ledger/a.csv", header + lines.joined())
    for (name, text) in files { try folder.write("ws/" + name, text) }
    return folder
  }

  /// Of 3 credits too much, the 2 of a free user earned nothing: 0.01 USD are to be refunded.
  @Test func `only users who pay are refunded`() throws {
    let folder = try Self.workspace([
      ",ann,pro,p,m,1000000,151", ",bob,free,p,m,1000000,152",
    ])
    let run = try Program.assay("run", folder.path("ws"), "--json")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let findings = try #require(json["attention"] as? [[String: Any]])
    let found = try #require(findings.first { $0["kind"] as? String == "overcharged" })
    #expect(found["amount_usd"] as? String == "0.01")
    #expect(
      found["sentence"] as? String == "Customers were overcharged 3 credits in 2 requests.")
    #expect(
      (found["detail"] as? String)?.hasSuffix(
        "Amounts exclude free users' credits (list value 0.02 USD).") == true)
  }

  /// The ledger has the account acme, and bob without one.
  @Test func `accounts without a request are one note`() throws {
    let rows = ["acme,ann,,p,m,1000000,", ",bob,,p,m,1000000,"]
    for (accounts, words) in [
      ("acme,pro\nbob,pro\n", nil),
      (
        "acme,pro\nann,pro\nbob,pro\nACME,pro\n",
        "accounts.csv: note: [book.unused] 2 of 4 accounts have no request: ACME and ann\n"
      ),
    ] as [(String, String?)] {
      let folder = try Self.workspace(rows, ["accounts.csv": "account_id,plan\n" + accounts])
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.errors.contains("book.unused") == (words != nil), "\(run.errors)")
      if let words { #expect(run.errors.contains(words), "\(run.errors)") }
    }
  }

  /// All requests are of tier pro, model m of p.
  ///
  /// Without a typing error none is rated at the default multiplier.
  @Test func `multipliers that match no request are one note where the default applies`() throws {
    let header = "level,tier,provider,model,multiplier,status,reason\n"
    for (rows, words) in [
      ("tier,pro,,,2,approved,launch\ntier,max,,,3,approved,launch\n", nil),
      (
        "tier,por,,,2,approved,launch\nmodel,,p,other,2,approved,launch\nprovider,,q,,2,approved,launch\n"
          + "combination,pro,,x,2,approved,launch\n",
        "multipliers.csv: note: [book.unused] 4 of 4 multipliers match no request, and the default "
          + "multiplier rates the other usage: combination pro x, model p other, provider q and tier por\n"
      ),
    ] as [(String, String?)] {
      let folder = try Self.workspace(
        ["acme,ann,pro,p,m,1000000,"], ["multipliers.csv": header + rows])
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.errors.contains("book.unused") == (words != nil), "\(run.errors)")
      if let words { #expect(run.errors.contains(words), "\(run.errors)") }
    }
  }

  @Test func `a book without a header names its columns`() throws {
    let folder = try Self.workspace(
      [",ann,pro,p,m,1000000,"], ["accounts.csv": "customer,tier\nann,pro\n"])
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 1)
    #expect(
      run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "help: name the columns in line 1: account_id,plan,effective_from,effective_to"),
      "\(run.errors)")
  }
}
