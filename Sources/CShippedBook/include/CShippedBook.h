#pragma once

// The files of `data/` that the program carries: UTF-8, ended by a zero byte.

// The vendors' names of the models of the shipped books.
const char *_Nonnull shippedAliases(void);
// The models of the vendor history of which genai-prices states a price.
const char *_Nonnull shippedGenAIModels(void);
// Prices of models and days that the vendor history lacks, by genai-prices.
const char *_Nonnull shippedGenAIPrices(void);
// The models that LiteLLM's catalog had, with the first and the last day.
const char *_Nonnull shippedLiteLLMModels(void);
// What vendors charge, by day.
const char *_Nonnull shippedPriceBook(void);
// What catalogs call the providers of the shipped books.
const char *_Nonnull shippedProviderNames(void);
