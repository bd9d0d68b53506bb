import CPCRE2
import Ledger

/// A regular expression for names of models, in the language of PCRE2 but for what needs backtracking.
///
/// It is matched by an automaton, so that no expression takes long on any name, and of several matches that begin
/// together the longest counts.
struct NamePattern: ~Copyable {
  private let code: OpaquePointer

  /// Nil where the text is none, or asks for what an automaton cannot do: back references, conditions, recursion.
  init?(_ text: Name) {
    var (error, place): (Int32, Int) = (0, 0)
    let code = text.bytes.withUnsafeBufferPointer {
      pcre2_compile_8(
        $0.baseAddress, $0.count, UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C), &error,
        &place, nil)
    }
    guard let code else { return nil }
    var references: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_BACKREFMAX), &references)
    let words = text.description
    let isPlain =
      references == 0
      && !["(?(", "(?R", "(?&", "(?P>", "(*", "\\K", "\\g"].contains {
        words.contains($0)
      } && !words.contains(#/\(\?[+\-]?[0-9]/#)
    guard isPlain else {
      pcre2_code_free_8(code)
      return nil
    }
    self.code = code
  }

  deinit { pcre2_code_free_8(code) }

  /// Returns how many bytes of `name` the first match holds; nil where there is none.
  func matchedLength(in name: Name) -> Int? {
    guard let match = pcre2_match_data_create_8(1, nil) else { return nil }
    defer { pcre2_match_data_free_8(match) }
    var room = 1_000
    while true {
      var workspace = [Int32](repeating: 0, count: room)
      let result = name.bytes.withUnsafeBufferPointer { bytes in
        pcre2_dfa_match_8(
          code, bytes.baseAddress, bytes.count, 0, 0, match, nil, &workspace, workspace.count)
      }
      if result == PCRE2_ERROR_DFA_WSSIZE && room < 1_000_000 {
        room *= 10
        continue
      }
      // 0 is a match with more lengths than there is room for: the longest comes first.
      guard result >= 0, let ends = pcre2_get_ovector_pointer_8(match) else { return nil }
      return Int(ends[1] - ends[0])
    }
  }
}
