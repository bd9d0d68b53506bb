// Data, not code: the compiler takes the bytes of each file as they are, in the order of this list.
#include "CPageScript.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const char *pageScript(void) {
  static const char text[] = {
#embed "../HTMLReport/Script/exact.js"
      ,
#embed "../HTMLReport/Script/elements.js"
      ,
#embed "../HTMLReport/Script/data.js"
      ,
#embed "../HTMLReport/Script/totals.js"
      ,
#embed "../HTMLReport/Script/filter.js"
      ,
#embed "../HTMLReport/Script/bridge.js"
      ,
#embed "../HTMLReport/Script/changes.js"
      ,
#embed "../HTMLReport/Script/columns.js"
      ,
#embed "../HTMLReport/Script/rows.js"
      ,
#embed "../HTMLReport/Script/tables.js"
      ,
#embed "../HTMLReport/Script/figures.js"
      ,
#embed "../HTMLReport/Script/findings.js"
      ,
#embed "../HTMLReport/Script/drawings.js"
      ,
#embed "../HTMLReport/Script/charts.js"
      ,
#embed "../HTMLReport/Script/controls.js"
      ,
#embed "../HTMLReport/Script/start.js"
      , 0};
  return text;
}
