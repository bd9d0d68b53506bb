/// The name of a column as words: what several spellings of one name share.
struct ColumnNameWords: Hashable {
  /// In lower case, without accents.
  let words: [String]

  /// `promptTokens`, `prompt_tokens` and `Prompt Tokens` are the same words.
  init(_ name: some StringProtocol) {
    if let words = ColumnNameWords.ascii(name) {
      self.words = words
      return
    }
    var words: [String] = []
    var word = ""
    var last: Character = " "
    // In `$ai_model` the sign marks a name, and is no currency.
    var marked: Character?
    for letter in name {
      if let sign = marked {
        if !letter.isLetter, let word = ColumnNameWords.signs[sign] { words.append(word) }
        marked = nil
      }
      let isUpper = letter.isUppercase
      if !letter.isLetter && !letter.isNumber || isUpper && (last.isLowercase || last.isNumber) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if letter == "$" {
        marked = letter
      } else if let sign = ColumnNameWords.signs[letter] {
        words.append(sign)
      }
      if letter.isLetter || letter.isNumber {
        word += ColumnNameWords.plain[letter] ?? letter.lowercased()
      }
      last = letter
    }
    if !word.isEmpty { words.append(word) }
    if let marked, let sign = ColumnNameWords.signs[marked] { words.append(sign) }
    self.words = words
  }

  /// The words of a name in ASCII, by the same rules; nil for another name.
  ///
  /// A ledger may have as many names of models as rows.
  private static func ascii(_ name: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word: [UInt8] = []
    // After a small letter or a digit, a capital letter begins a word.
    var isAfterSmall = false
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in name.utf8 {
      // A currency sign is a word or marks a name.
      if byte >= 0x80 || byte == UInt8(ascii: "$") { return nil }
      let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      let isSmall =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      if !isUpper && !isSmall || isUpper && isAfterSmall { end() }
      if isUpper || isSmall { word.append(isUpper ? byte | 0x20 : byte) }
      isAfterSmall = isSmall
    }
    end()
    return words
  }

  /// All words in one.
  var joined: String { words.joined() }

  private static let signs: [Character: String] = ["$": "usd", "€": "eur", "¢": "cents"]

  /// Letters of other alphabets' names in plain ones.
  private static let plain: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss", "é": "e",
    "è": "e", "ê": "e", "É": "e", "à": "a", "â": "a", "ç": "c", "ô": "o", "û": "u", "î": "i",
    "í": "i", "ó": "o", "á": "a", "ú": "u", "ñ": "n", "ã": "a", "õ": "o",
  ]
}
