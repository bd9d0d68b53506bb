import Ledger
import Rating
import Reconciliation
import Tables

/// The sample as CSV: every step of `assay explain` in columns, and columns for who performs it again.
package struct AuditSampleTable {
  private let requests: [SampledRequest]

  package init(_ requests: [SampledRequest]) { self.requests = requests }

  /// The name of the file without its end.
  package static let name = "audit-sample"

  /// The header up to the first columns, by which Assay knows its own file.
  package static let beginning = "number,stratum,request_id,file,line,"

  /// The columns, with their meanings.
  package static let columns: [Column] =
    request + UnitClass.allCases.flatMap(columns) + result

  private static let request: [Column] = [
    Column("number", .count, "number of the request in the sample, from 1"),
    Column("stratum", .text, "stratum from which Assay drew it"),
    Column("request_id", .text, "id of the request"),
    Column("file", .text, "file of the ledger"),
    Column("line", .count, "line of the file, from 1"),
    Column("request_started_at", .text, "start, as recorded"),
    Column("user_id", .text, "user"), Column("account_id", .text, "account"),
    Column("tier", .text, "tier of the customer"), Column("service", .text, "service"),
    Column("provider", .text, "vendor"), Column("model", .text, "model"),
    Column("service_tier", .text, "service tier of the vendor"),
    Column("region", .text, "region"), Column("status", .text, "status"),
    Column("byok", .text, "true with a customer's own key"),
    Column("hits", .count, "interval hits in the request; 1 without `--by-amount`"),
    Column(
      "weight", .decimal, "requests that it represents; by amount, the multiple of its cost"),
  ]

  private static func columns(_ unitClass: UnitClass) -> [Column] {
    let (name, words) = (unitClass.name, unitClass.name.replacing("_", with: " "))
    let per = unitClass.defaultPer == 1 ? "one unit" : "1,000,000 units"
    return [
      Column(name + "_quantity", .decimal, "quantity of class \(words)"),
      Column(name + "_price_usd", .money, "price of \(per) of class \(words)"),
      Column(name + "_cost_usd", .money, "quantity × price of class \(words)"),
    ]
  }

  private static let result: [Column] = [
    Column("notional_cost_usd", .money, "sum of the costs of the classes"),
    Column("vendor_cost_usd", .money, "the same; 0 with a customer's own key"),
    Column("recorded_cost_usd", .money, "recorded cost, in USD"),
    Column("cost_difference_usd", .money, "recorded less recomputed cost"),
    Column("factor", .decimal, "multiplier; with a customer's own key, the fee as a fraction of 1"),
    Column("credit_value_usd", .money, "USD for one credit"),
    Column("credit_increment", .credits, "step to which credits are rounded up"),
    Column("credits", .credits, "cost × factor ÷ credit value, rounded up to the step"),
    Column("recorded_credits", .credits, "recorded credits"),
    Column("credits_difference", .credits, "recorded less recomputed credits"),
    Column("price_rows", .text, "rows of the books with the prices"),
    Column("multiplier_row", .text, "row of the books with the multiplier"),
    Column("outcome", .text, "result of the comparison"),
    Column("diagnosis", .text, "cause of a difference: DIAGNOSES.md"),
    Column("reperformed_by", .text, "to fill in: the person who re-performed it"),
    Column("date", .text, "to fill in: the time of the re-performance"),
    Column("result", .text, "to fill in: agrees, differs or cannot tell"),
    Column("found_usd", .text, "to fill in: the vendor cost found, if it differs"),
    Column("remark", .text, "empty"),
  ]

  /// The rows in the order of the numbers.
  package var table: Table {
    let rows = requests.map(AuditSampleTable.cells)
    return Table(
      name: AuditSampleTable.name, title: "Audit sample", columns: AuditSampleTable.columns,
      rowCount: rows.count, order: "in the order of the strata"
    ) { rows[$0] }
  }

  private static func cells(_ request: SampledRequest) -> [Cell] {
    let (counted, row) = (request.counted, request.explanation?.shown)
    let kind = counted?.trace.card.kind
    func text(_ name: Name?) -> Cell { name.map(Cell.text) ?? .blank }
    let first: [Cell] = [
      .count(Int128(request.number)), .text(Name(request.kind.rawValue)), .text(request.unit.id),
      row.map { .text(Name($0.file.path)) } ?? .blank, .count(orBlank: row?.line),
      text(counted?.startedAtText), text(counted?.user.user), text(counted?.user.account),
      text(kind?.tier), text(kind?.service), text(kind?.provider),
      text(counted?.trace.card.dimensions.model), text(kind?.serviceTier), text(kind?.region),
      text(kind.map { Name($0.status.name) }), kind.map { .boolean($0.isBYOK) } ?? .blank,
      .count(Int128(request.unit.hits)), .decimal(request.weight, scale: 6),
    ]
    let classes = UnitClass.allCases.flatMap { unitClass in
      cells(counted?.trace.lines.first { $0.unitClass == unitClass })
    }
    return first + classes + results(request)
  }

  private static func cells(_ line: RatingTrace.CostLine?) -> [Cell] {
    guard let line else { return [.blank, .blank, .blank] }
    return [
      .decimal(Int128(line.quantity), scale: line.unitClass.quantityDecimals),
      .money(orBlank: line.price.map { $0.perUnit * line.unitClass.defaultPer }),
      line.price == nil ? .blank : .money(line.cost),
    ]
  }

  private static func results(_ request: SampledRequest) -> [Cell] {
    let formula = request.rated?.formula
    let places = request.priceRows.map(\.fileAndLine).joined(separator: " ")
    return [
      .money(orBlank: request.rated?.rated.notionalCost), .money(orBlank: request.vendorCost),
      .money(orBlank: request.recordedCost), .money(orBlank: request.costDifference),
      request.factor.map { .decimal($0, scale: 8) } ?? .blank,
      .money(orBlank: formula?.creditValue.perCredit), .credits(orBlank: formula?.increment),
      .credits(orBlank: request.credits), .credits(orBlank: request.counted?.recordedCredits),
      .creditsSum(orBlank: request.creditsDifference), .text(Name(places)),
      .text(Name(request.multiplierRow?.fileAndLine ?? "")),
      .text(Name(request.explanation?.state.code ?? "")),
      .text(Name(request.counted?.diagnosis?.codes ?? "")),
      .blank, .blank, .blank, .blank, .blank,
    ]
  }
}
