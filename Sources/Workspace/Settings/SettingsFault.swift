import Intake
import Ledger

/// Something wrong in `assay.json`.
///
/// It carries the values; `code`, `message` and `help` make the words.
enum SettingsFault: Hashable {
  case unknownKey(String, near: String?, all: [String])
  case wrongType(key: String, expected: String)
  case wrongValue(key: String, text: String, expected: String, near: String? = nil)
  case unknownZone(String)
  /// The name that is given for the format of an export is none.
  case unknownFormat(path: String, text: String, near: String?, all: [String])
  case sameEntry(key: String)
  case unknownExport(String, near: String?, folder: String = "ledger/")
  /// A mapping gives no value to columns that every row needs.
  case mappingLacks([String])
  /// A mapping reads one column as several quantities, none of which includes the other.
  case countedTwice(String, [String])
  /// A part that a proposed mapping left open is still open.
  case stillOpen(LedgerColumn)
  /// The content of a total of a vendor's usage, left open by a proposal, is still open.
  case ruleStillOpen(key: String, vendor: String?)
  case text(NameFault, key: String)

  var code: String {
    switch self {
    case .unknownKey: "cfg.key"
    case .wrongType: "cfg.type"
    case .wrongValue, .sameEntry, .unknownExport, .unknownFormat, .mappingLacks, .countedTwice,
      .stillOpen, .ruleStillOpen:
      "cfg.value"
    case .unknownZone: "cfg.zone"
    case .text(let fault, _): fault.code
    }
  }

  var message: String {
    switch self {
    case .unknownKey(let key, _, _): "\"\(key.excerpt)\" is not a setting"
    case .wrongType(let key, let expected): "\"\(key)\" is not \(expected)"
    case .wrongValue(let key, let text, let expected, _):
      "\"\(key)\" is \"\(text.excerpt)\", expected \(expected)"
    case .unknownFormat(let path, let text, _, _):
      "\"\(path.excerpt)\" is \"\(text.excerpt)\", expected the name of a format"
    case .text(let fault, let key): fault.message(column: key)
    case .unknownZone(let name):
      "\"\(name.excerpt)\" is not a time zone of this machine's IANA database"
    case .mappingLacks(let columns):
      "the mapping lacks \(columns.joined(separator: ", "))"
    case .countedTwice(let name, let columns):
      "the mapping reads \"\(name.excerpt)\" as \(columns.joined(separator: " and as ")), so its"
        + " tokens count twice"
    case .stillOpen(let column):
      "\"\(column.name)\" is still \"\(MappingProposal.open)\", expected"
        + " \(MappingProposal.meaning(of: column))"
    case .ruleStillOpen(let key, let vendor):
      (vendor.map { "\"\($0.excerpt)\" in " } ?? "")
        + "\"\(key)\" is still \"\(MappingProposal.open)\", expected the parts of that total"
    case .unknownExport(let path, _, let folder):
      "\"\(path.excerpt)\" is not an export in \(folder)"
    case .sameEntry(let key): "\"\(key)\" has two entries for one tier and start"
    }
  }

  var help: String {
    switch self {
    case .unknownKey(_, let near?, _): "did you mean \"\(near)\"?"
    case .mappingLacks(let columns):
      "add \"\(columns[0])\": \"COLUMN OF THE EXPORT\" to its columns, or a value to its constants"
    case .countedTwice(_, let columns):
      "map \(columns.joined(separator: " and ")) to separate columns,"
        + " or delete the entry that the column name contradicts"
    case .stillOpen(.requestID):
      "if no single column identifies a request, join several: \"request_id\": [\"time\", \"user\"]"
    case .stillOpen(.provider): "write it as in: \"provider\": \"openai\""
    case .ruleStillOpen(let key, let vendor):
      "write [] if the total has no other parts; otherwise as in: \"\(vendor?.excerpt ?? key)\": [\"\(key == "input_includes" ? "cache_read" : "reasoning")\"]"
    case .stillOpen(.status): "write it as in: \"aborted\": \"cancelled\""
    case .stillOpen:
      "spell its name as in the file, or state the common value under \"constants\""
    case .unknownExport(_, let near?, _): "did you mean \"\(near)\"?"
    case .unknownFormat(_, _, let near?, let all):
      "did you mean \"\(near)\"? The formats are " + all.joined(separator: ", ")
    case .unknownFormat(_, _, nil, let all): "the formats are " + all.joined(separator: ", ")
    case .unknownExport(_, nil, let folder):
      "write the path as in: \"\(folder)usage.csv\""
    case .unknownKey(_, nil, let all): "the settings here are " + all.joined(separator: ", ")
    case .unknownZone:
      "write it as in: \"time_zone\": \"Europe/Berlin\"; install tzdata if no name is known"
    case .wrongValue(_, _, _, let near?): "did you mean \"\(near)\"?"
    case .wrongType(let key, _), .wrongValue(let key, _, _, nil): SettingsFault.example(key)
    case .text: "spell the name as in the books"
    case .sameEntry: "delete one of the two, or give it another tier or start"
    }
  }

