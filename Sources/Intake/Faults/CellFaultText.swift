import Ledger

extension NumberFault {
  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .form: "num.form"
    case .comma: "num.comma"
    case .currency: "num.currency"
    case .sign: "num.sign"
    case .fraction: "num.fraction"
    case .scale: "num.scale"
    case .range: "num.range"
    }
  }

  /// Returns the message for the number in `column`, which may have its own `unit`.
  package func message(
    column: String, text: String, in unit: String = "", expected: String
  ) -> String {
    switch self {
    case .form, .fraction, .range, .scale:
      "\(column) is \"\(text)\"\(unit.isEmpty ? "" : " \(unit)"), expected \(expected)"
    case .comma:
      NumberFault.groups(text).map { "\(column) is \"\(text)\": is it \($0.part) or \($0.whole)?" }
        ?? "\(column) is \"\(text)\": is the comma, point or space a decimal point or grouping?"
    case .currency: "\(column) is \"\(text)\", expected no currency (it has its own column)"
    case .sign:
      text.hasPrefix("+")
        ? "\(column) is \(text), expected no plus sign" : "\(column) is \(text), expected 0 or more"
    }
  }

  /// Returns two readings of digits with one sign before the last 3.
  ///
  /// The sign is read as a decimal sign, and as one that groups digits. It is nil for numbers
  /// written otherwise.
  private static func groups(_ text: String) -> (part: String, whole: String)? {
    let parts = text.split(omittingEmptySubsequences: false) { ".,".contains($0) }
    guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count == 3,
      parts.joined().allSatisfy({ "0"..."9" ~= $0 })
    else { return nil }
    let decimals = parts[1].reversed().drop { $0 == "0" }.reversed()
    return (
      decimals.isEmpty ? String(parts[0]) : "\(parts[0]).\(String(decimals))", parts.joined()
    )
  }
}

extension InstantFault {
  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .zone: "time.zone"
    case .range: "time.range"
    case .window: "time.window"
    case .epoch: "time.epoch"
    case .serial: "time.serial"
    }
  }

  /// Returns the message for the time in `column`.
  package func message(column: String, text: String) -> String {
    switch self {
    case .zone: "\(column) is \"\(text)\", expected RFC 3339 with Z or +hh:mm"
    case .range:
      "\(column) is \"\(text)\", expected an existing date and time with at most 9 decimals"
    case .window: "\(column) is \(text), expected 2015-01-01 … 2099-12-31"
    case .epoch: "\(column) is \(text), expected RFC 3339, not a number of seconds"
    case .serial:
      "\(column) is \"\(text)\", a day number of a spreadsheet"
        + (SpreadsheetDay.day(text).map { " (\($0))" } ?? "") + ", expected RFC 3339"
    }
  }
}

extension ChangedID.Fault {
  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .exponent: "id.exponent"
    case .unknown: "id.none"
    }
  }

  /// Returns the message for the id in `column`: the fault and the expected form.
  package func message(column: String, text: String) -> String {
    switch self {
    case .exponent:
      "\(column) is \"\(text)\", a number that has lost digits, expected the original id"
    case .unknown: "\(column) is \"\(text)\", a placeholder for an unknown value, expected an id"
    }
  }
}
