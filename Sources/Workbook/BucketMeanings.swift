/// What the columns of usage by bucket mean.
enum BucketMeanings {
  static let columns: [String: [String: String]] = [
    "usage-comparison": [
      "format": "Format of the exports, as in docs/FORMATS.md.",
      "grouped_by":
        "What the exports are grouped by, a semicolon between; each grouping is compared by itself.",
      "day": "Day in UTC, as vendors count.",
      "provider": "Vendor; blank where the export names none, so that all count.",
      "model": "Model after aliases.csv; blank is all that no other line of the day names.",
      "service_tier": "Service tier; blank is all that no other line names.",
      "measure": "What is counted: requests or a class of tokens.",
      "vendor": "What the vendor or gateway counted; blank where it does not say.",
      "ledger":
        "The same of the requests in the ledger that began in the spans of the exports, each once, "
        + "without those under a customer's own key.",
      "difference": "Vendor less ledger: above 0 something is missing here.",
      "finding": "equal, missing_here, missing_there, or not_stated by the vendor.",
    ],
    "usage-buckets": [
      "format": "Format of the export, as in docs/FORMATS.md.",
      "line": "Line where the row or object begins.",
      "start": "Start of the bucket in UTC.",
      "end": "End of the bucket in UTC, not included.",
      "model": "Model after aliases.csv; blank where the export is not grouped by it.",
      "model_as_exported": "The name in the export.",
      "service_tier": "Service tier; blank where the export does not say.",
      "context": "Which requests by their input: up to or over so many tokens; blank is any.",
      "region": "Region of the inference, where the export names one.",
      "project": "Project, workspace or team in the export.",
      "user": "User in the export.",
      "api_key": "Key in the export, by its id or name.",
      "other": "Whatever else the export groups by.",
      "requests": "Requests of the bucket; blank where the export does not count them.",
      "input_tokens": "Input that no cache had; all input where the export does not tell it apart.",
      "cache_read_tokens": "Input that a cache had.",
      "cache_write_5m_tokens":
        "Input written to a cache; all writes where the export does not tell them apart.",
      "cache_write_1h_tokens": "Input written to a cache for an hour.",
      "output_tokens": "Output, with the reasoning that the export does not tell apart.",
      "reasoning_tokens": "Reasoning that the export tells apart.",
      "audio_input_tokens": "Audio heard.",
      "audio_output_tokens": "Audio spoken.",
      "searches": "Web searches.",
      "recorded_cost_usd": "What the export says it cost.",
      "vendor_cost_usd": "What it costs at the price book; blank where that cannot be told.",
      "counted": "yes, or which bucket counts instead.",
      "why_no_cost": "Why the cost cannot be told from a sum.",
      "notes": "What else was odd.",
      "image_input_tokens": "Images in the input.",
      "image_output_tokens": "Images in the output.",
      "audio_cache_read_tokens": "Audio that a cache had.",
    ],
  ]
}
