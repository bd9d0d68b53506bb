import Bills
import Reports

extension StoreTable {
  /// Vendors' bills beside the ledger; empty without bills.
  static let ofBills = [billLine, billGroup, billPart]

  static let billLine = StoreTable(
    "bill_line",
    grain: "One row per line of the vendors' bills, in the order of the files, as bill-lines.csv.",
    columns: StoreColumn.columns(
      of: BillLinesTable.columns, optional: ["context", "line"],
      notes: [
        "kind":
          "usage, credit, discount, commitment, fee, tax, adjustment, rounding_line or purchase",
        "period_start": "instant, UTC; empty: not known",
        "period_end": "instant, UTC, not included; empty: not known",
        "model": "model of the books, or an unknown one as billed; empty means several",
        "unit_class": "empty means all classes",
        "service_tier": "empty: not stated",
        "context": "threshold of the context band, 0 is the base; NULL: not stated",
        "region": "empty: not stated",
        "quantity": "single units; NULL: not stated",
        "amount": "as printed, in the currency",
        "tolerance_usd": "largest difference by the printed digits, USD",
        "counted":
          "yes, duplicate, replaced, conflict, out_of_scope, outside_period, or the code that refused it",
        "file": "path in the workspace",
        "line": "line where the record begins; NULL: the whole file",
      ])
      + [month])

  static let billGroup = StoreTable(
    "bill_group",
    grain:
      "One row per bill, period, model and unit class, largest difference first, as bill-reconciliation.csv.",
    columns: [StoreColumn("id", .identity, "place in the order, from 1")]
      + StoreColumn.columns(
        of: BillReconciliationTable.columns,
        optional: ["ledger_usd", "difference_usd", "file", "line"],
        notes: [
          "period": "day, month, or two instants in UTC joined by /",
          "model": "model of the books, or an unknown one as billed; empty means several",
          "unit_class": "empty means all classes",
          "billed_quantity": "single units; NULL: not stated, or no lines",
          "ledger_quantity": "single units, before any rule applies",
          "ledger_usd": "USD, before any rule applies; NULL if no request of the group has a price",
          "difference_usd": "billed less ledger; the parts sum to it; NULL if ledger_usd is",
          "unpriced_quantity": "part of ledger_quantity without a price, single units",
          "cause": "codes of the rules that applied, separated by blanks",
          "file": "path in the workspace of the first line; NULL without lines",
          "line": "line of that file; NULL without lines",
        ]) + [month])

  static let billPart = StoreTable(
    "bill_part",
    grain: "One row per part of the difference of a group that is not 0.",
    columns: [
      StoreColumn("group_id", .requiredCount, "id in bill_group"),
      StoreColumn("part", .requiredText, "name of the part, as its column without _usd"),
      StoreColumn("usd", .decimal, "amount, exact"),
    ], key: ["group_id", "part"])

  private static let month = StoreColumn(
    "month", .requiredText, "YYYY-MM in the zone of the bill, empty not known; not in the CSV file")
}

extension StoreView {
  /// From the ledger to the amount to pay, and the groups to look at first.
  static let ofBills = [
    StoreView(
      "bill_bridge",
      "Each bill and month from the ledger over each part of the difference to billed and to the total, as bill-summary.csv.",
      """
      WITH place(place, part) AS (VALUES \(places)),
        bill AS (SELECT format, vendor, month FROM bill_group
          UNION SELECT format, vendor, month FROM bill_line WHERE counted = 'yes'),
        figure AS (
          SELECT format, vendor, month, 'ledger' AS part, ledger_usd AS usd FROM bill_group
          UNION ALL SELECT format, vendor, month, 'difference',
            coalesce(difference_usd, billed_usd) FROM bill_group
          UNION ALL SELECT format, vendor, month, 'billed', billed_usd FROM bill_group
          UNION ALL SELECT format, vendor, month, 'total', billed_usd FROM bill_group
          UNION ALL SELECT g.format, g.vendor, g.month, p.part, p.usd
            FROM bill_part AS p JOIN bill_group AS g ON g.id = p.group_id
          UNION ALL SELECT format, vendor, month, kind, amount_usd
            FROM bill_line WHERE counted = 'yes' AND kind <> 'usage'
          UNION ALL SELECT format, vendor, month, 'total', amount_usd
            FROM bill_line WHERE counted = 'yes' AND kind <> 'usage'),
        ledger AS (
          SELECT format, vendor, month, sum(unpriced_quantity <> '0') AS unpriced_groups,
            max(ledger_usd IS NULL) AND NOT max(ledger_usd IS NOT NULL AND ledger_quantity <> '0')
              AS is_unknown
          FROM bill_group GROUP BY format, vendor, month)
      SELECT b.format, b.vendor, b.month, l.part,
        CASE WHEN l.part <> 'total' THEN count(CASE WHEN f.usd <> '0' THEN 1 END) END AS groups,
        CASE WHEN l.part NOT IN ('ledger', 'difference') OR g.is_unknown IS NOT 1
          THEN \(usd("total(f.usd)", of: "total(abs(f.usd))")) END AS usd,
        CASE WHEN l.part IN ('ledger', 'difference')
          THEN coalesce(g.unpriced_groups, 0) END AS unpriced_groups
      FROM bill AS b CROSS JOIN place AS l
        LEFT JOIN ledger AS g ON g.format = b.format AND g.vendor = b.vendor AND g.month = b.month
        LEFT JOIN figure AS f ON f.format = b.format AND f.vendor = b.vendor AND f.month = b.month
          AND f.part = l.part
      GROUP BY b.format, b.vendor, b.month, l.place
      ORDER BY b.format, b.vendor, b.month, l.place
      """),
    StoreView(
      "bill_worst_groups",
      "Each group of the bills that differs, largest difference first: its largest part, and the rules that applied.",
      """
      SELECT id AS rank, format, vendor, period, model, unit_class,
        CAST(difference_usd AS REAL) AS difference_usd,
        (SELECT part FROM bill_part WHERE group_id = id
          ORDER BY abs(CAST(usd AS REAL)) DESC, part LIMIT 1) AS largest_part,
        cause, file, line
      FROM bill_group WHERE difference_usd IS NOT '0' ORDER BY id
      """),
  ]

  /// The parts in the order of bill-summary.csv.
  private static let places =
    (["ledger"] + BillPart.allCases.map(\.code) + ["difference", "billed"]
    + BillKind.allCases.filter { $0 != .usage }.map(\.rawValue) + ["total"]).enumerated().map {
      "(\($0.offset), '\($0.element)')"
    }.joined(separator: ", ")
}
