import Ledger
import Parsing

extension LedgerReader {
  /// Returns the fault of the row before any cell is read, and its field, if it has one.
  func structureFault(
    _ record: CarefulScanner.Record, _ place: RejectLocation
  ) -> (fault: RowFault, field: Int?)? {
    // A quote that is no CSV ends the row's fields; of a line that is no JSON there are none.
    if let fault = record.fault { return (fault, record.fields.indices.last) }
    let longest = record.fields.indices.max {
      record.fields[$0].text.count < record.fields[$1].text.count
    }
    if let longest, record.fields[longest].text.count > RowFault.fieldLimit {
      return (.longField(bytes: record.fields[longest].text.count), longest)
    }
    if place.text.count > RowFault.recordLimit {
      return (.longRecord(bytes: place.text.count), nil)
    }
    if record.fieldCount != layout.fieldCount {
      return (.fieldCount(found: record.fieldCount, expected: layout.fieldCount), nil)
    }
    if !layout.header.isEmpty, zip(record.fields, layout.header).allSatisfy({ $0.text == $1.bytes })
    {
      return (.repeatedHeader, nil)
    }
    return nil
  }

  /// The name of the column of a field: our own, or as the header has it; empty where there is none.
  func columnName(of field: Int) -> String {
    if let known = LedgerColumn.allCases.first(where: { layout.field(of: $0) == field }) {
      return known.name
    }
    guard field < layout.header.count else { return "" }
    return String(decoding: trimmed(layout.header[field].bytes), as: UTF8.self)
  }

  /// The first cell, known or not, that is not UTF-8.
  func brokenText(_ record: CarefulScanner.Record) -> (fault: RowFault, field: Int?)? {
    for (index, field) in record.fields.prefix(layout.header.count).enumerated() {
      if let place = TextCheck.firstPlaceThatIsNotUTF8(field.text) {
        return (.notUTF8(byte: field.text[place]), index)
      }
    }
    return nil
  }
}
