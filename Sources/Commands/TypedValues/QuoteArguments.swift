import Ledger
import Terminal

extension Arguments {
  /// The quantities that the options state; refuses none at all.
  package func quantities() throws(UsageFault) -> Quantities {
    var quantities = Quantities()
    var isStated = false
    for unitClass in UnitClass.quantities {
      let isTime = unitClass == .second
      let expected =
        isTime
        ? "seconds from 0 to \(Quantities.secondsLimit) with at most 9 decimals"
        : "a whole number from 0 to \(Quantities.countLimit)"
      let quantity: Int64? = try value(unitClass.quoteOption, expected: expected) { text in
        if isTime {
          let limit = Int128(Quantities.secondsLimit * Quantities.nanosecondsPerSecond)
          guard case .success(let read) = NumberText.decimal(Name(text), scale: 9, limit: limit)
          else { return nil }
          return Int64(read.value)
        }
        guard
          case .success(let read) = NumberText.count(Name(text), limit: Quantities.countLimit)
        else { return nil }
        return read.value
      }
      if let quantity {
        quantities[unitClass] = quantity
        isStated = true
      }
    }
    guard isStated else {
      throw .missingOperand(command: "quote", operand: "a quantity, such as --input 1000")
    }
    return quantities
  }

  /// The status of the request.
  package func status() throws(UsageFault) -> RequestStatus {
    let names = RequestStatus.allCases.map(\.name).joined(separator: ", ")
    return try value("--status", expected: "one of: \(names)") { RequestStatus(name: Name($0)) }
      ?? .completed
  }
}
