import Cube
import Ledger
import Parsing
import Platform

/// The daily sums of a report of an earlier run, to compare with the ledger as it is now.
struct EarlierReport {
  /// Its folder.
  let folder: String
  let period: Period
  /// By day with usage.
  private let days: [Day: DaySums]

  /// Requests, vendor cost and credits of some days.
  struct DaySums: Hashable {
    var requests: Int64 = 0
    var vendorCost = Money.zero
    var microcredits: Int128 = 0

    mutating func add(_ other: DaySums) {
      requests += other.requests
      vendorCost = vendorCost + other.vendorCost
      microcredits += other.microcredits
    }

    /// Returns its excess over `other`, each sum by itself.
    func less(_ other: DaySums) -> DaySums {
      DaySums(
        requests: requests - other.requests, vendorCost: vendorCost - other.vendorCost,
        microcredits: microcredits - other.microcredits)
    }

    var isNotNegative: Bool { requests >= 0 && vendorCost >= .zero && microcredits >= 0 }
  }

  private static let table = "margin-by-day.csv"

  /// Nil where no run of a period left a manifest, or its table of days is not the one that the manifest proves.
  init?(in folder: String) throws {
    guard try Manifest.isOurs(in: folder) else { return nil }
    let text = try FileSystem.contents(of: folder + "/" + RunOutput.manifestName)
    guard let value = EarlierReport.manifest(text),
      let from = value["period"]?["from"]?.text.flatMap({ Day($0) }),
      let to = value["period"]?["to"]?.text.flatMap({ Day($0) }), from < to,
      let digest = value["outputs"]?.items.first(where: { $0["path"]?.text == EarlierReport.table }
      ),
      case .file? = try FileSystem.kind(of: folder + "/" + EarlierReport.table)
    else { return nil }
    let bytes = try FileSystem.contents(of: folder + "/" + EarlierReport.table)
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    guard hash.finish() == digest["sha256"]?.text, let days = EarlierReport.days(bytes) else {
      return nil
    }
    self.folder = folder
    self.days = days
    period = Period(from: from, to: to)
  }

  /// Returns a manifest without its inputs, each of which `visit` gets: there may be very many.
  private static func manifest(
    _ text: [UInt8], visit: @escaping (JSONValue) -> Void = { _ in }
  ) -> JSONValue? {
    do throws(JSONFault) { return try JSONReader.read(text, passing: "inputs", to: visit) } catch {
      return nil
    }
  }

  /// The files that were read, by path, with their sizes in bytes.
  func inputs() throws(SystemError) -> [String: Int64] {
    let text = try FileSystem.contents(of: folder + "/" + RunOutput.manifestName)
    var inputs: [String: Int64] = [:]
    _ = EarlierReport.manifest(text) { file in
      if let path = file["path"]?.text, case .number(let size)? = file["bytes"]?.content {
        inputs[path] = Int64(size)
      }
    }
    return inputs
  }

  private static func days(_ bytes: [UInt8]) -> [Day: DaySums]? {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let names = ["day", "requests", "vendor_cost_usd", "credits"]
    guard let header = lines.first?.split(separator: ",").map(String.init),
      header.starts(with: names)
    else { return nil }
    var days: [Day: DaySums] = [:]
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= names.count, let day = Day(cells[0]), let requests = Int64(cells[1]),
        let cost = whole(cells[2], decimals: Money.decimals),
        let credits = whole(cells[3], decimals: Credits.decimals)
      else { return nil }
      days[day] = DaySums(
        requests: requests, vendorCost: Money(attodollars: cost), microcredits: credits)
    }
    return days
  }

  /// A decimal number times 10 to a number of decimals.
  private static func whole(_ text: String, decimals: Int) -> Int128? {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.count <= decimals,
      let value = Int128(
        whole + fraction + String(repeating: "0", count: decimals - fraction.count))
    else { return nil }
    return isNegative ? -value : value
  }

  /// The day up to which a change is one of what was there: where the period was not over yet, its last day with usage
  /// was not either, and what comes later is no change.
  private var end: Day {
    guard let last = days.keys.max() else { return period.to }
    return last + 1 == period.to ? period.to : last
  }

  /// The days on which the ledger may not have changed.
  var compared: Period { Period(from: period.from, to: max(period.from, end)) }

  /// The sums of the report over the days that are compared.
  var sums: DaySums { sum(days) }

  /// The same of facts.
  func sums(of facts: Facts) -> DaySums {
    var now: [Day: DaySums] = [:]
    for (day, totals) in facts.totals(byDays: \.self) {
      now[day] = DaySums(
        requests: totals.requests, vendorCost: totals.vendorCost,
        microcredits: totals.microcredits)
    }
    return sum(now)
  }

  private func sum(_ days: [Day: DaySums]) -> DaySums {
    var sum = DaySums()
    for (day, sums) in days where compared.contains(day) { sum.add(sums) }
    return sum
  }
}
