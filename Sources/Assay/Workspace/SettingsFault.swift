import Ledger

/// Something wrong in `assay.json`.
///
/// It carries the values; `code`, `message` and `help` make the words.
enum SettingsFault: Hashable {
  case unknownKey(String, near: String?, all: [String])
  case wrongType(key: String, expected: String)
  case wrongValue(key: String, text: String, expected: String)
  case unknownZone(String)
  case sameEntry(key: String)
  case text(TextFault, key: String)

  var code: String {
    switch self {
    case .unknownKey: "cfg.key"
    case .wrongType: "cfg.type"
    case .wrongValue, .sameEntry: "cfg.value"
    case .unknownZone: "cfg.zone"
    case .text(let fault, _): fault.code
    }
  }

  var message: String {
    switch self {
    case .unknownKey(let key, _, _): "\"\(key.excerpt)\" is not a setting"
    case .wrongType(let key, let expected): "\"\(key)\" is not \(expected)"
    case .wrongValue(let key, let text, let expected):
      "\"\(key)\" is \"\(text.excerpt)\", expected \(expected)"
    case .text(let fault, let key): fault.message(column: key)
    case .unknownZone(let name):
      "\"\(name.excerpt)\" is no time zone of this machine's IANA database"
    case .sameEntry(let key): "\"\(key)\" has two entries for one tier and start"
    }
  }

  var help: String? {
    switch self {
    case .unknownKey(_, let near?, _): "did you mean \"\(near)\"?"
    case .unknownKey(_, nil, let all): "the settings here are " + all.joined(separator: ", ")
    case .unknownZone: "use a name like Europe/Berlin, and install tzdata if it is missing"
    case .wrongType, .wrongValue, .sameEntry, .text: nil
    }
  }
}
