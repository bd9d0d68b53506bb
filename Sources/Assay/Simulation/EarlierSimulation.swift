import Glibc
import Ledger
import Reports

/// Finds the files that an earlier simulation wrote into a folder, which would contradict those of the next one.
enum EarlierSimulation {
  /// The columns of each file that not every simulation writes.
  private static let columns = [
    "simulation-break-even.csv":
      "tier,provider,model,requests,vendor_cost_usd,revenue_usd,margin_usd,margin_percent,multiplier,credit_step_usd,"
      + "credit_step_percent,zero_margin_multiplier,zero_margin_usd,zero_margin_multiplier_without_step,"
      + "target_margin_percent,target_multiplier,target_multiplier_margin_percent,"
      + "target_multiplier_without_step",
    "simulation-search.csv":
      "subject,value,revenue_usd,vendor_cost_usd,margin_usd,margin_percent,scope_revenue_usd,scope_vendor_cost_usd,"
      + "scope_margin_usd,scope_margin_percent,target_margin_percent,reaches_target,credits,"
      + "free_tier_loss_usd,requests_stopped,users_better,users_worse",
    "simulation-stopped.csv":
      "scenario,user,month,first_stopped_at,first_request_id,requests_stopped,credits_stopped,vendor_cost_saved_usd",
    "tiers-compare.csv":
      "user,current_tier,tier,months,requests,credits,vendor_cost_usd,plan_price_usd,credits_beyond_plan,paid_usd,"
      + "paid_now_usd,change_usd,would_save,cheapest",
    "free-tier-frontier.csv":
      "budget_credits,requests_stopped,users_stopped,vendor_cost_saved_usd,vendor_cost_left_usd",
  ]
  private static let facts = FactsFile.columns.joined(separator: ",")

  /// Returns the names of those that are there, in a folder with files of ours.
  ///
  /// What only has the name of one, or is a link, is somebody else's.
  static func files(in folder: String) throws -> Set<String> {
    guard try SimulationOutput.isOurs(in: folder) else { return [] }
    var files: Set<String> = []
    for name in try FileSystem.names(in: folder).map(\.description) {
      let path = folder + "/" + name
      guard let columns = columns[name] ?? (isFacts(name) ? facts : nil),
        try !FileSystem.isLink(path), try TablesOutput.isFile(path, beginning: columns + "\n")
      else { continue }
      if FileSystem.isFixed(path) { throw OutputFault.notWritable(path, EPERM) }
      files.insert(name)
    }
    return files
  }

  /// Whether a file is called `simulation-facts-N.csv`.
  private static func isFacts(_ name: String) -> Bool {
    let (start, end) = ("simulation-facts-", ".csv")
    guard name.hasPrefix(start), name.hasSuffix(end), name.count > start.count + end.count else {
      return false
    }
    let number = name.dropFirst(start.count).dropLast(end.count)
    return number.first != "0" && number.allSatisfy { "0"..."9" ~= $0 }
  }
}
