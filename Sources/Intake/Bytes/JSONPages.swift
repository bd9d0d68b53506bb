import Ledger
import Parsing

/// The members of a page of records that say whether more pages follow.
///
/// Names, read 2026-11: `links.next` and `meta.page.after` of Datadog
/// (https://datadoghq.dev/datadog-api-client-ruby/DatadogAPIClient/V2/LLMObsSpansResponsePage.html), `cursors.next` of
/// LangSmith (https://reference.langchain.com/javascript/langsmith), `pagination.hasNextPage` of Cursor
/// (https://docs.cursor.com/account/teams/admin-api). Others have `next`, `cursor` and totals.
enum JSONPages {
  /// Returns true if a member of this name is beside the records of a page.
  static func isMark(_ key: String) -> Bool {
    flags.contains(folded(key)) || tokens.contains(folded(key))
      || ["first_id", "last_id"].contains(key)
  }

  /// A statement that more pages follow.
  struct More: Hashable {
    /// Lines from the beginning of the page to the member that says so.
    let lines: Int
    /// Of the whole list; nil where no member tells.
    let pages: Int64?
  }

  /// Returns what a page says of further ones after its records; nil where nothing is said.
  ///
  /// A list of records is first at each depth.
  ///
  /// - Parameter depth: the number of objects around the list.
  static func more(in page: JSONValue, depth: Int) -> More? {
    guard depth > 0, case .object(let members) = page.content else { return nil }
    return more(among: members)
      ?? members.first.flatMap { more(in: $0.value, depth: depth - 1) }
  }

  /// Returns what a page says of further ones before its records, at its beginning; nil where nothing is said.
  ///
  /// - Parameter bytes: those from the beginning of the page to the first record.
  static func more(before bytes: Slice<Bytes>, depth: Int) -> More? {
    if depth == 0 { return nil }
    let text = Array(bytes) + [0x5D] + Array(repeating: 0x7D, count: depth)
    do throws(JSONFault) {
      let page = try JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)
      return held(page, depth: depth).map { More(lines: 0, pages: $0.pages) }
    } catch {
      // The end of the document reports the fault.
      return nil
    }
  }

  private static func held(_ page: JSONValue, depth: Int) -> More? {
    guard depth > 0, case .object(let members) = page.content else { return nil }
    return more(among: members) ?? members.last.flatMap { held($0.value, depth: depth - 1) }
  }

  /// Returns what is said among the members beside a list of records, or within objects among them.
  private static func more(among members: [JSONValue.Member]) -> More? {
    let all = marks(members, depth: 0)
    let counted = counted(all)
    func said(by member: JSONValue.Member) -> More {
      More(lines: member.line - 1, pages: counted?.pages)
    }
    // A place to go on from may be on the last page, too, where a flag or a number says that it is the last.
    if let flag = all.first(where: { isFlag($0) == true }) { return said(by: flag) }
    if all.contains(where: { isFlag($0) == false }) { return nil }
    if let counted { return counted.isLess ? said(by: counted.member) : nil }
    return all.first(where: leadsOn).map(said)
  }

  /// The members of an object and of objects within it; a list says nothing about pages.
  private static func marks(_ members: [JSONValue.Member], depth: Int) -> [JSONValue.Member] {
    members.flatMap { member -> [JSONValue.Member] in
      guard case .object(let inner) = member.value.content else { return [member] }
      let name = folded(member.key)
      let isOfPages = !["usage", "summary", "cost", "token"].contains { name.contains($0) }
      return depth < 3 && isOfPages ? [member] + marks(inner, depth: depth + 1) : [member]
    }
  }

  /// The value of a flag; nil for another member.
  private static func isFlag(_ member: JSONValue.Member) -> Bool? {
    guard flags.contains(folded(member.key)), case .boolean(let isSo) = member.value.content else {
      return nil
    }
    return isSo
  }

  private static func leadsOn(_ member: JSONValue.Member) -> Bool {
    guard tokens.contains(folded(member.key)) else { return false }
    switch member.value.content {
    case .string(let text): return !text.isEmpty
    case .number(let text): return text != "0"
    case .null, .boolean, .array, .object: return false
    }
  }

  /// Whether a page is before the last one and how many there are, by numbers; nil where these do not tell.
  private static func counted(
    _ members: [JSONValue.Member]
  ) -> (isLess: Bool, pages: Int64, member: JSONValue.Member)? {
    func number(_ names: Set<String>) -> (value: Int, member: JSONValue.Member)? {
      for member in members where names.contains(folded(member.key)) {
        if case .number(let text) = member.value.content, let value = Int(text) {
          return (value, member)
        }
      }
      return nil
    }
    let page = number(["page", "currentpage", "pagenumber", "pageindex"])
    if let all = number(["totalpages", "numpages", "pagecount", "pages", "lastpage"]) {
      return ((page?.value ?? 1) < all.value, Int64(all.value), all.member)
    }
    guard let all = number(["total", "totalcount", "totalitems", "totalresults", "totalrecords"]),
      let size = number(["perpage", "pagesize", "limit", "count", "itemsperpage"])
    else { return nil }
    guard size.value > 0, all.value >= 0, size.value <= 1_000_000_000,
      all.value <= 1_000_000_000_000
    else { return nil }
    let before =
      number(["offset", "skip"])?.value
      ?? (min(page?.value ?? 1, 1_000_000_000) - 1) * size.value
    let pages = (all.value + size.value - 1) / size.value
    return (before < all.value - size.value, Int64(pages), all.member)
  }

  /// A name in lower case, without separators.
  private static func folded(_ key: String) -> String {
    key.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private static let flags: Set = [
    "hasmore", "hasnext", "hasnextpage", "hasmorepages", "hasmoreresults", "hasmoredata",
    "hasmoreitems", "moreavailable", "istruncated",
  ]
  private static let tokens: Set = [
    "next", "nextpage", "nextpagetoken", "nextcursor", "odatanextlink", "nextlink", "nexttoken",
    "nexturl", "nextpageurl", "nextpagecursor", "continuationtoken", "after", "cursor", "endcursor",
  ]
}