  /// Returns an example of a setting, with its default.
  private static func example(_ key: String) -> String {
    switch key {
    case "organization": "write it as in: \"organization\": \"Example Ltd\""
    case "time_zone": "write it as in: \"time_zone\": \"UTC\""
    case "credit_value_usd", "value": "write it as in: \"credit_value_usd\": \"0.01\""
    case "credit_increment": "write it as in: \"credit_increment\": \"0.1\""
    case "ledger_cost_decimals": "write it as in: \"ledger_cost_decimals\": 8"
    case "cost_tolerance_usd": "write it as in: \"cost_tolerance_usd\": \"0\""
    case "default_multiplier": "write it as in: \"default_multiplier\": \"1.5\""
    case "charge": "write it as in: \"charge\": [\"completed\", \"partial\"]"
    case "byok_markup_percent", "free", "budget", "standard", "premium":
      "write it as in: \"byok_markup_percent\": { \"standard\": \"10\" }"
    case "watch", "auto_apply_percent", "critical_points":
      "write it as in: \"watch\": { \"auto_apply_percent\": \"10\", \"critical_points\": \"10\" }"
    case "stale_days": "write it as in: \"watch\": { \"stale_days\": 30 }"
    case "daily_cap_credits":
      "write it as in: \"free_tier\": { \"daily_cap_credits\": \"100\" }"
    case "free_tier", "budget_credits":
      "write it as in: \"free_tier\": { \"budget_credits\": \"2000\" }"
    case "allowed_models": "write it as in: \"free_tier\": { \"allowed_models\": [\"gpt-5\"] }"
    case "from": "write it as in: \"from\": \"2026-08-01\""
    case "tier": "write it as in: \"tier\": \"pro\""
    case "mappings", "columns", "constants", "values", "units":
      "write it as in: \"mappings\": { \"ledger/x.csv\": { \"columns\": { \"request_id\": \"id\" } } }"
    case "input_includes", "output_includes":
      "write it as in: \"input_includes\": [\"cache_read\"], \"output_includes\": [\"reasoning\"]"
    case "time_format": "write it as in: \"time_format\": \"dd.MM.yyyy HH:mm:ss\""
    case "only", "skip": "write it as in: \"only\": { \"type\": [\"generation\"] }"
    case "number_suffixes": "write it as in: \"number_suffixes\": { \"k\": \"thousands\" }"
    case "bills", "replaces":
      "write it as in: \"bills\": { \"bills/new.csv\": { \"replaces\": [\"bills/old.csv\"] } }"
    case "invoice_total_usd": "write it as in: \"invoice_total_usd\": \"1234.56\""
    case "decimal_comma": "write it as in: \"decimal_comma\": true"
    case "formats":
      "write it as in: \"formats\": { \"ledger/usage.csv\": \"litellm-spendlogs\" }"
    case "confirmed_days":
      "write it as in: \"confirmed_days\": [\"2026-02-28\", \"2026-03-01/2026-03-07\"]"
    case "consumption_order":
      "write it as in: \"credits\": { \"consumption_order\": [\"expiry\", \"priority\", \"age\"] }"
    case "recorded_balance", "refund_expired", "upgrade_credits", "downgrade", "credits":
      "write it as in: \"credits\": { \"recorded_balance\": \"balance\" }"
    case "refund_expires_days":
      "write it as in: \"credits\": { \"refund_expires_days\": 30 }, or null for never"
    case "low_balance_percent":
      "write it as in: \"credits\": { \"low_balance_percent\": [\"20\", \"10\", \"0\"] }"
    case "breakage", "method", "percent":
      "write it as in: \"credits\": { \"breakage\": { \"method\": \"expiry\" } }"
    case "journal_accounts", "cash_or_receivable", "deferred_revenue", "breakage_revenue":
      "write it as in: \"journal_accounts\": { \"deferred_revenue\": \"2400\" }"
    case "close", "approval", "signers":
      "write it as in: \"close\": { \"approval\": \"required\" }"
    case "ignore": "write it as in: \"ignore\": [\"ledger/README.md\", \"ledger/*.xlsx\"]"
    default: "write the file as in: { \"time_zone\": \"UTC\" }"
    }
  }
}

extension SettingsFault {
  /// The fault as a finding.
  package func finding(at place: Place) -> Finding {
    Finding(.error, at: place, code: code, message: message, help: help)
  }
}
