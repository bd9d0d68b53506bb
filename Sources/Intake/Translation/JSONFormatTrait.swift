/// Facts about the format of an object beside the names of its members.
///
/// They are words among those names.
enum JSONFormatTrait {
  /// Attributes of a span name a request to a model.
  static let spanAttributes = "attributes: gen_ai"

  /// Objects whose `type` is this word.
  static func type(_ word: String) -> String { "type: \(word)" }

  static func isTrait(_ name: String) -> Bool {
    name == spanAttributes || name.hasPrefix("type: ")
  }

  /// The names of the members of an object, and what else it tells.
  static func names(of object: SourceValue) -> Set<String> {
    var names = Set(object.keys)
    let type = object["type"]
    if type.kind == .string, type.bytes.count <= 32 {
      names.insert(self.type(String(decoding: type.bytes, as: UTF8.self)))
    }
    if names.contains(where: isOfModels) || hasModels(object["attributes"]) {
      names.insert(spanAttributes)
    }
    return names
  }

  private static func hasModels(_ attributes: SourceValue) -> Bool {
    if attributes.keys.contains(where: isOfModels) { return true }
    var found = false
    if attributes.kind == .array {
      attributes.forEach {
        let key = $0["key"]
        found = found || isOfModels(String(decoding: key.bytes, as: UTF8.self))
      }
    }
    return found
  }

  private static func isOfModels(_ name: String) -> Bool {
    name.hasPrefix("gen_ai.") || name.hasPrefix("llm.")
  }
}
