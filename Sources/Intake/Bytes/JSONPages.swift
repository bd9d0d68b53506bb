import Ledger
import Parsing

/// The members of a page of records that say whether more pages follow.
enum JSONPages {
  /// Returns true if a member of this name is beside the records of a page.
  static func isMark(_ key: String) -> Bool {
    flags.contains(key) || tokens.contains(key) || ["first_id", "last_id"].contains(key)
  }

  /// Returns the number of lines from the beginning of a page to the member that says that more pages follow.
  ///
  /// It is nil where none does. A list of records is first at each depth.
  ///
  /// - Parameter depth: the number of objects around the list.
  static func more(in page: JSONValue, depth: Int) -> Int? {
    guard depth > 0, case .object(let members) = page.content else { return nil }
    if let own = members.first(where: { saysMore($0, members) }) { return own.line - 1 }
    return members.first.flatMap { more(in: $0.value, depth: depth - 1) }
  }

  /// Returns true if a member before the records says that more pages follow.
  ///
  /// - Parameter bytes: those from the beginning of the page to the first record.
  static func sayMore(before bytes: Slice<Bytes>, depth: Int) -> Bool {
    if depth == 0 { return false }
    let text = Array(bytes) + [0x5D] + Array(repeating: 0x7D, count: depth)
    do throws(JSONFault) {
      let page = try JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)
      return holdsMore(page, depth: depth)
    } catch {
      // The end of the document reports the fault.
      return false
    }
  }

  private static func holdsMore(_ page: JSONValue, depth: Int) -> Bool {
    guard depth > 0, case .object(let members) = page.content else { return false }
    return members.contains { saysMore($0, members) }
      || members.last.map { holdsMore($0.value, depth: depth - 1) } ?? false
  }

  private static func saysMore(_ member: JSONValue.Member, _ all: [JSONValue.Member]) -> Bool {
    if flags.contains(member.key) {
      if case .boolean(let isSo) = member.value.content { return isSo }
      return false
    }
    // A place to go on from may be on the last page, too, where a flag says that it is the last.
    guard tokens.contains(member.key), !all.contains(where: { flags.contains($0.key) }) else {
      return pages(member)
    }
    switch member.value.content {
    case .string(let text): return !text.isEmpty
    case .number: return true
    case .null, .boolean, .array, .object: return false
    }
  }

  /// Langfuse's `"meta": { "page": 1, "totalPages": 3 }`.
  private static func pages(_ member: JSONValue.Member) -> Bool {
    guard member.key == "meta", case .object(let members) = member.value.content else {
      return false
    }
    func number(_ key: String) -> Int? {
      guard let found = members.first(where: { $0.key == key }),
        case .number(let text) = found.value.content
      else { return nil }
      return Int(text)
    }
    guard let page = number("page"), let all = number("totalPages") else { return false }
    return page < all
  }

  private static let flags: Set = ["has_more", "hasMore", "has_next_page", "hasNextPage"]
  private static let tokens: Set = [
    "next_page", "nextPage", "next_page_token", "nextPageToken", "next_cursor", "nextCursor",
    "@odata.nextLink", "next_link", "nextLink",
  ]
}
