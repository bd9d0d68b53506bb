import Ledger
import Parsing

extension LocalTimeFault: PartValue {
  package func write(to part: inout PartWriter) {
    func put(_ tag: UInt8, _ text: String) {
      part.put(tag)
      part.put(text)
    }
    switch self {
    case .instant(let fault):
      part.put(UInt8(0))
      part.put(fault)
    case .noZone: part.put(UInt8(1))
    case .pattern(let pattern): put(2, pattern)
    case .epochForm: part.put(UInt8(3))
    case .epochUnit(let likely): put(4, likely)
    case .notSeconds(let likely): put(5, likely)
    case .gap(let zone): put(6, zone)
    case .overlap(let zone): put(7, zone)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    switch tag {
    case 0: self = .instant(try part.value())
    case 1: self = .noZone
    case 2: self = .pattern(try part.text())
    case 3: self = .epochForm
    case 4: self = .epochUnit(likely: try part.text())
    case 5: self = .notSeconds(likely: try part.text())
    case 6: self = .gap(zone: try part.text())
    case 7: self = .overlap(zone: try part.text())
    default: throw .number
    }
  }
}

extension ChangedID.Fault: PartValue {
  private static let all: [ChangedID.Fault] = [.exponent, .unknown]
  package func write(to part: inout PartWriter) { part.put(self, of: ChangedID.Fault.all) }
  package init(from part: inout PartReader) throws(PartFault) {
    self = try part.value(of: ChangedID.Fault.all)
  }
}

extension RowFault: PartValue {
  private static let plain: [RowFault] = [
    .quoteInsideField, .textAfterQuote, .repeatedHeader, .jsonCut, .jsonNoObject, .totalLine,
    .noUser, .noSessionModel, .completedBeforeStarted, .noQuantity, .inexactCost, .costTooLarge,
  ]

  package func write(to part: inout PartWriter) {
    func put(_ tag: UInt8, _ values: any PartValue...) {
      part.put(tag)
      for value in values { value.write(to: &part) }
    }
    switch self {
    case .quoteInsideField, .textAfterQuote, .repeatedHeader, .jsonCut, .jsonNoObject, .totalLine,
      .noUser, .noSessionModel, .completedBeforeStarted, .noQuantity, .inexactCost, .costTooLarge:
      part.put(self, of: RowFault.plain)
    case .fieldCount(let found, let expected): put(100, found, expected)
    case .longField(let bytes): put(101, bytes)
    case .longRecord(let bytes): put(102, bytes)
    case .json(let reason, let byte): put(103, reason, byte)
    case .jsonType(let column, let found): put(104, column, found)
    case .memberType(let name, let found, let expected): put(105, name, found, expected)
    case .notJSON(let source, let column): put(106, source, column)
    case .valueTwice(let column): put(107, column)
    case .notUTF8(let byte): put(108, byte)
    case .text(let fault, let column): put(109, fault, column)
    case .emptyID(let column): put(110, column)
    case .changedID(let fault, let column, let text): put(111, fault, column, text)
    case .number(let fault, let column, let text): put(112, fault, column, text)
    case .mappedNumber(let fault, let column, let text, let unit):
      put(113, fault, column, text, unit)
    case .time(let fault, let column, let text): put(114, fault, column, text)
    case .noTime(let column): put(115, column)
    case .mappedTime(let fault, let column, let text): put(116, fault, column, text)
    case .negativeLeaf(let column, let total, let parts): put(117, column, total, parts)
    case .vendorWithoutRule(let vendor, let total): put(118, vendor, total)
    case .status(let text): put(119, text)
    case .refundStatus(let text): put(120, text)
    case .refundedUsage(let column, let text): put(121, column, text)
    case .byok(let text): put(122, text)
    }
  }

  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    switch tag {
    case 100: self = .fieldCount(found: try part.number(), expected: try part.number())
    case 101: self = .longField(bytes: try part.number())
    case 102: self = .longRecord(bytes: try part.number())
    case 103: self = .json(try part.value(), byte: try part.number())
    case 104: self = .jsonType(try part.value(), found: try part.text())
    case 105:
      self = .memberType(
        name: try part.text(), found: try part.text(), expected: try part.text())
    case 106: self = .notJSON(source: try part.text(), column: try part.value())
    case 107: self = .valueTwice(try part.value())
    case 108: self = .notUTF8(byte: try part.number())
    case 109: self = .text(try part.value(), column: try part.value())
    case 110: self = .emptyID(try part.value())
    case 111:
      self = .changedID(try part.value(), column: try part.value(), text: try part.text())
    case 112: self = .number(try part.value(), column: try part.value(), text: try part.text())
    case 113:
      self = .mappedNumber(
        try part.value(), column: try part.value(), text: try part.text(), unit: try part.text())
    case 114: self = .time(try part.value(), column: try part.value(), text: try part.text())
    case 115: self = .noTime(try part.value())
    case 116:
      self = .mappedTime(try part.value(), column: try part.value(), text: try part.text())
    case 117:
      self = .negativeLeaf(try part.value(), total: try part.number(), parts: try part.number())
    case 118: self = .vendorWithoutRule(try part.text(), total: try part.value())
    case 119: self = .status(try part.text())
    case 120: self = .refundStatus(try part.text())
    case 121: self = .refundedUsage(try part.value(), text: try part.text())
    case 122: self = .byok(try part.text())
    default:
      guard tag < RowFault.plain.count else { throw .number }
      self = RowFault.plain[Int(tag)]
    }
  }
}
