import Testing

/// Accounts of balances.csv that the ledger does not have.
struct BalanceAccountTests {
  private func workspace(_ balances: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let rows = (1...9).map { "r\($0),2026-08-0\($0)T10:00:00Z,u,00417,pro,p,m,1000\n" }
    try folder.write(
      "ws/ledger/u.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
        + rows.joined())
    try folder.write(
      "ws/balances.csv", "account_id,at,credits\n" + balances.map { "\($0),,5\n" }.joined())
    return folder
  }

  @Test(arguments: [
    (["00417"], 0, ""),
    (
      ["417"], 2,
      ":2:1: warning: [balance.account] the ledger has no account \"417\", but \"00417\""
    ),
    (["00417.0"], 2, "[balance.account] the ledger has no account \"00417.0\", but \"00417\""),
    (["x"], 2, "[balance.account] the ledger has no account \"x\", so its usage is unknown"),
    (
      ["00417", "x", "y"], 0,
      ":3:1: warning: [balance.unused] the ledger has no account \"x\", so its usage is unknown"
        + " (first of 2 accounts)"
    ),
  ])
  func `a balance of an account that the ledger lacks is named`(
    accounts: [String], status: Int32, words: String
  ) throws {
    let folder = try workspace(accounts)
    for command in ["check", "run", "forecast"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == status, "\(command): \(run.errors)")
      #expect(words.isEmpty || run.errors.contains(words), "\(command): \(run.errors)")
    }
  }
}
