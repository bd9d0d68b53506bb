/// Tests of the smallest ledger that runs: one row, of a model with one price.
protocol OneRowLedger {}

extension OneRowLedger {
  static var header: String {
    "request_id,request_started_at,user_id,provider,model,tier,input_tokens"
  }
  static var row: String { "r1,2026-07-01T00:00:00Z,u,p,m,pro,5" }
  static var prices: String {
    "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"
  }

  /// The members of the row besides its id and its tokens, as JSON.
  static var json: String {
    #""request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","model":"m","tier":"pro""#
  }

  /// A file of these lines, by its path.
  static func ledger(_ lines: String...) -> [String: String] {
    ["ledger/a.csv": lines.map { $0 + "\n" }.joined()]
  }
}
