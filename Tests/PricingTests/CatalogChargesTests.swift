import Ledger
import Parsing
import Pricing
import Support
import Testing

/// The charges that catalogs leave out and that names of models state: fees of searches, and the price of speech.
@Suite struct CatalogChargesTests {
  /// Catalogs, and their prices for one unit.
  private static let cases: [(source: CatalogSource, json: String, prices: [String])] = [
    // Perplexity has three fees, of which genai-prices states the highest.
    (
      .genaiPrices,
      #"[{"id": "perplexity", "models": [{"id": "sonar", "match": {"equals": "sonar"}, "prices": {"input_mtok": 1, "requests_kcount": 12}}]}]"#,
      ["perplexity sonar input 0.000001", "perplexity sonar request not known"]
    ),
    // OpenRouter has one.
    (
      .openrouter,
      #"{"data": [{"id": "perplexity/sonar", "pricing": {"prompt": "0.000001", "request": "0.005"}}]}"#,
      ["openrouter perplexity/sonar input 0.000001", "openrouter perplexity/sonar request 0.005"]
    ),
    // A name that the rule of another model has is a model of its own.
    (
      .genaiPrices,
      #"[{"id": "openai", "models": [{"id": "m", "match": {"or": [{"equals": "m"}, {"equals": "m-search-preview"}]}, "prices": {"input_mtok": 1}}]}]"#,
      [
        "openai m input 0.000001", "openai m-search-preview input 0.000001",
        "openai m-search-preview request not known",
      ]
    ),
    // Deep research counts its searches.
    (
      .litellm,
      #"{"sonar-deep-research": {"litellm_provider": "perplexity", "input_cost_per_token": 2e-6}}"#,
      ["perplexity sonar-deep-research input 0.000002"]
    ),
    // Without a price of sound nothing of a model that speaks is used; with one, its output costs that.
    (
      .litellm,
      #"{"g-preview-tts": {"litellm_provider": "gemini", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}"#,
      []
    ),
    (
      .litellm,
      #"{"g-tts": {"litellm_provider": "gemini", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "output_cost_per_audio_token": 3e-6}}"#,
      [
        "gemini g-tts audio_output 0.000003", "gemini g-tts input 0.000001",
        "gemini g-tts output 0.000003",
      ]
    ),
    (
      .litellm,
      #"{"gpt-4o-mini-tts": {"litellm_provider": "openai", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}"#,
      ["openai gpt-4o-mini-tts input 0.000001", "openai gpt-4o-mini-tts output 0.000002"]
    ),
  ]

  @Test(arguments: cases.indices)
  func `names state what entries leave out`(index: Int) throws {
    let (source, json, prices) = Self.cases[index]
    let catalog = try source.read(JSONReader.read(Array(json.utf8), allowsComments: false))
    #expect(
      catalog.quotes.map { "\($0.key.words) \(said($0.perUnit))" }.sorted() == prices)
    #expect(catalog.notes.map(\.reason) == (prices.isEmpty ? [.unit] : []))
  }
}
