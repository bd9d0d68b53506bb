import Ledger
import Reconciliation
import Tables

extension Report {
  /// Every bucket of the vendors' own exports, with what it costs at the price book.
  static let usageBuckets = Report("usage-buckets") { input in
    let rows = input.usageByBucket.buckets
    return Table(
      name: "usage-buckets", title: "Usage buckets",
      columns: [
        Column("format", .text), Column("file", .text), Column("line", .count),
        Column("start", .text), Column("end", .text), Column("provider", .text),
        Column("model", .text), Column("model_as_exported", .text),
        Column("service_tier", .text), Column("context", .text), Column("region", .text),
        Column("project", .text), Column("user", .text), Column("api_key", .text),
        Column("other", .text), Column("requests", .count),
      ]
        + BucketClasses.all.compactMap { $0.quantityColumn.map { Column($0, .count) } } + [
          Column("recorded_cost_usd", .money), Column("vendor_cost_usd", .money),
          Column("counted", .text), Column("why_no_cost", .text), Column("notes", .text),
        ] + UnitClass.columnsAtEnd.compactMap { $0.quantityColumn.map { Column($0, .count) } },
      rowCount: rows.count, order: "by file and line"
    ) { cells(of: rows[$0]) }
  }

  private static func cells(of listed: ListedBucket) -> [Cell] {
    let (bucket, key) = (listed.bucket, listed.bucket.key)
    let texts: [Name] = [
      Name(key.span.from.rfc3339), Name(key.span.to.rfc3339), key.provider, listed.cost.model,
      key.model, key.serviceTier, key.context.words, key.region, key.project, key.user,
      key.apiKey, key.other,
    ]
    let place: [Cell] = [
      .text(Name(key.format)), .text(Name(bucket.place.file)),
      bucket.place.line.map { .count(Int128($0)) } ?? .blank,
    ]
    return place + texts.map { .text($0) }
      + [bucket.requests.map { .count(Int128($0)) } ?? .blank]
      + BucketClasses.all.map { .count(Int128(bucket.quantities[$0])) } + [
        .money(orBlank: bucket.recordedCost), .money(orBlank: listed.cost.cost),
        .text(Name(listed.standing.words)), .text(Name(listed.cost.reason)),
        .text(Name(bucket.notes.joined(separator: "; "))),
      ] + UnitClass.columnsAtEnd.map { .count(Int128(bucket.quantities[$0])) }
  }

  /// The vendors' counts by day, model and service tier against the requests of the ledger.
  static let usageComparison = Report("usage-comparison") { input in
    let rows = input.usageByBucket.differences
    return Table(
      name: "usage-comparison", title: "Usage comparison",
      columns: [
        Column("format", .text), Column("grouped_by", .text), Column("day", .day),
        Column("provider", .text), Column("model", .text), Column("service_tier", .text),
        Column("measure", .text), Column("vendor", .count), Column("ledger", .count),
        Column("difference", .count), Column("finding", .text),
      ], rowCount: rows.count, order: "by day and model"
    ) { index in
      let row = rows[index]
      return [
        .text(Name(row.group.format)), .text(Name(row.group.grouping.joined(separator: ";"))),
        .day(row.cell.day), .text(row.cell.provider), .text(row.cell.model),
        .text(row.cell.serviceTier), .text(Name(row.measure)),
        row.vendor.map { .count(Int128($0)) } ?? .blank, .count(Int128(row.ledger)),
        row.difference.map { .count(Int128($0)) } ?? .blank, .text(Name(row.finding.rawValue)),
      ]
    }
  }
}

/// The classes that buckets count.
private enum BucketClasses {
  static let all: [UnitClass] = [
    .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
    .audioOutput, .search,
  ]
}

extension ListedBucket.Standing {
  /// Whether the bucket counts in the comparison, and if not, which one does instead.
  fileprivate var words: String {
    switch self {
    case .counted: "yes"
    case .duplicate(let place): "no: the same as \(place.fileAndLine)"
    case .conflict(let place): "no: other figures than \(place.fileAndLine)"
    }
  }
}
