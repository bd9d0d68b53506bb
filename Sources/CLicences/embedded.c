// Data, not code: the compiler takes the bytes of each file as they are.
#include "CLicences.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const char *licenceApache2(void) {
  static const char text[] = {
#embed "../../data/licences/apache-2.0.txt"
      , 0};
  return text;
}

const char *licenceAssay(void) {
  static const char text[] = {
#embed "../../LICENSE"
      , 0};
  return text;
}

const char *licenceGCCException(void) {
  static const char text[] = {
#embed "../../data/licences/gcc-exception-3.1.txt"
      , 0};
  return text;
}

const char *licenceGenAIPrices(void) {
  static const char text[] = {
#embed "../../data/licences/genai-prices.txt"
      , 0};
  return text;
}

const char *licenceGlibcStartup(void) {
  static const char text[] = {
#embed "../../data/licences/glibc-startup.txt"
      , 0};
  return text;
}

const char *licenceGPL3(void) {
  static const char text[] = {
#embed "../../data/licences/gpl-3.0.txt"
      , 0};
  return text;
}

const char *licenceISAL(void) {
  static const char text[] = {
#embed "../../data/licences/isa-l.txt"
      , 0};
  return text;
}

const char *licenceLGPL2(void) {
  static const char text[] = {
#embed "../../data/licences/lgpl-2.1.txt"
      , 0};
  return text;
}

const char *licenceLibStdCxx(void) {
  static const char text[] = {
#embed "../../data/licences/libstdcxx-notices.txt"
      , 0};
  return text;
}

const char *licenceLiteLLM(void) {
  static const char text[] = {
#embed "../../data/licences/litellm.txt"
      , 0};
  return text;
}

const char *licenceLLVMException(void) {
  static const char text[] = {
#embed "../../data/licences/llvm-exception.txt"
      , 0};
  return text;
}

const char *licenceMPL2(void) {
  static const char text[] = {
#embed "../../data/licences/mpl-2.0.txt"
      , 0};
  return text;
}

const char *licencePCRE2(void) {
  static const char text[] = {
#embed "../../data/licences/pcre2.txt"
      , 0};
  return text;
}

const char *licenceSQLite(void) {
  static const char text[] = {
#embed "../../data/licences/sqlite.txt"
      , 0};
  return text;
}

const char *licenceSwiftException(void) {
  static const char text[] = {
#embed "../../data/licences/swift-exception.txt"
      , 0};
  return text;
}

const char *licenceTokencost(void) {
  static const char text[] = {
#embed "../../data/licences/tokencost.txt"
      , 0};
  return text;
}

const char *licenceXLSXWriter(void) {
  static const char text[] = {
#embed "../../data/licences/libxlsxwriter.txt"
      , 0};
  return text;
}

const char *licenceZlib(void) {
  static const char text[] = {
#embed "../../data/licences/zlib.txt"
      , 0};
  return text;
}
