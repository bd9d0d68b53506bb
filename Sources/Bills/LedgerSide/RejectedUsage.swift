import Ledger
import Pricing

/// A row of the usage ledger that Assay could not read.
package struct RejectedUsageRow: Sendable {
  package let text: [UInt8]
  package let place: Place

  package init(text: [UInt8], place: Place) {
    self.text = text
    self.place = place
  }
}

extension RejectedUsageRow {
  /// Returns true if the text has a name that is not a part of a longer one.
  fileprivate func names(_ name: Name) -> Bool {
    let sought = Array(name.bytes)
    if sought.isEmpty || sought.count > text.count { return false }
    func isOfName(_ index: Int) -> Bool {
      guard text.indices.contains(index) else { return false }
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        return true
      default: return false
      }
    }
    return (0...text.count - sought.count).contains { start in
      text[start..<start + sought.count].elementsEqual(sought) && !isOfName(start - 1)
        && !isOfName(start + sought.count)
    }
  }
}

/// The rejected rows of the ledger by the days that they name: they may be usage that a bill has more.
struct RejectedUsage {
  private let byDay: [Day: [RejectedUsageRow]]

  init(_ rows: [RejectedUsageRow]) {
    var byDay: [Day: [RejectedUsageRow]] = [:]
    for row in rows {
      for day in DaysInText.days(in: row.text) { byDay[day, default: []].append(row) }
    }
    self.byDay = byDay
  }

  /// Returns the places of the rows that name a day and the model of a group, or its vendor where it has no known model.
  ///
  /// None unless the vendor billed more than the ledger has.
  func places(of group: BillGroup, in zone: ReportingZone) -> [Place] {
    guard !byDay.isEmpty, group.mayBeOfOtherUsage else { return [] }
    let names =
      if case .known(let model) = group.model { [model] } else {
        ProviderNames.all(of: group.vendor)
      }
    var places: [Place] = []
    var day = zone.day(of: group.period.from)
    let last = zone.day(of: group.period.to.justBefore)
    while day <= last {
      for row in byDay[day] ?? [] where !places.contains(row.place) {
        if names.contains(where: { row.names($0) }) {
          places.append(row.place)
        }
      }
      day = day + 1
    }
    return places
  }
}

extension BillGroup {
  /// The vendor billed more than the ledger has, and rows that the comparison lacks may be the reason.
  package var mayBeOfOtherUsage: Bool {
    BillPart.allCases.contains { $0.isGapIfMore && parts[$0.rawValue] > .zero }
  }
}
