import Intake
import Ledger

/// A mapping for a bill that no format fits, to be completed and pasted into `assay.json`.
package struct BillProposal: Hashable, Sendable {
  /// The path in the workspace.
  package let path: String
  /// By column of bills, the proposed column of the file.
  package let columns: [(column: BillMapping.Column, title: String)]
  /// Values that the file does not give.
  package let constants: [(column: BillMapping.Column, value: String)]

  /// Proposals are equal if they are written alike.
  package static func == (left: BillProposal, right: BillProposal) -> Bool {
    left.json == right.json
  }
  /// Hashes the text of the proposal.
  package func hash(into hasher: inout Hasher) { hasher.combine(json) }

  /// Proposes columns by their names.
  package init(titles: [String], path: String) {
    self.path = path
    var free = titles
    var columns: [(column: BillMapping.Column, title: String)] = []
    for (column, words) in BillProposal.words {
      let title = words.lazy.compactMap { word in
        free.first { BillFormat.folded($0) == word }
      }.first
      guard let title else { continue }
      free.removeAll { $0 == title }
      columns.append((column, title))
    }
    let found = Set(columns.map(\.column))
    if found.contains(.periodStart) && !found.contains(.periodEnd) {
      columns = columns.map { $0.column == .periodStart ? (.period, $0.title) : $0 }
    }
    if found.contains(.period) {
      columns.removeAll { [.periodStart, .periodEnd].contains($0.column) }
    }
    var constants: [(column: BillMapping.Column, value: String)] = []
    if !found.contains(.vendor) { constants.append((.vendor, MappingProposal.open)) }
    if !found.contains(.currency) { constants.append((.currency, "USD")) }
    let given = Set(columns.map(\.column))
    if !given.contains(.period) && !given.contains(.periodStart) {
      columns.append((.period, MappingProposal.open))
    }
    if !given.contains(.amount) { columns.append((.amount, MappingProposal.open)) }
    self.columns = columns
    self.constants = constants
  }

  /// The names of columns in files, of letters and digits; earlier ones win.
  private static let words: [(BillMapping.Column, [String])] = [
    (.periodStart, ["periodstart", "startdate", "start", "from", "startingat", "starttime"]),
    (.periodEnd, ["periodend", "enddate", "end", "to", "endingat", "endtime"]),
    (
      .period,
      ["period", "date", "day", "month", "usagedate", "usagedateutc", "billingperiod", "datum"]
    ),
    (.vendor, ["vendor", "provider", "supplier", "providername"]),
    (.model, ["model", "modelname", "modelid", "sku"]),
    (.unitClass, ["unitclass", "tokentype", "usagetype"]),
    (.serviceTier, ["servicetier"]),
    (.region, ["region"]),
    (.quantity, ["quantity", "qty", "units", "tokens", "menge"]),
    (
      .amount,
      [
        "amountusd", "costusd", "amount", "cost", "total", "totalcost", "charge", "price", "net",
        "netamount", "betrag",
      ]
    ),
    (.currency, ["currency", "currencycode", "waehrung"]),
    (.kind, ["kind", "linetype", "chargetype"]),
    (.description, ["description", "item", "lineitem", "service", "product", "details"]),
    (.project, ["project", "projectid", "workspace", "workspaceid"]),
    (.apiKey, ["apikey", "apikeyid", "key"]),
    (.account, ["account", "accountid", "organization", "organizationid"]),
    (.invoiceID, ["invoice", "invoiceid", "invoicenumber"]),
    (.requests, ["requests", "requestcount", "calls"]),
  ]

  /// The member of `"mappings"`, in one line.
  package var json: String {
    let parts = objects.map { name, members in
      "\(JSONString.quoted(name)): { \(members.joined(separator: ", ")) }"
    }
    return "\(JSONString.quoted(path)): { \(parts.joined(separator: ", ")) }"
  }

  /// The same in lines, as proposals for usage exports are written.
  var lines: [String] {
    let objects = objects
    return ["\(JSONString.quoted(path)): {"]
      + objects.enumerated().flatMap { index, object in
        let end = index < objects.count - 1 ? "  }," : "  }"
        let members = object.members.enumerated().map { place, member in
          "    " + member + (place < object.members.count - 1 ? "," : "")
        }
        return ["  \(JSONString.quoted(object.name)): {"] + members + [end]
      } + ["}"]
  }

  /// The parts of a mapping: each of its members is a name and a text.
  private var objects: [(name: String, members: [String])] {
    func members(_ pairs: [(BillMapping.Column, String)]) -> [String] {
      pairs.map { "\(JSONString.quoted($0.0.rawValue)): \(JSONString.quoted($0.1))" }
    }
    return [
      ("columns", members(columns.map { ($0.column, $0.title) })),
      ("constants", members(constants.map { ($0.column, $0.value) })),
    ].filter { !$0.1.isEmpty }
  }
}
