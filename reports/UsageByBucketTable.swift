import Ledger
import Reconciliation
import Tables

extension Report {
  /// Every bucket of the vendors' own exports, with what it costs at the price book.
  package static let usageBuckets = Report(
    "usage-buckets", "Usage buckets",
    columns: [
      .text("format", "Format of the export, as in docs/FORMATS.md."),
      .file,
      .count("line", "Line where the row or object begins."),
      .text("start", "Start of the bucket in UTC."),
      .text("end", "End of the bucket in UTC, not included."),
      .provider,
      .text("model", "Model after aliases.csv; blank where the export is not grouped by it."),
      .text("model_as_exported", "The name in the export."),
      .text("service_tier", "Service tier; blank where the export states none."),
      .text(
        "context", "Input tokens of the requests: up to or over a limit; blank means any."),
      .text("region", "Region of the inference, where the export names one."),
      .text("project", "Project, workspace or team in the export."),
      .text("user", "User in the export."),
      .text("api_key", "Key in the export, by its id or name."),
      .text("other", "Other grouping of the export."),
      .count("requests", "Requests of the bucket; blank where the export does not count them."),
    ]
      + BucketClasses.all.compactMap(\.bucketColumn) + [
        .money("recorded_cost_usd", "Cost by the export."),
        .money(
          "vendor_cost_usd", "Vendor cost according to the price book; blank where it is not known."
        ),
        .text("counted", "yes, or the bucket that counts instead."),
        .text("why_no_cost", "Reason for an unknown cost."),
        .text("notes", "Other remarks."),
      ] + UnitClass.columnsAtEnd.compactMap(\.bucketColumn)
  ) { report, input in
    let rows = input.usageByBucket.buckets
    return report.table(
      rows.count, order: "by file and line"
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
  package static let usageComparison = Report(
    "usage-comparison", "Usage comparison",
    columns: [
      .text("format", "Format of the exports, as in docs/FORMATS.md."),
      .text(
        "grouped_by",
        "Grouping of the exports, separated by semicolons; each grouping is compared by itself."
      ),
      Column("day", .day, "Day in UTC, as vendors count."),
      .text("provider", "Vendor; blank where the export names none, so that all count."),
      .text(
        "model", "Model after aliases.csv; blank means all that no other line of the day names."),
      .text("service_tier", "Service tier; blank means all that no other line names."),
      .text("measure", "Counted measure: requests or a class of tokens."),
      .count("vendor", "Count by the vendor or gateway; blank if not stated."),
      .count(
        "ledger",
        "Count of the requests in the ledger that began in the buckets of the exports, each once, "
          + "without those with a customer's own key."),
      .count("difference", "Vendor less ledger: above 0 is missing from the ledger."),
      .text("finding", "equal, missing_here, missing_there, or not_stated by the vendor."),
    ]
  ) { report, input in
    let rows = input.usageByBucket.differences
    return report.table(
      rows.count, order: "by day and model"
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

extension UnitClass {
  /// The column of its quantity in a bucket.
  fileprivate var bucketColumn: Column? { quantityColumn.map { Column($0, .count, bucketMeaning) } }

  private var bucketMeaning: String {
    switch self {
    case .input: "Uncached input; all input where the export does not separate it."
    case .cacheRead: "Input read from a cache."
    case .cacheWrite5m:
      "Input written to a cache; all writes where the export does not separate them."
    case .cacheWrite1h: "Input written to a cache for an hour."
    case .output: "Output, including reasoning that the export does not separate."
    case .reasoning: "Reasoning that the export states separately."
    case .audioInput: "Audio input."
    case .audioOutput: "Audio output."
    case .search: "Web searches."
    case .imageInput: "Images in the input."
    case .imageOutput: "Images in the output."
    case .audioCacheRead: "Audio read from a cache."
    case .image, .second, .request: ""
    }
  }
}

extension ListedBucket.Standing {
  /// The words for a bucket: it counts in the comparison, or another one does instead.
  fileprivate var words: String {
    switch self {
    case .counted: "yes"
    case .duplicate(let place): "no: the same as \(place.fileAndLine)"
    case .conflict(let place): "no: different figures from \(place.fileAndLine)"
    }
  }
}
