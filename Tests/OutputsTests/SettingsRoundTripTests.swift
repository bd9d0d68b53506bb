import Ledger
import Parsing
import Platform
import Testing

@testable import Outputs
@testable import Workspace

/// The settings of a manifest, written as `assay.json`, are the settings of the run.
///
/// One test at a time: the system's zones are read by one thread.
@Suite(.serialized) struct SettingsRoundTripTests {
  /// Every setting stated with a value that is not its default, on one line, as a manifest has it.
  private static let everything = """
    {"organization":"Äther \\"GmbH\\"","time_zone":"Europe/Berlin",\
    "credit_value_usd":[{"from":"2026-01-01","value":"0.02"},\
    {"from":"2026-02-01T10:30:00Z","tier":"pro","value":"0.012345678912"}],\
    "credit_increment":[{"value":"1"},{"from":"2026-03-01","tier":"free","value":"0.01"}],\
    "ledger_cost_decimals":12,"cost_tolerance_usd":"0.000001","default_multiplier":"1.234567",\
    "charge":["completed","failed"],\
    "byok_markup_percent":{"free":"1","budget":"2.5","standard":"3","premium":"4"},\
    "free_tier":{"budget_credits":"12.5","daily_cap_credits":"3","allowed_models":["a","b/c"]},\
    "watch":{"auto_apply_percent":"7","critical_points":"8.25","stale_days":60},\
    "materiality":[{"from":"2026-01-01","usd":"2","percent":"0.2"},{"usd":"3","percent":"1"}],\
    "segments":{"growing":"1.75","shrinking":"0.25"},"batchable_services":["x","y"],\
    "credits":{"consumption_order":["age","expiry"],\
    "recorded_balance":[{"from":"2026-01-01","value":"available"}],"refund_expired":"lost",\
    "refund_expires_days":[{"from":"2026-01-01","value":null},{"value":30}],\
    "upgrade_credits":"difference","downgrade":"any_time","low_balance_percent":["50","0.5"],\
    "breakage":{"method":"proportional","percent":{"bonus":"12.5","topup":"1"}}},\
    "mappings":{"Cost center":"ignored","Who":"user_id","ledger/x*.csv":{"columns":{\
    "request_id":"id","request_started_at":"at","user_id":"u","provider":"p","model":"m",\
    "input_tokens":["i","j"]},"constants":{"service_tier":"batch"},"values":{"provider":{"o":\
    "openai"}},"units":{"input_tokens":"thousands"},"input_includes":["cache_read"],\
    "only":{"type":["usage"]},"skip":{"state":"void"},"time_format":"dd.MM.yyyy HH:mm:ss",\
    "time_zone":"Asia/Tokyo","decimal_comma":true,"digit_grouping":".","blanks":["-"]},\
    "credits/e.csv":{"columns":{"event_id":"i","at":"t","account_id":"a","kind":"k"}},\
    "bills/b*.csv":{"columns":{"amount":"Amt"},"constants":{"vendor":"openai"}}},\
    "ignore":["ledger/*.bak","credits/old.csv"],\
    "confirmed_days":["2020-01-01","2020-02-01/2020-02-03"],\
    "formats":{"ledger/a.json":"codex-rollout","bills/c.csv":"openai"},\
    "bills":{"bills/b1.csv":{"only":{"project":["p"]},"replaces":["bills/b0.csv"],\
    "vendor":"openai","zone":"UTC","invoice_total_usd":"12.50"}},\
    "journal_accounts":{"cash_or_receivable":"1000","deferred_revenue":"1770",\
    "revenue":"4000","breakage_revenue":"4100"},\
    "close":{"approval":"required","signers":"keys/allowed_signers"}}
    """

  /// Reads settings as a workspace does.
  private func workspace(_ settings: String) throws -> Workspace {
    let root = try FileSystem.makeScratchFolder()
    defer { FileSystem.removeIfPossible(root) }
    try FileSystem.write(Array(settings.utf8), toNew: root + "/assay.json")
    let workspace = try Workspace(root: root, knownAt: nil, readsLedger: false)
    #expect(workspace.findings.filter { $0.place.file == "assay.json" } == [])
    return workspace
  }

  @Test(arguments: [everything, "{}", #"{"mappings":{},"bills":{},"credit_value_usd":[]}"#])
  func `what a manifest states is read as the same settings`(text: String) throws {
    let stated = Manifest.settings(of: try workspace(text)).text
    #expect(Manifest.settings(of: try workspace(stated)).text == stated)
  }

  @Test func `every setting is in the manifest as it was stated`() throws {
    for key in SettingKey.allCases {
      #expect(Self.everything.contains("\"\(key.rawValue)\":"), "\(key.rawValue) is not stated")
    }
    let stated = try JSONReader.read(Array(Self.everything.utf8), allowsComments: false)
    let read = try workspace(Self.everything)
    #expect(Manifest.settings(of: read).text == JSONText(stated).text)
    #expect(read.bills.mappings.map(\.pattern) == ["bills/b*.csv"])
    #expect(read.bills.files.map(\.pattern) == ["bills/b1.csv"])
    #expect(read.creditMappings.map(\.pattern) == ["credits/e.csv"])
  }
}
