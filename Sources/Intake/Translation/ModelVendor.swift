/// The maker of a model that a platform serves.
enum ModelVendor {
  /// Returns the maker of a model, also after a region, a platform or the maker in its name.
  ///
  /// An example is `us.anthropic.claude-opus-5`.
  static func of(_ model: String) -> String? {
    let name = model.split(separator: "/").last ?? ""
    let starts = [name.startIndex] + name.indices.filter { name[$0] == "." }.map(name.index(after:))
    return starts.lazy.compactMap { VendorName.vendor(ofModel: name[$0...].lowercased()) }.first
  }
}
