import Ledger
import Terminal

/// The words that people know from other tools, and what does their work here.
enum CommandSynonyms {
  /// Each command as it is typed, and the words that are taken for it.
  ///
  /// None of them is a command.
  static let table: [(typed: String, words: [String])] = [
    ("assay run && assay open", ["report", "reports"]),
    ("assay run", ["summary", "reconcile", "rate", "start"]),
    ("assay check", ["validate", "lint", "test", "doctor", "status"]),
    ("assay show cost", ["cost", "costs", "blocks", "block", "sessions", "session"]),
    ("assay show cost --by day", ["daily", "day", "days", "list", "query", "sql", "stats"]),
    ("assay show cost --by month", ["monthly", "month", "months", "usage", "spend"]),
    ("assay show cost --by week", ["weekly", "week", "weeks"]),
    ("assay show cost --by model", ["models", "model"]),
    ("assay show margin --by tier", ["margin", "margins", "revenue", "tiers"]),
    ("assay top accounts", ["largest", "biggest", "customers", "customer", "accounts", "account"]),
    ("assay top users", ["users", "user"]),
    ("assay compare", ["diff", "delta", "change", "changes", "changed", "versus"]),
    ("assay open", ["view", "html", "browse", "browser", "dashboard", "ui"]),
    ("assay simulate", ["whatif", "what-if", "scenario", "scenarios", "simulation"]),
    ("assay explain", ["why", "trace", "request", "inspect"]),
    ("assay quote MODEL", ["price", "estimate", "calc"]),
    ("assay prices import CATALOG", ["import"]),
    ("assay multipliers list", ["approve", "reject", "proposals"]),
    ("assay close PERIOD", ["lock", "freeze", "month-end", "finalize", "finalise"]),
    ("assay verify", ["prove", "proof", "audit-trail"]),
    ("assay watch", ["alerts", "alert", "monitor"]),
    ("assay forecast", ["predict", "prediction", "budget", "budgets", "anomalies", "trend"]),
    ("assay init DIR", ["new", "create", "setup"]),
    ("assay --version", ["version"]),
  ]

  /// Returns what to type for a word that is not a command; nil for an unknown one.
  static func typed(for word: String) -> String? {
    table.first { $0.words.contains(word.lowercased()) }?.typed
  }
}

extension UsageFault {
  /// A first word that is no command.
  package static func unknown(_ word: String) -> UsageFault {
    let options = ["--help", "--version"]
    if word.hasPrefix("-") {
      return .unknownOption(word, command: "assay", near: nearest(to: word, among: options))
    }
    if let typed = CommandSynonyms.typed(for: word) { return .guessedCommand(word, typed: typed) }
    let names = CommandDeclaration.all.map(\.name) + ["help"]
    return .unknownCommand(word, near: nearest(to: word, among: names))
  }
}
