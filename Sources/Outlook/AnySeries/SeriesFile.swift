import Forecasting
import Intake
import Ledger
import Pricing
import Workspace

/// Reads a file of series (`id,step,value`) and one of balances (`id,balance`).
///
/// Rows may be in any order; each id must have the steps from 1 to its last, each once.
package enum SeriesFile {
  /// The series, by the bytes of their ids; what is wrong is added to `faults`.
  package static func series(at path: String, faults: inout [Finding]) throws -> [Series] {
    guard let bytes = try contents(path, faults: &faults) else { return [] }
    var reading = Reading()
    var found: [Finding] = []
    _ = BookTable.forEachRow(
      of: bytes, file: path, required: ["id", "step", "value"], known: ["id", "step", "value"],
      faults: &faults
    ) { row, columns in reading.add(row, columns, faults: &found) }
    let series = reading.series(file: path, faults: &found)
    faults += found
    return series
  }

  /// The balances by id.
  ///
  /// - Parameter series: what may have a balance.
  package static func balances(
    at path: String, of series: [Series], faults: inout [Finding]
  ) throws -> [(series: Int, balance: Balance)] {
    guard let bytes = try contents(path, faults: &faults) else { return [] }
    let numbers = Dictionary(uniqueKeysWithValues: series.enumerated().map { ($1.name, $0) })
    var lines: [Name: Int] = [:]
    var balances: [(series: Int, balance: Balance)] = []
    var found: [Finding] = []
    _ = BookTable.forEachRow(
      of: bytes, file: path, required: ["id", "balance"], known: ["id", "balance"],
      faults: &faults
    ) { row, columns in
      let (id, balance) = (columns["id"] ?? 0, columns["balance"] ?? 0)
      let name = row.cells[id]
      if let line = lines.updateValue(row.place.line ?? 1, forKey: name) {
        found.append(SeriesFault.balanceTwice(id: name, line: line).finding(at: row.place(of: id)))
        return
      }
      guard let number = numbers[name] else {
        found.append(SeriesFault.unknown(id: name).finding(at: row.place(of: id)))
        return
      }
      guard let value = Balance(row.cells[balance]) else {
        found.append(
          SeriesFault.value(column: "balance", text: row.cells[balance])
            .finding(at: row.place(of: balance)))
        return
      }
      balances.append((number, value))
    }
    faults += found
    return balances.sorted { $0.series < $1.series }
  }

  /// The bytes of a file that can hold CSV; nil where that is noted.
  private static func contents(_ path: String, faults: inout [Finding]) throws -> [UInt8]? {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try WholeFile.bytes(at: path) } catch {
      faults.append(error.finding(in: path))
      return nil
    }
    if let kind = FileKind(bytes) {
      faults.append(
        FileFailure(kind.fault(expected: "CSV"), line: 1, column: 1).finding(in: path))
      return nil
    }
    return bytes
  }
}

/// The rows read so far, by id.
private struct Reading {
  private var numbers: [Name: Int] = [:]
  private var names: [Name] = []
  private var rows: [[(step: Int64, value: Measured, line: Int)]] = []
  private var last: (name: Name, number: Int)?

  mutating func add(_ row: BookTable.Row, _ columns: [String: Int], faults: inout [Finding]) {
    let (id, step, value) = (columns["id"] ?? 0, columns["step"] ?? 0, columns["value"] ?? 0)
    let before = faults.count
    if row.cells[id].isEmpty {
      faults.append(
        BookFault.unknownWord(column: "id", text: "", expected: "a name")
          .finding(at: row.place(of: id)))
    }
    for fault in NameFault.faults(inName: row.cells[id].bytes) {
      faults.append(BookFault.text(fault, column: "id").finding(at: row.place(of: id)))
    }
    var number: Int64 = 0
    if case .success(let read) = NumberText.count(row.cells[step], limit: SeriesFault.lastStep),
      read.value >= 1
    {
      number = read.value
    } else {
      faults.append(
        SeriesFault.step(text: row.cells[step]).finding(at: row.place(of: step)))
    }
    guard let measured = Measured(row.cells[value]) else {
      faults.append(
        SeriesFault.value(column: "value", text: row.cells[value])
          .finding(at: row.place(of: value)))
      return
    }
    if faults.count > before { return }
    rows[place(of: row.cells[id])].append((number, measured, row.place.line ?? 1))
  }

  /// Rows of one id mostly follow each other.
  private mutating func place(of name: Name) -> Int {
    if let last, last.name == name { return last.number }
    let number = numbers[name] ?? names.count
    if number == names.count {
      numbers[name] = number
      names.append(name)
      rows.append([])
    }
    last = (name, number)
    return number
  }

  /// The series by the bytes of their ids; of each the first missing or repeated step is noted.
  func series(file: String, faults: inout [Finding]) -> [Series] {
    var series: [Series] = []
    let isComplete = faults.isEmpty
    for (name, rows) in zip(names, rows) {
      let sorted = rows.sorted { ($0.step, $0.line) < ($1.step, $1.line) }
      if isComplete,
        let odd = sorted.indices.first(where: { sorted[$0].step != Int64($0) + 1 })
      {
        let isTwice = odd > 0 && sorted[odd].step == sorted[odd - 1].step
        let fault: SeriesFault =
          isTwice
          ? .stepTwice(id: name, step: sorted[odd].step, line: sorted[odd - 1].line)
          : .gap(id: name, step: sorted[odd].step, expected: Int64(odd) + 1)
        faults.append(fault.finding(at: Place(file: file, line: sorted[odd].line, column: 1)))
      } else {
        series.append(Series(name: name, values: sorted.map(\.value.number)))
      }
    }
    return series.sorted { $0.name < $1.name }
  }
}
