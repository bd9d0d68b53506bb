import Intake
import Ledger
import Parsing
import Workspace

/// The settings of the files in `bills/`, compared with the files that exist.
struct BillSettingsMatch {
  private let bills: ConfiguredBills
  private let paths: [String]
  /// The folder is of a view, which does not show every bill that the settings name.
  private let isOfView: Bool
  private(set) var findings: [Finding] = []

  init(_ bills: ConfiguredBills, paths: [String], isOfView: Bool = false) {
    self.isOfView = isOfView
    self.bills = bills
    self.paths = paths
    for member in bills.files {
      noteMissing(member.pattern, at: member.place)
      for replaced in member.replaces { noteMissing(replaced, at: member.place) }
    }
    for mapping in bills.mappings { noteMissing(mapping.pattern, at: mapping.place) }
    for format in bills.formats {
      noteMissing(format.path, at: format.place)
      guard !BillFormat.names.contains(format.format) else { continue }
      findings.append(
        Finding(
          .error, at: format.place, code: "cfg.value",
          message: "\"\(format.path.excerpt)\" is \"\(format.format.excerpt)\","
            + " expected the name of a format of bills",
          help: "the formats are " + BillFormat.names.joined(separator: ", ")))
    }
    for mapping in bills.mappings {
      let lacking = BillMapping(mapping).lacking
      guard !lacking.isEmpty else { continue }
      findings.append(
        Finding(
          .error, at: mapping.place, code: "cfg.value",
          message: "the mapping lacks \(lacking.joined(separator: ", "))",
          help:
            "add \"\(lacking[0])\": \"COLUMN OF THE BILL\" to its columns, or a value to its"
            + " constants"))
    }
  }

  private mutating func noteMissing(_ pattern: String, at place: Place) {
    if isOfView || paths.contains(where: { ConfiguredMapping.matches($0, pattern) }) { return }
    let near = nearest(to: pattern, among: paths)
    findings.append(
      Finding(
        .error, at: place, code: "cfg.value",
        message: "\"\(pattern.excerpt)\" is not a bill in bills/",
        help: near.map { "did you mean \"\($0)\"?" } ?? "write the path as in: \"bills/x.csv\""))
  }

  /// Returns a file with what is said of it: of several patterns that cover it, the first counts.
  func input(_ source: ByteSource) -> BillInput {
    let path = source.path
    func covers(_ pattern: String) -> Bool { ConfiguredMapping.matches(path, pattern) }
    var settings = BillFileSettings()
    if let member = bills.files.first(where: { covers($0.pattern) }) {
      for (field, values) in member.only {
        guard let scope = BillFileSettings.Scope(rawValue: field) else {
          preconditionFailure("the settings allow known fields only")
        }
        settings.only[scope] = Set(values.map { Name($0) })
      }
      settings.replaces = paths.filter { path in
        member.replaces.contains { ConfiguredMapping.matches(path, $0) }
      }
      settings.vendor = member.vendor.map { Name($0) }
      settings.zone = member.zone
      if let text = member.invoiceTotal, case .success(let total) = PrintedDecimal.read(Name(text))
      {
        settings.invoiceTotal = total
      }
    }
    return BillInput(
      source: source, settings: settings,
      format: bills.formats.first { covers($0.path) }?.format,
      mapping: bills.mappings.first { covers($0.pattern) }.map { BillMapping($0) })
  }
}

extension BillMapping {
  /// Makes the mapping that the settings state.
  init(_ stated: ConfiguredBillOrEventMapping) {
    self.init()
    func column(_ name: String) -> Column {
      guard let column = Column(rawValue: name) else {
        preconditionFailure("the settings allow known columns only")
      }
      return column
    }
    for (name, sources) in stated.columns { columns[column(name)] = sources }
    for (name, text) in stated.constants { constants[column(name)] = text }
    for (name, texts) in stated.values { values[column(name)] = texts }
    for (name, unit) in stated.units { unitPowers[column(name)] = BillMapping.power(ofUnit: unit) }
    times = stated.times
    numbers = stated.numbers
  }
}
