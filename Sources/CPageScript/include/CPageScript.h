#pragma once

// The script of report.html, from `Sources/HTMLReport/Script/`: UTF-8, ended by a zero byte.
const char *_Nonnull pageScript(void);
