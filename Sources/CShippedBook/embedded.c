// Data, not code: the compiler takes the bytes of each file as they are.
#include "CShippedBook.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const char *shippedAliases(void) {
  static const char text[] = {
#embed "../../data/aliases.csv"
      , 0};
  return text;
}

const char *shippedGenAIModels(void) {
  static const char text[] = {
#embed "../../data/genai-models.csv"
      , 0};
  return text;
}

const char *shippedGenAIPrices(void) {
  static const char text[] = {
#embed "../../data/genai-prices.csv"
      , 0};
  return text;
}

const char *shippedLiteLLMModels(void) {
  static const char text[] = {
#embed "../../data/catalogs/litellm-models.csv"
      , 0};
  return text;
}

const char *shippedPriceBook(void) {
  static const char text[] = {
#embed "../../data/price-book.csv"
      , 0};
  return text;
}

const char *shippedProviderNames(void) {
  static const char text[] = {
#embed "../../data/provider-names.csv"
      , 0};
  return text;
}
