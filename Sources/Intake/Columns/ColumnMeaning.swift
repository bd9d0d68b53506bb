import Ledger

/// The probable meaning of a column with an unknown name.
package enum ColumnMeaning {
  /// Returns the one of `absent` that `name` nearly is, or is known to mean elsewhere; nil when none is.
  package static func column(for name: String, among absent: [String]) -> String? {
    let plain = folded(Array(name.utf8)).filter { !"_- .".contains($0) }
    return nearest(to: name, among: absent)
      ?? absent.first { synonyms[$0, default: []].contains(plain) }
  }

  /// Returns for each of `missing` the column of `found` that was probably meant, where there is one.
  static func renames(
    of missing: [String], among found: [String]
  ) -> [(missing: String, found: String)] {
    var left = found
    return missing.compactMap { name in
      guard let index = left.firstIndex(where: { column(for: $0, among: [name]) != nil }) else {
        return nil
      }
      return (name, left.remove(at: index))
    }
  }

  /// Without the signs between words, by the name of our column.
  private static let synonyms: [String: Set<String>] = [
    "request_id": [
      "id", "requestid", "reqid", "request", "callid", "generationid", "traceid", "uuid",
    ],
    "request_started_at": [
      "timestamp", "time", "createdat", "created", "startedat", "starttime", "startedtime", "date",
      "datetime", "requesttime", "requeststart",
    ],
    "request_completed_at": ["completedat", "endtime", "endedat", "finishedat"],
    "user_id": ["user", "userid", "customer", "customerid", "username", "enduser"],
    "account_id": ["account", "accountid", "org", "orgid", "organization", "organizationid"],
    "tier": ["plan", "planname", "subscription", "package"],
    "provider": ["vendor", "vendorname", "providername", "supplier"],
    "model": ["modelname", "modelid", "modelused"],
    "input_tokens": ["input", "prompttokens", "inputtokens", "tokensin", "tokensprompt", "prompt"],
    "output_tokens": [
      "output", "completiontokens", "outputtokens", "tokensout", "tokenscompletion", "completion",
    ],
    "cache_read_tokens": [
      "cachedtokens", "cacheread", "cachedinputtokens", "cachereadinputtokens",
    ],
    "reasoning_tokens": ["reasoning", "thinkingtokens"],
    "vendor_cost_usd": ["cost", "costusd", "vendorcost", "totalcost", "price", "usd"],
    "credits_deducted": ["credits", "creditsused", "creditscharged", "creditscost"],
  ]
}
