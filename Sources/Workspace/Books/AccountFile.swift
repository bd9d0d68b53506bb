import Ledger
import Pricing
import Rating

/// Reads `accounts.csv`: the plans of accounts over time, and what holds for each at any time.
enum AccountFile {
  static let columns =
    ["account_id", "plan", "effective_from", "effective_to"] + terms + [
      "recorded_at"
    ]
  /// The columns that hold at any time.
  private static let terms = [
    "organisation_id", "role", "opened_at", "closed_at", "pool", "byok_providers", "tax_percent",
  ]

  /// A row: a plan, blank where it only states terms, and the terms.
  struct Row: Sendable {
    let plan: AccountPlan
    let terms: AccountTerms
  }

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Row>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["account_id", "plan"], known: columns, faults: &faults
    ) { cells in
      let account = cells.name("account_id")
      // The account of a pool has no plan of its own.
      let plan = terms.contains(where: cells.has) ? cells.text("plan") : cells.name("plan")
      return Row(
        plan: AccountPlan(account: account, plan: plan), terms: read(&cells, of: account))
    }
  }

  private static func read(_ cells: inout BookCells, of account: Name) -> AccountTerms {
    func stated(_ column: String) -> Name? {
      cells.text(column).isEmpty ? nil : cells.text(column)
    }
    var terms = AccountTerms(account: account)
    terms.organisation = stated("organisation_id")
    terms.role = stated("role")
    terms.openedAt = cells.date("opened_at")
    terms.closedAt = cells.date("closed_at")
    terms.byokProviders = cells.has("byok_providers") ? cells.list("byok_providers") : nil
    terms.taxPercent = cells.optionalShare("tax_percent")
    if let opened = terms.openedAt, let closed = terms.closedAt, closed <= opened {
      cells.note(
        .order(column: "closed_at", text: "\(cells.text("closed_at"))", after: "opened_at"),
        in: "closed_at")
    }
    var use: PoolUse? = .afterOwn
    if !cells.text("pool").isEmpty {
      let words = PoolUse.allCases.map { (name: $0.rawValue, word: Optional($0)) }
      use = cells.word("pool", words + [(name: "none", word: nil)]) ?? nil
    }
    // The account of the pool itself is no member of it.
    if let organisation = terms.organisation, organisation != account { terms.pool = use }
    return terms
  }

  /// Returns the terms of each account: those of its last row in the file that was known.
  static func terms(of rows: [DatedRow<Row>], knownAt: Instant?) -> [Name: AccountTerms] {
    var terms: [Name: AccountTerms] = [:]
    terms.reserveCapacity(rows.count)
    for row in rows where row.isKnown(at: knownAt) {
      terms[row.value.terms.account] = row.value.terms
    }
    return terms
  }
}
