#pragma once

// Texts of licences, from `data/licences/` and `LICENSE`: ASCII, ended by a zero byte.

// The terms of OpenSSL, and with an exception of the Swift and LLVM runtimes.
const char *_Nonnull licenceApache2(void);
// Assay's own licence.
const char *_Nonnull licenceAssay(void);
// The permission to link the runtime of GCC with any program.
const char *_Nonnull licenceGCCException(void);
// The licence of the prices of genai-prices.
const char *_Nonnull licenceGenAIPrices(void);
// The notice of the files of the GNU C Library that are part of every program.
const char *_Nonnull licenceGlibcStartup(void);
// The terms of the runtime of GCC.
const char *_Nonnull licenceGPL3(void);
// The licence of ISA-L.
const char *_Nonnull licenceISAL(void);
// The terms of the GNU C Library.
const char *_Nonnull licenceLGPL2(void);
// The notices of older parts of libstdc++.
const char *_Nonnull licenceLibStdCxx(void);
// The licence of LiteLLM's catalog.
const char *_Nonnull licenceLiteLLM(void);
// The permission to distribute parts of LLVM within a program.
const char *_Nonnull licenceLLVMException(void);
// The terms of tmpfileplus.
const char *_Nonnull licenceMPL2(void);
// The licence of PCRE2.
const char *_Nonnull licencePCRE2(void);
// SQLite's dedication to the public domain.
const char *_Nonnull licenceSQLite(void);
// The permission to distribute the Swift runtime within a program.
const char *_Nonnull licenceSwiftException(void);
// The licence of tokencost.
const char *_Nonnull licenceTokencost(void);
// The licences of libxlsxwriter and its bundled parts.
const char *_Nonnull licenceXLSXWriter(void);
// The licence of zlib.
const char *_Nonnull licenceZlib(void);
